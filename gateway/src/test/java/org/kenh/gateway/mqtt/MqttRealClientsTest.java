package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.gateway.fixture.CommandLine;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.FakeCommandQueue;
import org.kenh.gateway.fixture.FakeCredentials;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.fixture.PahoInbox;
import org.kenh.gateway.fixture.ServerCertificate;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.mqtt.MqttConfig.Listener;
import org.kenh.gateway.mqtt.MqttConfig.TlsListener;
import org.kenh.telemetry.DeviceId;

/** The clients that people really use. */
class MqttRealClientsTest {
    private static final String READINGS = "kenh/v1/pump-1/readings";

    @ParameterizedTest
    @CsvSource({"mqttv311,0", "mqttv311,1", "mqttv311,2", "mqttv5,0", "mqttv5,1", "mqttv5,2"})
    void mosquittoPub_anyVersionAndQos_taken(String version, String qos) {
        try (House house = House.open()) {
            mosquittoPub(house, version, qos, FakeCredentials.secretOf("pump-1"), READINGS)
                    .requireSuccess();
            house.intake.awaitTaken(1);
            assertThat(house.intake.taken()).first().isInstanceOf(DeviceMessage.Readings.class);
            house.connections.await("-pump-1 CLEAN");
        }
    }

    @ParameterizedTest
    @CsvSource({"mqttv311", "mqttv5"})
    void mosquittoPub_wrongSecret_refused(String version) {
        try (House house = House.open()) {
            CommandLine result = mosquittoPub(house, version, "1", "wrong", READINGS);
            assertThat(result.exit()).isNotZero();
            assertThat(result.output().toLowerCase(Locale.ROOT)).contains("user");
            assertThat(house.intake.taken()).isEmpty();
        }
    }

    @Test
    void mosquittoPub_version5OnAnotherDevicesTopic_toldSo() {
        try (House house = House.open()) {
            CommandLine result =
                    mosquittoPub(house, "mqttv5", "1", FakeCredentials.secretOf("pump-1"), "kenh/v1/pump-2/readings");
            assertThat(result.output()).contains("Not authorized");
            assertThat(house.intake.taken()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"mqttv311", "mqttv5"})
    void mosquittoSub_commandOfAnAbsentDevice_deliveredWhenItComes(String version) {
        try (House house = House.open()) {
            house.commands.add(DeviceId.of("pump-1"), FakeCommandQueue.command("c1"));
            CommandLine result = CommandLine.run(
                    "mosquitto_sub",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(house.mqttPort()),
                    "-V",
                    version,
                    "-i",
                    "pump-1",
                    "-u",
                    "pump-1",
                    "-P",
                    FakeCredentials.secretOf("pump-1"),
                    "-q",
                    "1",
                    "-C",
                    "1",
                    "-W",
                    "10",
                    "-t",
                    "kenh/v1/pump-1/commands");
            assertThat(result.requireSuccess().output()).contains("\"c1\"").contains("pump.start");
            Eventually.until(
                    house.commands::delivered, () -> house.commands.delivered().contains("c1"));
        }
    }

    @Test
    void paho_publishSubscribeAndReconnect_work() throws MqttException {
        try (House house = House.open()) {
            PahoInbox inbox = new PahoInbox();
            MqttConnectionOptions options = options();
            options.setCleanStart(false);
            options.setSessionExpiryInterval(1_000L);
            MqttAsyncClient client = client("tcp://127.0.0.1:" + house.mqttPort());
            assertThat(completed(client.connect(options)).getSessionPresent()).isFalse();
            client.setCallback(inbox);
            completed(client.subscribe("kenh/v1/pump-1/commands", 1));
            for (int i = 0; i < 100; i++) {
                completed(client.publish(READINGS, sample()));
            }
            assertThat(house.intake.taken()).hasSize(100);
            house.commands.add(DeviceId.of("pump-1"), FakeCommandQueue.command("c1"));
            Eventually.until(inbox::payloads, () -> inbox.payloads().size() == 1);
            assertThat(inbox.payloads().getFirst()).contains("\"c1\"");
            completed(client.disconnect());
            assertThat(completed(client.connect(options)).getSessionPresent()).isTrue();
            completed(client.disconnect());
            client.close();
        }
    }

    @Test
    void paho_overTls_takenAsSuch(@TempDir Path folder) throws Exception {
        ServerCertificate certificate = ServerCertificate.in(folder);
        TlsListener tls = new TlsListener(Listener.loopback(0), certificate.certificate(), certificate.key());
        try (House house = House.open(config -> config.withTls(tls))) {
            for (int i = 0; i < 6; i++) { // enough to meet every event loop
                MqttConnectionOptions options = options();
                options.setSocketFactory(certificate.trusting().getSocketFactory());
                MqttAsyncClient client = client("ssl://127.0.0.1:" + house.port(Transport.MQTTS));
                completed(client.connect(options));
                completed(client.publish(READINGS, sample()));
                completed(client.disconnect());
                client.close();
            }
            assertThat(house.intake.taken())
                    .hasSize(6)
                    .allMatch(message -> message.origin().transport() == Transport.MQTTS);
            assertThat(house.connections.events()).contains("+pump-1 MQTTS");
        }
    }

    @Test
    void tls_certificateMissing_startFailsNamingTheFile(@TempDir Path folder) {
        TlsListener tls = new TlsListener(Listener.loopback(0), folder.resolve("none.pem"), folder.resolve("none.key"));
        assertThatThrownBy(() -> House.open(config -> config.withTls(tls))).hasMessageContaining("none.");
    }

    private static CommandLine mosquittoPub(House house, String version, String qos, String secret, String topic) {
        return CommandLine.run(
                "mosquitto_pub",
                "-d",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(house.mqttPort()),
                "-V",
                version,
                "-i",
                "pump-1",
                "-u",
                "pump-1",
                "-P",
                secret,
                "-q",
                qos,
                "-t",
                topic,
                "-m",
                "{\"level\":1.2}");
    }

    private static MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("pump-1");
        options.setPassword(FakeCredentials.secretOf("pump-1").getBytes(StandardCharsets.UTF_8));
        return options;
    }

    private static MqttAsyncClient client(String address) throws MqttException {
        return new MqttAsyncClient(address, "pump-1", new MemoryPersistence());
    }

    private static MqttMessage sample() {
        return new MqttMessage("{\"level\":1}".getBytes(StandardCharsets.UTF_8), 1, false, null);
    }

    private static IMqttToken completed(IMqttToken token) throws MqttException {
        token.waitForCompletion(20_000);
        return token;
    }
}
