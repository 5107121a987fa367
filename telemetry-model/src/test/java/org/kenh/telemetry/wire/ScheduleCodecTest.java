package org.kenh.telemetry.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.schedule.DocumentSigner;
import org.kenh.telemetry.schedule.DocumentVerifier;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.SignedDocument;
import org.kenh.telemetry.schedule.Turn;

class ScheduleCodecTest {
    private static final Instant START = Instant.parse("2026-07-01T22:00:00Z");
    private static final Turn TURN = new Turn(
            "t1",
            "pump-1",
            1,
            START,
            Duration.ofMinutes(90),
            Optional.of(500.0),
            Turn.Late.SKIP,
            List.of(new Turn.Condition(SeriesName.of("level.discharge"), false, 3.2)));
    private static final Turn VALVE =
            new Turn("t2", "valve-3", 0.5, START, Duration.ofHours(2), Optional.empty(), Turn.Late.REST, List.of());
    private static final Schedule SCHEDULE = schedule(List.of(TURN, VALVE));

    @Test
    void decode_whatWasEncoded_isTheSame() {
        assertThat(ScheduleCodec.decode(ScheduleCodec.encode(SCHEDULE))).isEqualTo(new Decoding.Decoded<>(SCHEDULE));
    }

    @Test
    void decode_onlyWhatIsNeeded_takesTheDefaults() {
        String document = """
                {"type":"kenh.schedule.v1","id":"s","device":"tram-1","version":7,"issued":"2026-07-01T00:00:00Z",
                 "validFrom":"2026-07-01T00:00:00Z","validTo":"2026-07-03T00:00:00Z",
                 "turns":[{"id":"t2","target":"valve-3","start":"2026-07-01T22:00:00Z","duration":"PT2H"}]}""";

        Decoding<Schedule> decoding = ScheduleCodec.decode(document.getBytes(UTF_8));

        assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
        Turn turn = ((Decoding.Decoded<Schedule>) decoding).value().turns().get(0);
        assertThat(turn.position()).isEqualTo(1);
        assertThat(turn.late()).isEqualTo(Turn.Late.REST);
        assertThat(turn.volume()).isEmpty();
        assertThat(turn.conditions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
            "version":3;      "version":0;                 version must be at least 1
            "version":3;      "version":1.5;               version
            "version":3;      "vorsion":3;                 "vorsion" is not known
            kenh.schedule.v1; kenh.schedule.v2;            type must be kenh.schedule.v1
            PT1H30M;          PT0S;                        duration must be
            PT1H30M;          ninety minutes;              must be a duration in ISO 8601
            PT1H30M;          PT240H;                      duration must be
            "late":"skip";    "late":"never";              late must be rest or skip
            "t2";             "t1";                        turn t1 is there twice
            valve-3;          pump-1;                      overlap on pump-1
            "below":3.2;      "below":3.2,"above":1;       either above or below
            "position":0.5;   "position":1.5;              position must be above 0
            tram-1;           //;                          device id
            "volume":500.0;   "volume":-1;                 volume must be above 0
            2026-07-03T00;    2026-07-01T23;               does not lie between
            """)
    void decode_somethingWrong_isRejectedWithTheReason(String right, String wrong, String reason) {
        String document = new String(ScheduleCodec.encode(SCHEDULE), UTF_8);
        assertThat(document).contains(right);

        Decoding<Schedule> decoding =
                ScheduleCodec.decode(document.replace(right, wrong).getBytes(UTF_8));

        assertThat(decoding).isInstanceOf(Decoding.Rejected.class);
        assertThat(decoding.toString()).contains(reason);
    }

    @Test
    void verified_signedByAKnownKey_givesTheVeryBytes() throws Exception {
        KeyPair pair = pair();
        byte[] document = ScheduleCodec.encode(SCHEDULE);
        SignedDocument signed = new DocumentSigner("centre", pair.getPrivate()).sign(document);
        String key = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        DocumentVerifier verifier = new DocumentVerifier(Map.of("centre", DocumentVerifier.publicKey(key)));

        Decoding<SignedDocument> received = ScheduleCodec.decodeSigned(ScheduleCodec.encodeSigned(signed));

        assertThat(received).isEqualTo(new Decoding.Decoded<>(signed));
        assertThat(verifier.verified(signed))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(document));
    }

    @Test
    void verified_changedOrByAnotherKey_isEmpty() throws Exception {
        KeyPair pair = pair();
        DocumentVerifier verifier = new DocumentVerifier(Map.of("centre", pair.getPublic()));
        SignedDocument right = new DocumentSigner("centre", pair.getPrivate()).sign("{}".getBytes(UTF_8));
        SignedDocument foreign = new DocumentSigner("centre", pair().getPrivate()).sign("{}".getBytes(UTF_8));

        assertThat(verifier.verified(right)).isPresent();
        assertThat(verifier.verified(foreign)).isEmpty();
        assertThat(verifier.verified(new SignedDocument("e30K", right.signature(), "centre")))
                .isEmpty();
        assertThat(verifier.verified(new SignedDocument(right.document(), right.signature(), "other")))
                .isEmpty();
        assertThat(verifier.verified(new SignedDocument(right.document(), "not base64!", "centre")))
                .isEmpty();
    }

    @Test
    void publicKey_somethingElse_isRefused() {
        assertThatThrownBy(() -> DocumentVerifier.publicKey("AAAA"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Ed25519");
    }

    private static Schedule schedule(List<Turn> turns) {
        return new Schedule(
                "lich-tuoi",
                DeviceId.of("tram-1"),
                3,
                Instant.parse("2026-07-01T00:00:00Z"),
                Instant.parse("2026-07-01T00:00:00Z"),
                Instant.parse("2026-07-03T00:00:00Z"),
                turns);
    }

    private static KeyPair pair() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
