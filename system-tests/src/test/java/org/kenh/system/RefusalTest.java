package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.system.Api.Device;
import org.kenh.system.DeviceClient.Answer;
import org.kenh.system.DeviceClient.Target;
import org.kenh.system.Sample.Payload;

/** What must not be stored is answered as the contract says, is kept with its reason, and costs nothing valid. */
@ExtendWith(SharedServer.class)
class RefusalTest {
    private static final Map<DeviceClient, String> MALFORMED = Map.of(
            DeviceClient.MQTT_5, "PUBACK 153",
            DeviceClient.MQTT_311, "PUBACK 0",
            DeviceClient.MQTTS, "PUBACK 153",
            DeviceClient.COAP, "4.00",
            DeviceClient.COAPS_OPENSSL, "4.00",
            DeviceClient.COAPS_GNUTLS, "4.00",
            DeviceClient.HTTP, "400");

    private final ServerProcess server;
    private final Api api;

    RefusalTest(ServerProcess server, Api api) {
        this.server = server;
        this.api = api;
    }

    @ParameterizedTest
    @MethodSource("clientsAndMalformed")
    void malformed_betweenValidPacks_isRefusedAndKept(DeviceClient client, String name, Payload malformed) {
        Device device = api.newDevice();
        Instant now = Instant.now();

        client.send(server, device, Sample.pack(3, now.minusSeconds(10)));
        Answer answer = client.send(server, device, malformed);
        client.send(server, device, Sample.pack(4, now));

        assertThat(answer.code()).as(name + ": " + answer.output()).isEqualTo(MALFORMED.get(client));
        assertThat(api.readings(device, "level")).hasSize(7);
        assertThat(api.get("/series?device=" + device.id())).hasSize(1);
        assertKept(device, malformed);
    }

