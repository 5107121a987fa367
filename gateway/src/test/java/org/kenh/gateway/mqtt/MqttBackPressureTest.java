package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.gateway.fixture.Connect;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.fixture.Packet;
import org.kenh.gateway.fixture.PacketBytes;
import org.kenh.gateway.fixture.WireClient;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.mqtt.MqttConfig.Limits;
import org.kenh.gateway.mqtt.MqttConfig.Timing;
import org.kenh.gateway.session.RateLimit;

class MqttBackPressureTest {
    private static final String READINGS = "kenh/v1/pump-1/readings";
    private static final Duration A_MOMENT = Duration.ofMillis(300);

    @Test
    void receiveMaximum_exceededInVersion5_endsTheConnection() {
        try (House house = small();
                WireClient client = house.wire()) {
            house.intake.hold();
            client.connect(Connect.five("pump-1"));
            for (int id = 1; id <= 5; id++) {
                client.publish(1, id, READINGS, "{\"level\":1}");
            }
            Packet goodbye = client.read();
            assertThat(goodbye.header()).isEqualTo(Packet.DISCONNECT);
            assertThat(goodbye.at(0)).isEqualTo(0x93);
            assertThat(house.intake.taken()).hasSize(4);
        }
    }

    @Test
    void inFlightLimit_version3_socketLeftAloneUntilThereIsRoom() {
        try (House house = small();
                WireClient client = house.wire()) {
            house.intake.hold();
            client.connect(Connect.three("pump-1"));
            for (int id = 1; id <= 10; id++) {
                client.publish(1, id, READINGS, "{\"level\":1}");
            }
            house.intake.awaitTaken(4);
            assertThat(Eventually.never(A_MOMENT, () -> house.intake.taken().size() > 4))
                    .isTrue();
            house.intake.answer(0, Receipt.COMMITTED);
            house.intake.awaitTaken(5);
            for (int i = 1; i < 10; i++) {
                house.intake.awaitTaken(i + 1);
                house.intake.answer(i, Receipt.COMMITTED);
            }
            assertThat(client.read(10)).extracting(Packet::id).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            assertThat(paused(house, "window")).isPositive();
        }
    }

    @Test
    void rate_exceeded_socketLeftAloneAndEverythingTakenInTheEnd() {
        try (House house = House.open(new RateLimit(100, 0, Duration.ofMillis(100)));
                WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1"));
            long start = System.nanoTime();
            for (int id = 1; id <= 50; id++) {
                client.publish(1, id, READINGS, "{\"level\":1}");
            }
            assertThat(client.read(50)).extracting(Packet::id).isSorted();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
            assertThat(house.intake.taken()).hasSize(50);
            assertThat(paused(house, "rate")).isPositive();
        }
    }

    @Test
    void rate_messagesToAForeignTopic_countToo() {
        try (House house = House.open(new RateLimit(100, 0, Duration.ofMillis(100)));
                WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1"));
            for (int i = 1; i <= 50; i++) {
                client.publish(0, 0, "kenh/v1/pump-2/readings", "{\"level\":1}");
            }
            assertThat(client.ping().header()).isEqualTo(Packet.PINGRESP);
            assertThat(house.intake.taken()).isEmpty();
            assertThat(paused(house, "rate")).isPositive();
        }
    }

