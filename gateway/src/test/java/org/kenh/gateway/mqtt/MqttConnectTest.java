package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.gateway.fixture.Connect;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.fixture.Packet;
import org.kenh.gateway.fixture.PacketBytes;
import org.kenh.gateway.fixture.WireClient;
import org.kenh.gateway.mqtt.MqttConfig.Limits;
import org.kenh.gateway.mqtt.MqttConfig.Timing;
import org.kenh.telemetry.DeviceId;

class MqttConnectTest {
    private House house;

    @BeforeEach
    void open() {
        house = House.open(config -> config.withTiming(
                new Timing(Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofDays(7))));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void connect_rightSecret_acceptedAndHeardOf() {
        try (WireClient three = house.wire();
                WireClient five = house.wire()) {
            assertThat(three.connect(Connect.three("pump-3")).body()).containsExactly(0, 0);
            five.connect(Connect.five("pump-5"));
            house.connections.await("+pump-3 MQTT");
            house.connections.await("+pump-5 MQTT");
            assertThat(house.meters
                            .get("kenh.gateway.connections")
                            .tag("transport", "mqtt")
                            .gauge()
                            .value())
                    .isEqualTo(2);
        }
    }

    @Test
    void connect_version5_limitsAnnounced() {
        try (WireClient client = house.wire()) {
            byte[] connack = client.connect(Connect.five("pump-1")).body();
            int largest = 264 * 1024;
            assertThat(connack)
                    .containsSequence(0x21, 1, 0) // Receive Maximum 256
                    .containsSequence(0x27, 0, largest >> 16, (largest >> 8) & 0xFF, largest & 0xFF)
                    .containsSequence(0x22, 0, 16) // Topic Alias Maximum
                    .containsSequence(0x25, 0) // Retain Available
                    .containsSequence(0x28, 0) // Wildcard Subscription Available
                    .containsSequence(0x2A, 0) // Shared Subscription Available
                    .doesNotContain(0x24); // Maximum QoS: all three are taken
        }
    }

    @Test
    void connect_version5WithoutKeepAliveOrWithEndlessSession_boundsAnnounced() {
        try (WireClient client = house.wire()) {
            byte[] connack = client.connect(
                            Connect.five("pump-1").keepAlive(0).properties(0x11, 0xFF, 0xFF, 0xFF, 0xFF))
                    .body();
            int week = 7 * 24 * 3600;
            assertThat(connack)
                    .containsSequence(0x13, 3600 >> 8, 3600 & 0xFF)
                    .containsSequence(0x11, 0, week >> 16, (week >> 8) & 0xFF, week & 0xFF);
        }
    }

    @Test
    void connect_wrongSecret_refusedInEitherVersion() {
        assertRefused(Connect.three("pump-1").password("wrong"), 0x04);
        assertRefused(Connect.five("pump-1").password("wrong"), 0x86);
        assertThat(house.connections.events()).isEmpty();
    }

    @Test
    void connect_secretRenewedBeforeItHasTheSession_refusedAndGone() {
        house.credentials.renewAfter(1);
        assertRefused(Connect.five("pump-1"), 0x86);
        house.connections.await("-pump-1 CENTRE");
        house.credentials.renewAfter(Integer.MAX_VALUE);
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1"));
        }
    }

    @Test
    void connect_clientIdOtherThanUser_refusedInEitherVersion() {
        assertRefused(Connect.three("pump-1").user("pump-2"), 0x05);
        assertRefused(Connect.five("pump-1").user("pump-2"), 0x87);
    }

    @Test
    void connect_emptyClientId_refusedInEitherVersion() {
        assertRefused(Connect.three("").user("pump-2"), 0x02);
        assertRefused(Connect.five("").user("pump-2"), 0x85);
    }

    @Test
    void connect_noDeviceId_refused() {
        assertRefused(Connect.three("../etc/passwd"), 0x04);
    }

    @Test
    void connect_credentialsUnavailable_refusedAsUnavailable() {
        house.credentials.takeAway();
        assertRefused(Connect.three("pump-1"), 0x03);
        assertRefused(Connect.five("pump-1"), 0x88);
    }