    @ParameterizedTest
    @CsvSource({"MQTT_5,PUBACK 153", "MQTT_311,PUBACK 0", "COAP,4.13", "HTTP,413"})
    void tooLarge_butValidOtherwise_isRefusedAndKept(DeviceClient client, String expected) {
        Device device = api.newDevice();
        byte[] small = Sample.pack(3, Instant.now()).bytes();
        byte[] oversize = Arrays.copyOf(small, 256 * 1024 + 1);
        Arrays.fill(oversize, small.length, oversize.length, (byte) ' ');

        Answer answer = client.send(server, device, new Payload(oversize, 110, "application/senml+json"));

        assertThat(answer.code()).as(answer.output()).isEqualTo(expected);
        assertThat(api.get("/series?device=" + device.id())).isEmpty();
        assertThat(rejected(device)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void wrongSecret_overAnyProtocol_isRefused(DeviceClient client) {
        Device device = api.newDevice();
        Device impostor = new Device(device.id(), api.newDevice().secret());

        Answer answer = client.send(Target.of(server, device).withPatience(4), impostor, Sample.pack(1, Instant.now()));

        String expected = switch (client) {
            case MQTT_5, MQTTS -> "CONNACK 134"; // bad user name or password
            case MQTT_311 -> "CONNACK 4";
            case COAP -> "4.01";
            case COAPS_OPENSSL, COAPS_GNUTLS -> "none"; // no handshake, so nobody to answer
            case HTTP -> "401";
        };
        assertThat(answer.code()).as(answer.output()).isEqualTo(expected);
        assertThat(api.get("/series?device=" + device.id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MQTT_5,PUBACK 135", "MQTTS,PUBACK 135", "COAPS_OPENSSL,4.03", "COAPS_GNUTLS,4.03", "HTTP,403"})
    void packInAnotherDevicesName_overAnyProtocol_isRefused(DeviceClient client, String expected) {
        Device device = api.newDevice();
        Device other = api.newDevice();

        Answer answer = client.send(Target.of(server, other), device, Sample.pack(1, Instant.now()));

        assertThat(answer.code()).as(answer.output()).isEqualTo(expected);
        assertThat(api.get("/series?device=" + other.id())).isEmpty();
        assertThat(api.get("/series?device=" + device.id())).isEmpty();
    }

    @Test
    void otherDevicesTopic_overMqtt5_isAnsweredNotAuthorizedAndTheConnectionStays() {
        Device device = api.newDevice();
        Device other = api.newDevice();
        try (MqttSocket socket = MqttSocket.connect(server.ports(), 5, device)) {
            socket.publish(1, other.topic("readings"), "{\"level\":1}");
            MqttSocket.Packet refused = socket.read(Duration.ofSeconds(30));
            socket.publish(2, device.topic("readings"), "{\"level\":2}");
            MqttSocket.Packet taken = socket.read(Duration.ofSeconds(30));

            assertThat(refused.type()).isEqualTo(MqttSocket.PUBACK);
            assertThat(refused.reason()).isEqualTo(0x87);
            assertThat(taken.packetId()).isEqualTo(2);
            assertThat(taken.reason()).isZero();
        }
        assertThat(api.get("/series?device=" + other.id())).isEmpty();
        assertThat(api.readings(device, "level")).hasSize(1);
    }

    @Test
    void otherDevicesTopic_overMqtt311_endsTheConnectionWithoutAcknowledgement() {
        Device device = api.newDevice();
        Device other = api.newDevice();
        try (MqttSocket socket = MqttSocket.connect(server.ports(), 4, device)) {
            socket.publish(1, device.topic("readings"), "{\"level\":1}");
            assertThat(socket.read(Duration.ofSeconds(30)).type()).isEqualTo(MqttSocket.PUBACK);
            socket.publish(2, other.topic("readings"), "{\"level\":2}");

            assertThat(socket.readUntilClosed(Duration.ofSeconds(30))).isEmpty();
        }
        assertThat(api.get("/series?device=" + other.id())).isEmpty();
        assertThat(api.readings(device, "level")).hasSize(1);
    }

    static Stream<Arguments> clientsAndMalformed() {
        return Stream.of(DeviceClient.MQTT_5, DeviceClient.MQTT_311, DeviceClient.COAP, DeviceClient.HTTP)
                .flatMap(client -> malformed().entrySet().stream()
                        .map(each -> Arguments.of(client, each.getKey(), each.getValue())));
    }

    private static Map<String, Payload> malformed() {
        String tooFar = Sample.seconds(Instant.now().plus(Duration.ofHours(25)));
        return Map.of(
                "cut off", Payload.senmlJson("[{\"n\":\"a\",\"v\":1"),
                "NaN in JSON", Payload.senmlJson("[{\"n\":\"a\",\"v\":NaN}]"),
                "NaN in CBOR", cbor("81a2006161 02f97e00"),
                "infinity", Payload.senmlJson("[{\"n\":\"a\",\"v\":1e999}]"),
                "a day and an hour ahead", Payload.senmlJson("[{\"n\":\"a\",\"v\":1,\"t\":" + tooFar + "}]"),
                "name with a blank", Payload.senmlJson("[{\"n\":\"a b\",\"v\":1}]"),
                "one bad record of three",
                        Payload.senmlJson("[{\"n\":\"a\",\"v\":1},{\"n\":\"_b\",\"v\":1},{\"n\":\"c\",\"v\":1}]"),
                "unknown label that must be understood", Payload.senmlJson("[{\"n\":\"a\",\"v\":1,\"x_\":1}]"),
                "5,001 records", Sample.pack(5_001, Instant.now()),
                "flat JSON that is no object of numbers", Payload.json("{\"level\":{\"deep\":1}}"));
    }

    private static Payload cbor(String hex) {
        return new Payload(HexFormat.of().parseHex(hex.replace(" ", "")), 112, "application/senml+cbor");
    }

    private void assertKept(Device device, Payload malformed) {
        List<Map<String, String>> kept = rejected(device);
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst().get("payload")).isEqualTo(HexFormat.of().formatHex(malformed.bytes()));
        assertThat(kept.getFirst().get("reason")).isNotBlank();
    }

    private List<Map<String, String>> rejected(Device device) {
        return server.database()
                .query(
                        "SELECT encode(payload, 'hex') AS payload, reason FROM telemetry.rejected_message"
                                + " WHERE device = ?",
                        device.id());
    }
}
