package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.system.Api.Device;
import org.kenh.system.Api.Point;
import org.kenh.system.DeviceClient.Answer;
import org.kenh.system.DeviceClient.Target;
import org.kenh.system.Sample.Expected;

/** What any client sends in any form is what {@code GET /readings} returns. */
@ExtendWith(SharedServer.class)
class DeliveryTest {
    private final ServerProcess server;
    private final Api api;

    DeliveryTest(ServerProcess server, Api api) {
        this.server = server;
        this.api = api;
    }

    @ParameterizedTest
    @MethodSource("clientsAndForms")
    void pack_fromAnyClientInAnyForm_isReturnedExactly(DeviceClient client, Sample.Form form) {
        Device device = api.newDevice();
        Sample sample = form.at(Instant.now().minus(Duration.ofHours(1)));
        Instant before = Instant.now().minusMillis(1);

        Answer answer = client.send(server, device, sample.payload());

        assertThat(answer.code()).as(answer.output()).isEqualTo(client.success());
        assertStored(device, sample, before);
    }

    @ParameterizedTest
    @EnumSource
    void largestPack_fromAnyClient_isReturnedExactly(DeviceClient client) {
        Device device = api.newDevice();
        Instant newest = Instant.now().truncatedTo(ChronoUnit.MICROS);

        Answer answer = client.send(server, device, Sample.pack(5_000, newest));

        assertThat(answer.code()).isEqualTo(client.success());
        List<Point> points = api.readings(device, "level");
        assertThat(points.stream().map(point -> point.value().asDouble()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5_000).mapToObj(Double::valueOf).toList());
        assertThat(points.getFirst().at()).isEqualTo(newest.minusSeconds(4_999));
        assertThat(points.getLast().at()).isEqualTo(newest);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_5", "MQTT_311", "COAP", "HTTP"})
    void pack_overIpv6_isReturnedExactly(DeviceClient client) {
        Device device = api.newDevice();
        Sample sample = Sample.Form.SENML_JSON.at(Instant.now());

        Answer answer = client.send(Target.of(server, device).withHost("::1"), device, sample.payload());

        assertThat(answer.code()).as(answer.output()).isEqualTo(client.success());
        assertStored(device, sample, Instant.now());
    }

    /** The clients above send the address as the server's name, which RFC 6066 forbids; this one does not. */
    @ParameterizedTest
    @CsvSource({"-tls1_3,false", "-dtls1_2,true"})
    void encryptedListener_overIpv6_shakesHands(String version, boolean datagrams) {
        Device device = api.newDevice();
        int port = datagrams ? server.ports().coaps() : server.ports().mqtts();
        Tool openssl = Tool.of("openssl", "s_client", version, "-noservername", "-connect", "[::1]:" + port);
        Tool tool = datagrams
                ? openssl.with("-psk_identity", device.id(), "-psk", hex(device.secret()), "-cipher", "PSK")
                : openssl.with("-CAfile", server.certificate().toString(), "-verify_ip", "::1", "-verify_return_error");

        Tool.Result result = tool.run(Duration.ofSeconds(30));

        assertThat(result.output()).contains(datagrams ? "PSK identity: " + device.id() : "Verify return code: 0 (ok)");
        assertThat(result.output())
                .containsPattern("New, TLSv1\\.[23], Cipher is [A-Z]+")
                .doesNotContain("alert");
    }

    static Stream<Arguments> clientsAndForms() {
        return Arrays.stream(DeviceClient.values())
                .flatMap(client -> Arrays.stream(Sample.Form.values()).map(form -> Arguments.of(client, form)));
    }

    private void assertStored(Device device, Sample sample, Instant before) {
        List<String> names =
                sample.readings().stream().map(Expected::series).distinct().toList();
        for (String name : names) {
            List<Expected> expected = sample.readings().stream()
                    .filter(each -> each.series().equals(name))
                    .toList();
            assertPoints(api.readings(device, name), expected, before);
            assertThat(api.series(device, name).path("unit").asText(""))
                    .isEqualTo(expected.getFirst().unit());
        }
        assertThat(api.get("/series?device=" + device.id())).hasSameSizeAs(names);
    }

    private static void assertPoints(List<Point> points, List<Expected> expected, Instant before) {
        assertThat(points).hasSameSizeAs(expected);
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            Expected wanted = expected.get(i);
            if (wanted.value().isNumber()) {
                assertThat(point.value().isNumber()).isTrue();
                assertThat(point.value().asDouble()).isEqualTo(wanted.value().asDouble());
            } else {
                assertThat(point.value()).isEqualTo(wanted.value());
            }
            assertThat(point.quality()).isEqualTo(wanted.quality());
            wanted.at()
                    .ifPresentOrElse(
                            at -> assertThat(point.at()).isEqualTo(at),
                            () -> assertThat(point.at()).isBetween(before, Instant.now()));
        }
    }

    private static String hex(String secret) {
        return HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
    }
}