    @Test
    void connect_sessionStoreAway_refusedAsUnavailable() {
        house.sessions.takeAway();
        assertRefused(Connect.five("pump-1").continuing(), 0x88);
        assertThat(house.connections.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6, 9})
    void connect_unsupportedLevel_answeredInItsForm(int level) {
        try (WireClient client = house.wire()) {
            Packet answer = client.ask(Connect.level(level, "pump-1").build());
            assertThat(answer.header()).isEqualTo(Packet.CONNACK);
            assertThat(answer.at(1)).isEqualTo(level > 5 ? 0x84 : 0x01);
            assertThat(answer.body().length > 2).isEqualTo(level > 5);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void connect_version31_letIn() {
        try (WireClient client = house.wire()) {
            Packet answer = client.ask(new PacketBytes(0x14) // its flags mean nothing there
                    .text("MQIsdp")
                    .raw(3, 0xC2)
                    .two(60)
                    .text("pump-1")
                    .text("pump-1")
                    .text("secret-pump-1")
                    .build());
            assertThat(answer.body()).containsExactly(0, 0);
            assertThat(client.ping().header()).isEqualTo(Packet.PINGRESP);
        }
    }

    @Test
    void connect_clientTakesOnlyTinyPackets_closedWithoutAnswer() {
        try (WireClient client = house.wire()) {
            client.send(Connect.five("pump-1").properties(0x27, 0, 0, 0, 20).build());
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void connect_tooLarge_refusedByItsHeaderAlone() {
        try (WireClient client = house.wire()) {
            client.send(new byte[] {0x10, -1, -1, -1, 0x7F, 0, 4, 'M', 'Q', 'T', 'T', 5});
            Packet answer = client.read();
            assertThat(answer.header()).isEqualTo(Packet.CONNACK);
            assertThat(answer.at(1)).isEqualTo(0x95);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void connects_manyLargeOnesWithoutTheirEnd_lateOnesRefusedAndOthersServed() {
        byte[] large = Connect.five("pump-1")
                .will("kenh/v1/pump-1/readings", "1".repeat(65_000))
                .build();
        byte[] unfinished = Arrays.copyOf(large, large.length - 1);
        List<WireClient> strangers = new ArrayList<>();
        try (House patient = House.open()) {
            for (int i = 0; i < 270; i++) {
                strangers.add(patient.wire());
                strangers.getLast().send(unfinished);
            }
            Eventually.until(() -> patient.meters.getMetersAsString(), () -> tooMany(patient) > 0);
            try (WireClient client = patient.wire()) {
                client.connect(Connect.five("pump-1"));
            }
        } finally {
            strangers.forEach(WireClient::close);
        }
    }

    @Test
    void connect_enhancedAuthentication_refused() {
        assertRefused(Connect.five("pump-1").properties(0x15, 0, 1, 'x'), 0x8C);
    }

    @Test
    void connect_willOnForeignTopic_refused() {
        assertRefused(Connect.three("pump-1").will("kenh/v1/pump-2/readings", "{}"), 0x05);
        assertRefused(Connect.five("pump-1").will("kenh/v1/pump-1/commands", "{}"), 0x87);
    }

    @Test
    void connect_notSentInTime_closed() {
        try (WireClient silent = house.wire();
                WireClient half = house.wire()) {
            half.send(new byte[] {0x10, 40, 0, 4, 'M'});
            assertThat(silent.isClosed()).isTrue();
            assertThat(half.isClosed()).isTrue();
        }
    }

    @Test
    void firstPacket_notConnect_closedWithoutAnswer() {
        try (WireClient client = house.wire()) {
            client.publish(1, 1, "kenh/v1/pump-1/readings", "{}");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void connect_twice_endsTheConnection() {
        try (WireClient three = house.wire();
                WireClient five = house.wire()) {
            three.connect(Connect.three("pump-3"));
            three.send(Connect.three("pump-3").build());
            assertThat(three.isClosed()).isTrue();
            five.connect(Connect.five("pump-5"));
            Packet goodbye = five.ask(Connect.five("pump-5").build());
            assertThat(goodbye.header()).isEqualTo(Packet.DISCONNECT);
            assertThat(goodbye.at(0)).isEqualTo(0x82);
            house.connections.await("-pump-3 PROTOCOL_ERROR");
            house.connections.await("-pump-5 PROTOCOL_ERROR");
        }
    }

    @Test
    void publish_sentTogetherWithConnect_takenOnceLetIn() {
        try (WireClient client = house.wire()) {
            byte[] publish = client.publishBytes(1, 7, "kenh/v1/pump-1/readings", "{\"level\":1}");
            byte[] connect = Connect.three("pump-1").build();
            client.send(new PacketBytes(0).raw(connect).raw(publish).body());
            assertThat(client.read().header()).isEqualTo(Packet.CONNACK);
            assertThat(client.read().id()).isEqualTo(7);
        }
    }

    @Test
    void ping_answered() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1"));
            assertThat(client.ping().header()).isEqualTo(Packet.PINGRESP);
        }
    }

    @Test
    void keepAlive_nothingHeardForHalfAsLongAgain_closed() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1").keepAlive(1));
            assertThat(client.isSilentFor(Duration.ofMillis(1_100))).isTrue();
            Packet goodbye = client.read();
            assertThat(goodbye.header()).isEqualTo(Packet.DISCONNECT);
            assertThat(goodbye.at(0)).isEqualTo(0x8D);
            house.connections.await("-pump-1 KEEP_ALIVE");
        }
    }

    @Test
    void disconnect_byDevice_clean() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1"));
            client.disconnect();
            house.connections.await("-pump-1 CLEAN");
        }
    }

    @Test
    void network_broken_lost() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1"));
        }
        house.connections.await("-pump-1 LOST");
    }

    @Test
    void disconnect_byCentre_toldWhy() {
        try (WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1").will("kenh/v1/pump-1/readings", "{\"online\":0}"));
            house.gateway.disconnect(DeviceId.of("pump-1"));
            assertThat(client.read().at(0)).isEqualTo(0x98);
            house.connections.await("-pump-1 CENTRE");
            assertThat(house.intake.taken()).isEmpty();
        }
    }

    @Test
    void connections_moreThanConfigured_closed() {
        try (House small = House.open(config -> config.withLimits(new Limits(1, 4_096, 16, 16, 1)));
                WireClient first = small.wire()) {
            first.connect(Connect.three("pump-1"));
            try (WireClient second = small.wire()) {
                assertThat(second.isClosed()).isTrue();
            }
            assertThat(first.ping().header()).isEqualTo(Packet.PINGRESP);
        }
    }

    private static double tooMany(House house) {
        return house.meters
                .get("kenh.gateway.rejections")
                .tags("transport", "mqtt", "reason", "too_many")
                .counter()
                .count();
    }

    private void assertRefused(Connect connect, int code) {
        try (WireClient client = house.wire()) {
            Packet answer = client.ask(connect.build());
            assertThat(answer.header()).isEqualTo(Packet.CONNACK);
            assertThat(answer.at(1)).isEqualTo(code);
            assertThat(client.isClosed()).isTrue();
        }
    }
}
