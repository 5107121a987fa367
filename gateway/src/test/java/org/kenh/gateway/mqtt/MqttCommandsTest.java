package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.gateway.fixture.Connect;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.FakeCommandQueue;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.fixture.Packet;
import org.kenh.gateway.fixture.PacketBytes;
import org.kenh.gateway.fixture.WireClient;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.wire.CommandCodec;

class MqttCommandsTest {
    private static final DeviceId PUMP = DeviceId.of("pump-1");
    private static final String COMMANDS = "kenh/v1/pump-1/commands";
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    /** Topic length, topic, packet id. */
    private static final int HEADER = 2 + COMMANDS.length() + 2;

    private House house;
    private WireClient client;

    @BeforeEach
    void open() {
        house = House.open();
        client = house.wire();
    }

    @AfterEach
    void close() {
        client.close();
        house.close();
    }

    @Test
    void command_waitingBeforeTheSubscription_deliveredInOrder() {
        Command first = FakeCommandQueue.command("c1");
        Command second = FakeCommandQueue.command("c2");
        house.commands.add(PUMP, first);
        house.commands.add(PUMP, second);
        client.connect(Connect.three("pump-1"));
        assertThat(client.subscribe(1, COMMANDS, 1).body()).containsExactly(0, 1, 1);
        List<Packet> packets = client.read(2);
        assertThat(packets).allMatch(packet -> packet.header() == 0x32);
        assertThat(topicOf(packets.getFirst())).isEqualTo(COMMANDS);
        assertThat(payloadOf(packets.getFirst(), HEADER)).isEqualTo(CommandCodec.encode(first));
        assertThat(payloadOf(packets.getLast(), HEADER)).isEqualTo(CommandCodec.encode(second));
        assertThat(house.commands.delivered()).isEmpty();
        client.acknowledge(idOf(packets.getFirst()));
        Eventually.until(
                house.commands::delivered, () -> house.commands.delivered().contains("c1"));
        assertThat(house.commands.delivered()).doesNotContain("c2");
    }

    @Test
    void command_queuedWhileSubscribed_deliveredAtOnceAndOnce() {
        client.connect(Connect.three("pump-1"));
        client.subscribe(1, COMMANDS, 1);
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        Packet packet = client.read();
        house.commands.add(PUMP, FakeCommandQueue.command("c2"));
        Packet next = client.read();
        assertThat(idOf(next)).isNotEqualTo(idOf(packet));
        client.acknowledge(idOf(packet));
        client.acknowledge(idOf(next));
        assertThat(client.isSilentFor(A_MOMENT)).isTrue();
        assertThat(house.commands.delivered()).containsExactlyInAnyOrder("c1", "c2");
    }

    @Test
    void command_notAcknowledgedBeforeTheConnectionIsLost_offeredAgain() {
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        client.connect(Connect.three("pump-1").continuing());
        client.subscribe(1, COMMANDS, 1);
        byte[] first = payloadOf(client.read(), HEADER);
        client.close();
        house.connections.await("-pump-1 LOST");
        try (WireClient back = house.wire()) {
            assertThat(back.connect(Connect.three("pump-1").continuing()).at(0)).isEqualTo(1);
            Packet again = back.read();
            assertThat(payloadOf(again, HEADER)).isEqualTo(first);
            back.acknowledge(idOf(again));
            Eventually.until(
                    house.commands::delivered, () -> house.commands.delivered().contains("c1"));
        }
    }

    @Test
    void command_version5_carriesItsExpiry() {
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        client.connect(Connect.five("pump-1"));
        client.subscribe(1, COMMANDS, 1);
        byte[] body = client.read().body();
        assertThat(body[HEADER + 1]).isEqualTo((byte) 0x02);
        int seconds = body[HEADER + 5];
        assertThat(seconds).isBetween(40, 60);
    }