    @Test
    void rate_messagesOfQos2SentAgain_countToo() {
        try (House house = House.open(new RateLimit(100, 0, Duration.ofMillis(100)));
                WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1"));
            for (int i = 1; i <= 50; i++) {
                client.publish(2, 9, READINGS, "{\"level\":" + i + "}");
            }
            assertThat(client.ping().header()).isIn(Packet.PUBREC, Packet.PINGRESP);
            Eventually.until(() -> house.meters.getMetersAsString(), () -> paused(house, "rate") > 0);
            assertThat(house.intake.taken()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x82, 0xA2})
    void rate_subscribeAndUnsubscribe_countToo(int header) {
        try (House house = House.open(new RateLimit(100, 0, Duration.ofMillis(100)));
                WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1"));
            PacketBytes all = new PacketBytes(0);
            for (int id = 1; id <= 50; id++) {
                PacketBytes packet = new PacketBytes(header).two(id).text("kenh/v1/pump-1/commands");
                all.raw((header == 0x82 ? packet.raw(1) : packet).build());
            }
            client.send(all.body());
            assertThat(client.read(50)).extracting(Packet::id).isSorted();
            assertThat(paused(house, "rate")).isPositive();
        }
    }

    @Test
    void saturation_socketLeftAloneUntilRelief() {
        try (House house = House.open();
                WireClient client = house.wire()) {
            client.connect(Connect.three("pump-1"));
            house.intake.hold();
            house.intake.saturate();
            client.publish(1, 1, READINGS, "{\"level\":1}");
            house.intake.awaitTaken(1);
            client.publish(1, 2, READINGS, "{\"level\":2}");
            client.send(new byte[] {(byte) 0xC0, 0});
            assertThat(client.isSilentFor(A_MOMENT)).isTrue();
            assertThat(house.intake.taken()).hasSize(1);
            house.intake.answerWith(message -> Receipt.COMMITTED);
            house.intake.relieve();
            house.intake.awaitTaken(2);
            assertThat(client.read().header()).isEqualTo(Packet.PINGRESP);
            house.intake.answer(0, Receipt.COMMITTED);
            assertThat(client.read(2)).extracting(Packet::id).containsExactly(1, 2);
            assertThat(paused(house, "saturated")).isEqualTo(1);
        }
    }

    @Test
    void failedStore_triedAgainAndAnsweredOnceCommitted() {
        try (House house = House.open();
                WireClient client = house.wire()) {
            house.intake.answerWith(message -> new Receipt.Failed("store away"));
            client.connect(Connect.five("pump-1"));
            client.publish(1, 1, READINGS, "{\"level\":1}");
            client.publish(1, 2, READINGS, "{\"level\":2}");
            house.intake.awaitTaken(3);
            assertThat(client.isSilentFor(A_MOMENT)).isTrue();
            house.intake.answerWith(message -> Receipt.COMMITTED);
            List<Packet> answers = client.read(2);
            assertThat(answers).extracting(Packet::id).containsExactly(1, 2);
            assertThat(answers).extracting(Packet::reason).containsOnly(0);
            assertThat(client.ping().header()).isEqualTo(Packet.PINGRESP);
        }
    }

    @Test
    void messageNotTaken_newerOnes_notTakenBeforeIt() {
        try (House house = House.open();
                WireClient client = house.wire()) {
            house.intake.answerWith(message -> new Receipt.Overloaded(Duration.ofSeconds(2)));
            client.connect(Connect.five("pump-1"));
            house.intake.saturate();
            client.publish(1, 1, READINGS, "{\"level\":1}");
            house.intake.awaitTaken(1);
            client.publish(1, 2, READINGS, "{\"level\":2}");
            assertThat(Eventually.never(A_MOMENT, () -> house.intake.taken().size() > 1))
                    .isTrue();
            house.intake.answerWith(message -> Receipt.COMMITTED);
            house.intake.relieve();
            assertThat(client.read(2)).extracting(Packet::id).containsExactly(1, 2);
            assertThat(house.intake.taken()).hasSize(3);
        }
    }

    @Test
    void packetThatWaited_handlingFails_connectionClosed() {
        try (House house = House.open();
                WireClient client = house.wire()) {
            house.intake.answerWith(message -> {
                throw new IllegalStateException("a defect");
            });
            client.send(new PacketBytes(0)
                    .raw(Connect.three("pump-1").build())
                    .raw(client.publishBytes(1, 1, READINGS, "{\"level\":1}"))
                    .body());
            assertThat(client.read().header()).isEqualTo(Packet.CONNACK);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void saturation_connectionsComeAndGo_oneReliefIsAskedFor() {
        try (House house = House.open();
                WireClient last = house.wire()) {
            house.intake.saturate();
            for (int i = 1; i <= 5; i++) {
                try (WireClient client = house.wire()) {
                    client.connect(Connect.three("pump-1"));
                    client.publish(1, 1, READINGS, "{\"level\":1}");
                    house.intake.awaitTaken(i);
                }
            }
            last.connect(Connect.three("pump-1"));
            last.publish(1, 1, READINGS, "{\"level\":1}");
            assertThat(last.read().header()).isEqualTo(Packet.PUBACK);
            assertThat(house.intake.reliefs()).isEqualTo(1);
            house.intake.relieve();
            assertThat(last.ping().header()).isEqualTo(Packet.PINGRESP);
        }
    }

    @Test
    void failedStore_forTooLong_closedWithoutAnAnswer() {
        try (House house = impatient();
                WireClient five = house.wire();
                WireClient three = house.wire()) {
            house.intake.answerWith(message -> new Receipt.Failed("store away"));
            five.connect(Connect.five("pump-1"));
            five.publish(1, 1, READINGS, "{\"level\":1}");
            three.connect(Connect.three("pump-2"));
            three.publish(1, 1, "kenh/v1/pump-2/readings", "{\"level\":1}");
            Packet goodbye = five.read();
            assertThat(goodbye.header()).isEqualTo(Packet.DISCONNECT);
            assertThat(goodbye.at(0)).isEqualTo(0x89);
            assertThat(three.isClosed()).isTrue();
            house.connections.await("-pump-1 CENTRE");
        }
    }

    @Test
    void overload_forTooLong_closedAsQuotaExceeded() {
        try (House house = impatient();
                WireClient client = house.wire()) {
            house.intake.answerWith(message -> new Receipt.Overloaded(Duration.ofMillis(50)));
            client.connect(Connect.five("pump-1"));
            client.publish(1, 1, READINGS, "{\"level\":1}");
            assertThat(client.read().at(0)).isEqualTo(0x97);
        }
    }

    @Test
    void qos0_notTaken_countedAndForgotten() {
        try (House house = House.open();
                WireClient client = house.wire()) {
            house.intake.answerWith(message -> new Receipt.Failed("store away"));
            client.connect(Connect.three("pump-1"));
            client.publish(0, 0, READINGS, "{\"level\":1}");
            assertThat(client.ping().header()).isEqualTo(Packet.PINGRESP);
            Eventually.until(
                    () -> house.meters.getMetersAsString(),
                    () -> house.meters
                                    .get("kenh.gateway.messages")
                                    .tags("transport", "mqtt", "outcome", "failed")
                                    .counter()
                                    .count()
                            == 1);
        }
    }

    @Test
    void manyMessagesInOneSegment_allAnsweredInOrder() {
        try (House house = House.open(config -> config.withLimits(new Limits(10, 300_000, 65_535, 16, 2)));
                WireClient client = house.wire()) {
            client.connect(Connect.five("pump-1"));
            PacketBytes segment = new PacketBytes(0);
            for (int id = 1; id <= 20_000; id++) {
                segment.raw(client.publishBytes(1, id, READINGS, "{\"level\":1}"));
            }
            Thread.ofVirtual().start(() -> client.send(segment.body()));
            List<Packet> answers = client.read(20_000);
            for (int id = 1; id <= 20_000; id++) {
                assertThat(answers.get(id - 1).id()).isEqualTo(id);
            }
        }
    }

    @Test
    void stop_messagesInFlight_answeredBeforeTheGoodbye() throws InterruptedException {
        try (House house = House.open();
                WireClient client = house.wire()) {
            house.intake.hold();
            client.connect(Connect.five("pump-1").will(READINGS, "{\"online\":0}"));
            client.publish(1, 1, READINGS, "{\"level\":1}");
            house.intake.awaitTaken(1);
            Thread stopping = Thread.ofVirtual().start(() -> house.gateway.stop(Duration.ofSeconds(10)));
            assertThat(client.isSilentFor(A_MOMENT)).isTrue();
            house.intake.answer(0, Receipt.COMMITTED);
            assertThat(client.read().header()).isEqualTo(Packet.PUBACK);
            Packet goodbye = client.read();
            assertThat(goodbye.header()).isEqualTo(Packet.DISCONNECT);
            assertThat(goodbye.at(0)).isEqualTo(0x8B);
            assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
            assertThat(house.intake.taken()).as("no will").hasSize(1);
            assertThat(house.connections.events()).contains("-pump-1 CENTRE");
        }
    }

    @Test
    void stop_neverCommitted_endsAfterItsPatience() {
        try (House house = House.open();
                WireClient client = house.wire()) {
            house.intake.hold();
            client.connect(Connect.five("pump-1"));
            client.publish(1, 1, READINGS, "{\"level\":1}");
            house.intake.awaitTaken(1);
            house.gateway.stop(Duration.ofMillis(300));
            assertThat(client.read().header()).as("no PUBACK").isEqualTo(Packet.DISCONNECT);
        }
    }

    private static House small() {
        return House.open(config -> config.withLimits(new Limits(10, 300_000, 4, 16, 1)));
    }

    private static House impatient() {
        return House.open(config -> config.withTiming(
                new Timing(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofHours(1), Duration.ofDays(7))));
    }

    private static double paused(House house, String reason) {
        return house.meters
                .get("kenh.gateway.pauses")
                .tags("transport", "mqtt", "reason", reason)
                .counter()
                .count();
    }
}
