package org.kenh.gateway.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.wire.SenmlEncoder;

/** Messages of libcoap's clients. */
class CoapMessagesTest {
    private static final String SENML = "[{\"bn\":\"pump-1/\",\"n\":\"current\",\"u\":\"A\",\"v\":12.5}]";
    private static final String FLAT = "{\"level\":1.2,\"flow\":0.4}";
    private static final List<Reading> READINGS =
            List.of(Reading.good("level", "m", Instant.parse("2026-01-02T03:04:05Z"), 1.25));

    private final OpenDoor open = new OpenDoor();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void post_senmlJson_isHandedOnAndAnsweredChanged() {
        String output = CommandLineClient.plain().with("-t", "110").post(open.plain("readings"), SENML);

        assertThat(output).contains("c:2.04");
        DeviceMessage.Readings message = received();
        assertThat(message.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.series().value()).isEqualTo("pump-1/current");
            assertThat(reading.unit().symbol()).isEqualTo("A");
        });
        assertThat(message.origin().device().value()).isEqualTo("d1");
        assertThat(message.origin().transport()).isEqualTo(Transport.COAP);
        assertThat(message.origin().address()).isEqualTo("/v1/readings");
        assertThat(message.origin().payload()).isEqualTo(SENML.getBytes(UTF_8));
        assertThat(committed("coap")).isEqualTo(1);
    }

    @Test
    void post_senmlCborOrFlatJson_isHandedOn() {
        String cbor =
                CommandLineClient.plain().with("-t", "112").post(open.plain("readings"), SenmlEncoder.cbor(READINGS));
        String flat = CommandLineClient.plain().with("-t", "50").post(open.plain("readings"), FLAT);
        String unnamed = CommandLineClient.plain().post(open.plain("readings"), FLAT);

        assertThat(List.of(cbor, flat, unnamed))
                .allSatisfy(output -> assertThat(output).contains("c:2.04"));
        assertThat(((DeviceMessage.Readings) open.intake.messages().getFirst()).readings())
                .isEqualTo(READINGS);
        assertThat(open.intake.messages()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openssl", "gnutls"})
    void post_overDtls_isHandedOnAsTheIdentity(String variant) {
        String output = CommandLineClient.secure(variant, "d1", OpenDoor.SECRET)
                .with("-t", "112")
                .post(open.secure("readings"), SenmlEncoder.cbor(READINGS));

        assertThat(output).contains("c:2.04");
        assertThat(received().readings()).isEqualTo(READINGS);
        assertThat(received().origin().device().value()).isEqualTo("d1");
        assertThat(received().origin().transport()).isEqualTo(Transport.COAPS);
        assertThat(committed("coaps")).isEqualTo(1);
    }

    @Test
    void post_overIpv6_isHandedOn() throws Exception {
        String plain = open.plain("readings").replace("127.0.0.1", "[::1]");
        String secure = open.secure("readings").replace("127.0.0.1", "[::1]");

        assertThat(CommandLineClient.plain().post(plain, FLAT)).contains("c:2.04");
        try (ObservingClient device = ObservingClient.secure(secure)) {
            assertThat(device.client()
                            .post(FLAT, MediaTypeRegistry.APPLICATION_JSON)
                            .getCode())
                    .isEqualTo(CoAP.ResponseCode.CHANGED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void post_hundredKilobytesInBlocks_arrivesWhole(boolean secure) {
        byte[] pack = SenmlEncoder.json(IntStream.range(0, 1_500)
                .mapToObj(i -> Reading.good(
                        "series-" + i + "/a-rather-long-name", "m", Instant.parse("2026-01-02T03:04:05Z"), i))
                .toList());
        assertThat(pack.length).isBetween(60_000, 200_000);

        String output = secure
                ? CommandLineClient.secure("gnutls", "d1", OpenDoor.SECRET)
                        .with("-b", "512", "-t", "110")
                        .post(open.secure("readings"), pack)
                : CommandLineClient.plain().with("-b", "512", "-t", "110").post(open.plain("readings"), pack);

        assertThat(output).contains("Block1:").contains("c:2.04");
        assertThat(received().origin().payload()).isEqualTo(pack);
        assertThat(received().readings()).hasSize(1_500);
    }

    @Test
    void post_birthAndAnswer_goTheirWays() {
        String birth = CommandLineClient.plain()
                .with("-t", "50")
                .post(open.plain("birth"), "{\"model\":\"m1\",\"interval\":60,\"commands\":[\"pump.start\"]}");
        String answer = CommandLineClient.plain()
                .with("-t", "50")
                .post(open.plain("acks"), "{\"id\":\"c1\",\"state\":\"done\"}");

        assertThat(birth).contains("c:2.04");
        assertThat(answer).contains("c:2.04");
        assertThat(open.intake.messages()).singleElement().isInstanceOf(DeviceMessage.BirthReport.class);
        assertThat(open.commands.answers()).extracting(CommandAnswer::id).containsExactly("c1");
    }

    @Test
    void post_withWrongOrMissingCredentials_isUnauthorized() {
        String anonymous = open.plainAnonymous("readings");

        for (String query :
                List.of("", "?device=d1", "?device=d1&secret=x", "?device=nobody&secret=x", "?device=%20&secret=x")) {
            assertThat(CommandLineClient.plain().post(anonymous + query, FLAT))
                    .as(query)
                    .contains("c:4.01");
        }
        assertThat(open.intake.messages()).isEmpty();
    }

    @Test
    void post_withCredentialsThatCannotBeChecked_isAskedToComeAgain() {
        open.credentials.goAway();

        assertThat(CommandLineClient.plain().post(open.plain("readings"), FLAT))
                .contains("c:5.03")
                .contains("Max-Age:5");
        assertThat(open.intake.messages()).isEmpty();
    }

    @Test
    void handshake_withWrongKeyOrUnknownIdentity_letsNothingThrough() {
        String wrong = CommandLineClient.secure("openssl", "d1", "wrong")
                .with("-B", "3")
                .post(open.secure("readings"), FLAT);
        String unknown = CommandLineClient.secure("openssl", "nobody", OpenDoor.SECRET)
                .with("-B", "3")
                .post(open.secure("readings"), FLAT);

        assertThat(wrong).doesNotContain("c:2.04");
        assertThat(unknown).doesNotContain("c:2.04");
        assertThat(open.intake.messages()).isEmpty();
    }

    @Test
    void post_asAnotherDevice_isForbidden() {
        CommandLineClient client = CommandLineClient.secure("openssl", "d1", OpenDoor.SECRET);

        String output = client.post(open.secure("readings?device=d2&secret=" + OpenDoor.SECRET_2), FLAT);

        assertThat(output).contains("c:4.03");
        assertThat(open.intake.messages()).isEmpty();
    }

    @Test
    void post_malformed_isKeptAndAnsweredWithTheReason() {
        String output = CommandLineClient.plain().with("-t", "110").post(open.plain("readings"), "[{\"n\":\"level\",");

        assertThat(output).contains("c:4.00").contains("text/plain");
        DeviceMessage.Malformed kept =
                (DeviceMessage.Malformed) open.intake.messages().getFirst();
        assertThat(output.substring(output.indexOf("c:4.00"))).contains(kept.reason());
        assertThat(open.meters
                        .get("kenh.gateway.messages")
                        .tags("transport", "coap", "outcome", "refused")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void request_thatDoesNotFit_isAnsweredWithItsCode() {
        assertThat(CommandLineClient.plain().post(open.plain("nothing"), FLAT)).contains("c:4.04");
        assertThat(CommandLineClient.plain().get(open.plainAnonymous(""))).contains("c:4.04");
        assertThat(CommandLineClient.plain().get(open.plain("readings"))).contains("c:4.05");
        assertThat(CommandLineClient.plain().post(open.plain("commands"), FLAT)).contains("c:4.05");
        assertThat(CommandLineClient.plain().post(open.plain("time"), FLAT)).contains("c:4.05");
        assertThat(CommandLineClient.plain().with("-t", "41").post(open.plain("readings"), FLAT))
                .contains("c:4.15");
        assertThat(open.intake.messages()).isEmpty();
    }

    @Test
    void post_whileSaturated_isAskedToComeAgain() {
        open.intake.saturate(true);

        assertThat(CommandLineClient.plain().post(open.plain("readings"), FLAT))
                .contains("c:5.03")
                .contains("Max-Age:5");
        assertThat(CommandLineClient.plain().with("-b", "16").post(open.plain("readings"), FLAT))
                .contains("c:5.03")
                .doesNotContain("c:2.31");
        assertThat(open.intake.messages()).isEmpty();
    }

    @Test
    void post_thatIsNotStored_isNeverAnsweredAsSuccess() {
        open.intake.answerWith(new Receipt.Overloaded(Duration.ofMillis(1_500)));
        String overloaded = CommandLineClient.plain().post(open.plain("readings"), FLAT);
        open.intake.answerWith(new Receipt.Failed("disk full"));
        String failed = CommandLineClient.plain().post(open.plain("readings"), FLAT);
        open.intake.answerWith(new Receipt.Refused("too many series", "level"));
        String refused = CommandLineClient.plain().post(open.plain("readings"), FLAT);

        assertThat(overloaded).contains("c:5.03").contains("Max-Age:2");
        assertThat(failed).contains("c:5.03").contains("Max-Age:5").doesNotContain("disk full");
        assertThat(refused).contains("c:4.00").contains("too many series (level)");
        assertThat(List.of(overloaded, failed, refused))
                .allSatisfy(output -> assertThat(output).doesNotContain("c:2.04"));
    }

    @Test
    void time_isToldToEverybody() {
        String output = CommandLineClient.plain().get(open.plainAnonymous("time"));

        assertThat(output).contains("c:2.05").contains("application/json").contains("\"unixMs\":");
        long told = Long.parseLong(output.replaceAll("(?s).*\"unixMs\":(\\d+)}.*", "$1"));
        assertThat(Duration.ofMillis(Math.abs(System.currentTimeMillis() - told)))
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void discovery_namesTheResources() {
        String output = CommandLineClient.plain().get(open.plainAnonymous("").replace("/v1/", "/.well-known/core"));

        assertThat(output).contains("</v1/readings>").contains("</v1/commands>");
    }

    private DeviceMessage.Readings received() {
        return (DeviceMessage.Readings) open.intake.messages().getFirst();
    }

    private double committed(String transport) {
        return open.meters
                .get("kenh.gateway.messages")
                .tag("transport", transport)
                .tag("outcome", "committed")
                .counter()
                .count();
    }
}