    @Test
    void command_expired_notSent() {
        Instant now = Instant.now();
        house.commands.add(PUMP, new Command("old", "pump.start", "{}", now.minusSeconds(9), now.minusSeconds(1)));
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        client.connect(Connect.three("pump-1"));
        client.subscribe(1, COMMANDS, 1);
        assertThat(payloadOf(client.read(), HEADER)).asString().contains("\"c1\"");
        assertThat(client.isSilentFor(A_MOMENT)).isTrue();
    }

    @Test
    void command_moreThanTheDevicesReceiveMaximum_waitForAcknowledgements() {
        for (int i = 0; i < 5; i++) {
            house.commands.add(PUMP, FakeCommandQueue.command("c" + i));
        }
        client.connect(Connect.five("pump-1").properties(0x21, 0, 2));
        client.subscribe(1, COMMANDS, 1);
        List<Packet> window = client.read(2);
        assertThat(client.isSilentFor(A_MOMENT)).isTrue();
        client.acknowledge(idOf(window.getFirst()));
        assertThat(client.read().isPublish()).isTrue();
        assertThat(client.isSilentFor(A_MOMENT)).isTrue();
    }

    @Test
    void command_moreThanTheQueueGivesAtATime_allDelivered() {
        for (int i = 0; i < 250; i++) {
            house.commands.add(PUMP, FakeCommandQueue.command("c" + i));
        }
        client.connect(Connect.three("pump-1"));
        client.subscribe(1, COMMANDS, 1);
        for (int i = 0; i < 250; i++) {
            Packet packet = client.read();
            assertThat(payloadOf(packet, HEADER)).asString().contains("\"c" + i + "\"");
            client.acknowledge(idOf(packet));
        }
        Eventually.until(
                house.commands::delivered, () -> house.commands.delivered().size() == 250);
    }

    @Test
    void command_largerThanTheDeviceTakes_notSent() {
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        client.connect(Connect.five("pump-1").properties(0x27, 0, 0, 0, 60));
        client.subscribe(1, COMMANDS, 1);
        assertThat(client.isSilentFor(A_MOMENT)).isTrue();
        assertThat(house.commands.delivered()).isEmpty();
    }

    @Test
    void command_lookedUpWhileTheStoreIsAway_deliveredWithoutAnotherWakeUp() {
        client.connect(Connect.three("pump-1"));
        client.subscribe(1, COMMANDS, 1);
        house.commands.takeAway();
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        Eventually.until(house.commands::failures, () -> house.commands.failures() == 1);
        house.commands.bringBack();
        assertThat(payloadOf(client.read(), HEADER)).asString().contains("\"c1\"");
    }

    @Test
    void command_acknowledgedWhileTheStoreIsAway_recordedLaterAndNotSentAgain() {
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        client.connect(Connect.three("pump-1"));
        client.subscribe(1, COMMANDS, 1);
        Packet first = client.read();
        house.commands.takeAway();
        client.acknowledge(idOf(first));
        Eventually.until(house.commands::failures, () -> house.commands.failures() == 1);
        house.commands.bringBack();
        house.commands.add(PUMP, FakeCommandQueue.command("c2"));
        Packet second = client.read();
        assertThat(payloadOf(second, HEADER)).asString().contains("\"c2\"");
        client.acknowledge(idOf(second));
        Eventually.until(
                house.commands::delivered, () -> house.commands.delivered().size() == 2);
        assertThat(client.isSilentFor(A_MOMENT)).isTrue();
    }

    @Test
    void command_readyWhenUnsubscribed_sentAfterSubscribingAgain() {
        for (int i = 0; i < 3; i++) {
            house.commands.add(PUMP, FakeCommandQueue.command("c" + i));
        }
        client.connect(Connect.five("pump-1").properties(0x21, 0, 1));
        client.subscribe(1, COMMANDS, 1);
        int first = idOf(client.read());
        client.ask(new PacketBytes(0xA2).two(2).raw(0).text(COMMANDS).build());
        client.acknowledge(first);
        Eventually.until(
                house.commands::delivered, () -> house.commands.delivered().contains("c0"));
        client.subscribe(3, COMMANDS, 1);
        assertThat(client.read().body()).asString().contains("\"c1\"");
    }

