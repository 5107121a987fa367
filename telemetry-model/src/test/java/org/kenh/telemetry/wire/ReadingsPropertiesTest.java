package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

class ReadingsPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T07:00:00Z");
    private static final long EARLIEST_MICROS = (1L << 28) * 1_000_000;
    private static final long LATEST_MICROS =
            Instant.parse("2225-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    /** Every absolute time that SenML can tell, up to two centuries from now. */
    private static final DecodingLimits LIMITS =
            new DecodingLimits(1 << 24, 5_000, Duration.ofDays(20_000), Duration.ofDays(73_000));

    @Property
    void json_encodedAndDecoded_isTheSame(@ForAll("numberedPacks") Pack pack) {
        assertThat(decode(SenmlEncoder.json(pack))).isEqualTo(new Decoding.Decoded<>(pack));
    }

    @Property
    void cbor_encodedAndDecoded_isTheSame(@ForAll("numberedPacks") Pack pack) {
        assertThat(decode(SenmlEncoder.cbor(pack))).isEqualTo(new Decoding.Decoded<>(pack));
    }

    @Property(tries = 5_000)
    void bytes_atRandom_neverThrow(@ForAll byte[] payload, @ForAll ContentKind kind) {
        assertThatNoException().isThrownBy(() -> ReadingsDecoder.decode(payload, kind, NOW, LIMITS));
        assertThatNoException().isThrownBy(() -> BirthCodec.decode(payload));
        assertThatNoException().isThrownBy(() -> CommandCodec.decode(payload));
        assertThatNoException().isThrownBy(() -> CommandCodec.decodeAnswer(payload));
    }

    @Property(tries = 5_000)
    void bytes_behindAnArrayHead_neverThrow(@ForAll byte[] rest, @ForAll ContentKind kind) {
        byte[] payload = Arrays.copyOf(new byte[] {(byte) 0x82, (byte) 0xA3}, rest.length + 2);
        System.arraycopy(rest, 0, payload, 2, rest.length);
        assertThatNoException().isThrownBy(() -> ReadingsDecoder.decode(payload, ContentKind.CBOR, NOW, LIMITS));
        payload[0] = '[';
        payload[1] = '{';
        assertThatNoException().isThrownBy(() -> ReadingsDecoder.decode(payload, ContentKind.JSON, NOW, LIMITS));
    }

    @Property
    void packs_mutated_neverThrow(
            @ForAll("numberedPacks") Pack pack, @ForAll("places") List<Integer> places, @ForAll byte mutation) {
        for (byte[] payload : List.of(SenmlEncoder.json(pack), SenmlEncoder.cbor(pack))) {
            for (int place : places) {
                payload[place % payload.length] ^= mutation;
            }
            assertThatNoException().isThrownBy(() -> decode(payload));
        }
    }

    @Property(tries = 100)
    void packs_truncated_areRejected(@ForAll("numberedPacks") Pack pack) {
        for (byte[] payload : List.of(SenmlEncoder.json(pack), SenmlEncoder.cbor(pack))) {
            for (int length = 0; length < Math.min(payload.length, 500); length++) {
                assertThat(decode(Arrays.copyOf(payload, length))).isInstanceOf(Decoding.Rejected.class);
            }
        }
    }

    @Property
    void texts_asJson_neverThrow(@ForAll("jsonLike") String text) {
        byte[] payload = Payloads.utf8(text);
        assertThatNoException().isThrownBy(() -> ReadingsDecoder.decode(payload, ContentKind.UNKNOWN, NOW, LIMITS));
        assertThatNoException().isThrownBy(() -> BirthCodec.decode(payload));
        assertThatNoException().isThrownBy(() -> CommandCodec.decode(payload));
        assertThatNoException().isThrownBy(() -> CommandCodec.decodeAnswer(payload));
    }

    @Provide
    Arbitrary<Pack> numberedPacks() {
        Arbitrary<PackNumber> numbers = Combinators.combine(
                        Arbitraries.longs().between(0, PackNumber.MOST_EPOCH),
                        Arbitraries.longs().between(0, PackNumber.MOST_SEQUENCE))
                .as(PackNumber::new);
        return Combinators.combine(packs(), numbers.optional()).as(Pack::new);
    }

    private static Arbitrary<List<Reading>> packs() {
        return readings().list().ofMinSize(1).ofMaxSize(40).uniqueElements(r -> r.series() + "@" + r.timeMicros());
    }

    @Provide
    Arbitrary<List<Integer>> places() {
        return Arbitraries.integers().between(0, 100_000).list().ofMinSize(1).ofMaxSize(4);
    }

    /** Tokens of the grammars in any order, which get further than random characters do. */
    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        ":",
                        "\"n\":",
                        "\"v\":",
                        "\"a\"",
                        "1",
                        "-0.5e3",
                        "1e999",
                        "null",
                        "true",
                        "\"ts\":",
                        "\"epoch\":",
                        "\"seq\":",
                        "\"values\":{",
                        "\"bt\":",
                        "\"vd\":",
                        "\"args\":",
                        "\"series\":[{",
                        "\"id\":",
                        " ",
                        "\"interval\":",
                        "\"\\ud800\"",
                        "1e2147483648",
                        "1e-2147483648",
                        "\"issuedAt\":",
                        "\"state\":")
                .list()
                .ofMaxSize(30)
                .map(tokens -> String.join("", tokens));
    }

    private static Arbitrary<Reading> readings() {
        return Combinators.combine(names(), units(), times(), values(), Arbitraries.of(Quality.values()))
                .as(Reading::new);
    }

    private static Arbitrary<SeriesName> names() {
        Arbitrary<String> first = Arbitraries.strings().alpha().numeric().ofLength(1);
        Arbitrary<String> rest =
                Arbitraries.strings().alpha().numeric().withChars("-:./_").ofMaxLength(127);
        return Combinators.combine(first, rest).as((head, tail) -> SeriesName.of(head + tail));
    }

    private static Arbitrary<Unit> units() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "m", "Cel", "%RH", "m3/s", "/", "\"", "°C").map(Unit::of),
                Arbitraries.strings().ofMaxLength(32).filter(Unit::isValid).map(Unit::of));
    }

    private static Arbitrary<Long> times() {
        return Arbitraries.longs().between(EARLIEST_MICROS, LATEST_MICROS);
    }

    private static Arbitrary<Value> values() {
        return Arbitraries.oneOf(
                Arbitraries.longs()
                        .map(Double::longBitsToDouble)
                        .filter(Double::isFinite)
                        .map(Value.Numeric::new),
                Arbitraries.doubles().map(Value.Numeric::new),
                Arbitraries.integers().map(number -> new Value.Numeric(number)),
                Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE).map(Value.Numeric::new),
                Arbitraries.of(true, false).map(Value.Flag::new),
                Arbitraries.strings()
                        .ofMaxLength(300)
                        .filter(text -> Value.Text.indexOfFlaw(text) < 0)
                        .map(Value.Text::new),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Value.Data::of));
    }

    private static Decoding<Pack> decode(byte[] payload) {
        return ReadingsDecoder.decode(payload, ContentKind.UNKNOWN, NOW, LIMITS);
    }
}
