package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.fixture.Connect;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.fixture.Packet;
import org.kenh.gateway.fixture.PacketBytes;
import org.kenh.gateway.fixture.WireClient;
import org.kenh.gateway.session.SessionStore.StoredSession;
import org.kenh.telemetry.DeviceId;

class MqttSessionTest {
    private static final DeviceId PUMP = DeviceId.of("pump-1");
    private static final String READINGS = "kenh/v1/pump-1/readings";
    private static final String COMMANDS = "kenh/v1/pump-1/commands";
    private static final String WILL = "{\"online\":0}";
    private static final int[] EXPIRY_100_S = {0x11, 0, 0, 0, 100};

    private House house;

    @BeforeEach
    void open() {
        house = House.open();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void sessionPresent_version3_trueOnlyWhereASessionWasKept() {
        assertThat(presentAfter(Connect.three("pump-1").continuing())).isFalse();
        assertThat(presentAfter(Connect.three("pump-1").continuing())).isTrue();
        assertThat(presentAfter(Connect.three("pump-1"))).isFalse();
        assertThat(presentAfter(Connect.three("pump-1").continuing())).isFalse();
    }

    @Test
    void sessionPresent_version5WithoutExpiry_endsWithTheConnection() {
        assertThat(presentAfter(Connect.five("pump-1").continuing())).isFalse();
        assertThat(presentAfter(Connect.five("pump-1").continuing())).isFalse();
    }

    @Test
    void sessionPresent_version5WithExpiry_lastsThatLong() {
        Instant before = Instant.now();
        assertThat(presentAfter(Connect.five("pump-1").continuing().properties(EXPIRY_100_S)))
                .isFalse();
        assertThat(house.sessions.stored(PUMP).orElseThrow().expiresAt())
                .isBetween(before.plusSeconds(99), Instant.now().plusSeconds(100));
        assertThat(presentAfter(Connect.five("pump-1").continuing())).isTrue();
    }

    @Test
    void sessionPresent_expired_false() {
        house.sessions.save(
                PUMP, new StoredSession(Set.of("1:" + COMMANDS), Instant.now().minusSeconds(1)));
        assertThat(presentAfter(Connect.three("pump-1").continuing())).isFalse();
    }

    @Test
    void sessionPresent_disconnectWithExpiryZero_ended() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1").properties(EXPIRY_100_S));
            client.send(new PacketBytes(Packet.DISCONNECT)
                    .raw(0, 5, 0x11, 0, 0, 0, 0)
                    .build());
            house.connections.await("-pump-1 CLEAN");
        }
        Eventually.until(
                () -> house.sessions.stored(PUMP),
                () -> house.sessions.stored(PUMP).isEmpty());
        assertThat(presentAfter(Connect.five("pump-1").continuing())).isFalse();
    }

    @Test
    void disconnect_prolongingASessionThatEnds_protocolError() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1"));
            Packet goodbye = client.ask(new PacketBytes(Packet.DISCONNECT)
                    .raw(0, 5, 0x11, 0, 0, 0, 9)
                    .build());
            assertThat(goodbye.at(0)).isEqualTo(0x82);
        }
    }

    @Test
    void session_processKilledWhileConnected_foundByTheNextOne() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1").continuing());
            assertThat(client.subscribe(1, COMMANDS, 1).at(2)).isEqualTo(1);
            StoredSession asAfterKill = house.sessions.stored(PUMP).orElseThrow();
            assertThat(asAfterKill.subscriptions()).containsExactly("1:" + COMMANDS);
            assertThat(asAfterKill.expiresAt()).isAfter(Instant.now().plus(Duration.ofDays(7)));
        }
        try (House next = House.open(house.sessions, config -> config);
                WireClient client = next.wire()) {
            assertThat(client.connect(Connect.three("pump-1").continuing()).at(0))
                    .isEqualTo(1);
        }
    }

    @Test
    void takeOver_olderConnectionToldAndClosed() {
        try (WireClient older = house.wire();
                WireClient newer = house.wire()) {
            older.connect(Connect.five("pump-1"));
            newer.connect(Connect.five("pump-1"));
            Packet goodbye = older.read();
            assertThat(goodbye.header()).isEqualTo(Packet.DISCONNECT);
            assertThat(goodbye.at(0)).isEqualTo(0x8E);
            assertThat(older.isClosed()).isTrue();
            assertThat(newer.ping().header()).isEqualTo(Packet.PINGRESP);
            assertThat(house.connections.events()).containsExactly("+pump-1 MQTT", "+pump-1 MQTT");
        }
        house.connections.await("-pump-1 LOST");
    }

    @Test
    void takeOver_goingOnWithTheSession_present() {
        try (WireClient older = house.wire();
                WireClient newer = house.wire()) {
            older.connect(Connect.three("pump-1").continuing());
            assertThat(newer.connect(Connect.three("pump-1").continuing()).at(0))
                    .isEqualTo(1);
            assertThat(older.isClosed()).isTrue();
        }
    }

    @Test
    void takeOver_olderSessionEndsWithItsConnection_notPresent() {
        try (WireClient older = house.wire();
                WireClient newer = house.wire()) {
            older.connect(Connect.three("pump-1"));
            assertThat(newer.connect(Connect.three("pump-1").continuing()).at(0))
                    .isZero();
        }
    }

    @Test
    void will_connectionLost_said() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1").will(READINGS, WILL));
        }
        house.intake.awaitTaken(1);
        assertThat(house.intake.taken().getFirst().origin().address()).isEqualTo(READINGS);
    }

    @Test
    void will_cleanDisconnect_notSaid() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1").will(READINGS, WILL));
            client.disconnect();
            house.connections.await("-pump-1 CLEAN");
        }
        assertThat(house.intake.taken()).isEmpty();
    }

    @Test
    void will_disconnectWithWill_said() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1").will(READINGS, WILL));
            client.send(new PacketBytes(Packet.DISCONNECT).raw(0x04).build());
            house.intake.awaitTaken(1);
            house.connections.await("-pump-1 CLEAN");
        }
    }

    @Test
    void will_takeOver_saidBeforeTheNewConnectionSpeaks() {
        try (WireClient older = house.wire();
                WireClient newer = house.wire()) {
            older.connect(Connect.five("pump-1").will(READINGS, WILL));
            newer.connect(Connect.five("pump-1"));
            newer.ask(newer.publishBytes(1, 1, READINGS, "{\"online\":1}"));
            assertThat(house.intake.taken()).hasSize(2);
            assertThat(house.intake.taken().getFirst().origin().payload())
                    .asString()
                    .isEqualTo(WILL);
        }
    }

    @Test
    void will_delayedAndDeviceBackInTime_notSaid() {
        int[] delay1s = {0x18, 0, 0, 0, 1};
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1").properties(EXPIRY_100_S).will(READINGS, WILL, delay1s));
        }
        house.connections.await("-pump-1 LOST");
        try (WireClient back = house.wire()) {
            back.connect(Connect.five("pump-1").continuing().properties(EXPIRY_100_S));
            assertThat(Eventually.never(
                            Duration.ofMillis(1_300),
                            () -> !house.intake.taken().isEmpty()))
                    .isTrue();
        }
    }

    @Test
    void will_delayedAndDeviceStaysAway_saidAfterTheDelay() {
        int[] delay1s = {0x18, 0, 0, 0, 1};
        long start = System.nanoTime();
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1").properties(EXPIRY_100_S).will(READINGS, WILL, delay1s));
        }
        house.intake.awaitTaken(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void will_delayLongerThanTheSession_saidWhenTheConnectionEnds() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1").will(READINGS, WILL, 0x18, 0, 0, 1, 0));
        }
        house.intake.awaitTaken(1);
    }

    @Test
    void unsubscribe_answeredByWhatWasThere() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1").properties(EXPIRY_100_S));
            client.subscribe(1, COMMANDS, 1);
            Packet answer = client.ask(new PacketBytes(0xA2)
                    .two(2)
                    .raw(0)
                    .text(COMMANDS)
                    .text("other")
                    .build());
            assertThat(answer.header()).isEqualTo(Packet.UNSUBACK);
            assertThat(answer.body()).containsExactly(0, 2, 0, 0x00, 0x11);
            assertThat(house.sessions.stored(PUMP).orElseThrow().subscriptions())
                    .isEmpty();
        }
    }

    /** Connects, says goodbye, waits until the session is settled, and answers session-present. */
    private boolean presentAfter(Connect connect) {
        long departures = departures();
        try (WireClient client = house.wire()) {
            boolean present = client.connect(connect).at(0) == 1;
            client.disconnect();
            Eventually.until(house.connections::events, () -> departures() > departures);
            return present;
        }
    }

    private long departures() {
        return house.connections.events().stream()
                .filter(event -> event.startsWith("-"))
                .count();
    }
}