    @Test
    void command_behindOnesTooLargeAndMoreThanAPage_delivered() {
        Instant now = Instant.now();
        String large = "{\"plan\":\"" + "x".repeat(1_000) + "\"}";
        house.commands.add(PUMP, new Command("large", "pump.start", large, now, now.plusSeconds(60)));
        for (int i = 0; i < 150; i++) {
            house.commands.add(PUMP, FakeCommandQueue.command("c" + i));
        }
        client.connect(Connect.five("pump-1").properties(0x27, 0, 0, 2, 0));
        client.subscribe(1, COMMANDS, 1);
        for (int i = 0; i < 150; i++) {
            client.acknowledge(idOf(client.read()));
        }
        Eventually.until(
                house.commands::delivered, () -> house.commands.delivered().size() == 150);
        assertThat(house.commands.delivered()).doesNotContain("large");
    }

    @Test
    void command_atQos0_deliveredWhenWritten() {
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        client.connect(Connect.three("pump-1"));
        assertThat(client.subscribe(1, COMMANDS, 0).at(2)).isZero();
        assertThat(client.read().header()).isEqualTo(0x30);
        Eventually.until(
                house.commands::delivered, () -> house.commands.delivered().contains("c1"));
    }

    @Test
    void subscribe_qos2_granted1() {
        client.connect(Connect.three("pump-1"));
        assertThat(client.subscribe(1, COMMANDS, 2).at(2)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kenh/v1/pump-2/commands", "kenh/v1/+/commands", "#", "kenh/v1/pump-1/readings", "$SYS/#"})
    void subscribe_anythingElse_refusedInEitherVersion(String filter) {
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        client.connect(Connect.three("pump-1"));
        assertThat(client.subscribe(1, filter, 1).at(2)).isEqualTo(0x80);
        assertThat(client.isSilentFor(Duration.ofMillis(50))).isTrue();
        try (WireClient five = house.wire()) {
            five.connect(Connect.five("pump-1"));
            assertThat(five.subscribe(1, filter, 1).at(3)).isEqualTo(0x87);
        }
    }

    @Test
    void subscribe_storeAway_refused() {
        client.connect(Connect.five("pump-1").properties(0x11, 0, 0, 0, 100));
        house.sessions.takeAway();
        assertThat(client.subscribe(1, COMMANDS, 1).at(3)).isEqualTo(0x80);
    }

    @Test
    void subscribe_withIdentifier_goesWithEveryCommandAlsoInTheNextConnection() {
        Connect connect = Connect.five("pump-1").continuing().properties(0x11, 0, 0, 0, 100);
        client.connect(connect);
        Packet suback = client.ask(new PacketBytes(0x82)
                .two(1)
                .raw(3, 0x0B, 0xC8, 0x01)
                .text(COMMANDS)
                .raw(1)
                .build());
        assertThat(suback.at(3)).isEqualTo(1);
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        assertThat(client.read().body()).containsSequence(0x0B, 0xC8, 0x01);
        client.close();
        house.connections.await("-pump-1 LOST");
        try (WireClient back = house.wire()) {
            back.connect(connect);
            assertThat(back.read().body()).containsSequence(0x0B, 0xC8, 0x01);
        }
    }

    private static String topicOf(Packet packet) {
        return new String(packet.body(), 2, COMMANDS.length(), StandardCharsets.UTF_8);
    }

    private static int idOf(Packet packet) {
        return (packet.at(HEADER - 2) << 8) | packet.at(HEADER - 1);
    }

    private static byte[] payloadOf(Packet packet, int from) {
        return Arrays.copyOfRange(packet.body(), from, packet.body().length);
    }
}
