package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.fixture.Connect;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.fixture.Packet;
import org.kenh.gateway.fixture.PacketBytes;
import org.kenh.gateway.fixture.WireClient;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

class MqttPublishTest {
    private static final String READINGS = "kenh/v1/pump-1/readings";
    private static final Duration A_MOMENT = Duration.ofMillis(300);

    private House house;
    private WireClient three;
    private WireClient five;

    @BeforeEach
    void open() {
        house = House.open();
        three = house.wire();
        five = house.wire();
    }

    @AfterEach
    void close() {
        three.close();
        five.close();
        house.close();
    }

    @Test
    void publish_notCommittedYet_notAcknowledged() {
        house.intake.hold();
        three.connect(Connect.three("pump-1"));
        three.publish(1, 7, READINGS, "{\"level\":1.5}");
        house.intake.awaitTaken(1);
        assertThat(three.isSilentFor(A_MOMENT)).isTrue();
        house.intake.answer(0, Receipt.COMMITTED);
        Packet answer = three.read();
        assertThat(answer.header()).isEqualTo(Packet.PUBACK);
        assertThat(answer.id()).isEqualTo(7);
    }

    @Test
    void publish_readings_decodedWithTheirOrigin() {
        three.connect(Connect.three("pump-1"));
        three.publish(1, 1, READINGS, "{\"level\":1.5}");
        three.read();
        DeviceMessage.Readings message =
                (DeviceMessage.Readings) house.intake.taken().getFirst();
        assertThat(message.origin().device().value()).isEqualTo("pump-1");
        assertThat(message.origin().transport()).isEqualTo(Transport.MQTT);
        assertThat(message.origin().address()).isEqualTo(READINGS);
        assertThat(message.origin().payload()).isEqualTo("{\"level\":1.5}".getBytes(StandardCharsets.UTF_8));
        Reading reading = message.readings().getFirst();
        assertThat(reading.series()).isEqualTo(SeriesName.of("level"));
        assertThat(reading.value()).isEqualTo(new Value.Numeric(1.5));
    }

    @Test
    void publish_birthAndAnswer_reachTheirPlaces() {
        three.connect(Connect.three("pump-1"));
        three.publish(1, 1, "kenh/v1/pump-1/birth", "{\"model\":\"K1\",\"interval\":60}");
        three.publish(1, 2, "kenh/v1/pump-1/acks", "{\"id\":\"c1\",\"state\":\"done\"}");
        assertThat(three.read(2)).extracting(Packet::id).containsExactly(1, 2);
        assertThat(house.intake.taken()).hasSize(1).first().isInstanceOf(DeviceMessage.BirthReport.class);
        assertThat(house.commands.answers()).containsExactly(new CommandAnswer("c1", CommandAnswer.State.DONE, ""));
    }

    @Test
    void publish_committedOutOfOrder_acknowledgedInOrder() {
        house.intake.hold();
        five.connect(Connect.five("pump-1"));
        for (int id = 11; id <= 13; id++) {
            five.publish(1, id, READINGS, "{\"level\":" + id + "}");
        }
        house.intake.awaitTaken(3);
        house.intake.answer(2, Receipt.COMMITTED);
        house.intake.answer(1, Receipt.COMMITTED);
        assertThat(five.isSilentFor(A_MOMENT)).isTrue();
        house.intake.answer(0, Receipt.COMMITTED);
        assertThat(five.read(3)).extracting(Packet::id).containsExactly(11, 12, 13);
    }

    @Test
    void publish_malformed_keptAndRefusedInVersion5() {
        five.connect(Connect.five("pump-1"));
        Packet answer = five.ask(five.publishBytes(1, 3, READINGS, "{\"level\":"));
        assertThat(answer.header()).isEqualTo(Packet.PUBACK);
        assertThat(answer.reason()).isEqualTo(0x99);
        assertThat(answer.at(4)).as("reason string").isEqualTo(0x1F);
        assertThat(house.intake.taken()).hasSize(1).first().isInstanceOf(DeviceMessage.Malformed.class);
    }

    @Test
    void publish_malformedButReasonsNotWanted_refusedWithoutReason() {
        five.connect(Connect.five("pump-1").properties(0x17, 0));
        Packet answer = five.ask(five.publishBytes(1, 3, READINGS, "{"));
        assertThat(answer.body()).containsExactly(0, 3, 0x99, 0);
    }

    @Test
    void publish_malformed_acknowledgedInVersion3SoThatItIsNotRepeated() {
        three.connect(Connect.three("pump-1"));
        Packet answer = three.ask(three.publishBytes(1, 3, READINGS, "{"));
        assertThat(answer.header()).isEqualTo(Packet.PUBACK);
        assertThat(answer.body()).containsExactly(0, 3);
        assertThat(house.intake.taken()).hasSize(1).first().isInstanceOf(DeviceMessage.Malformed.class);
    }

    @Test
    void publish_refusedByARule_0x99() {
        house.intake.answerWith(message -> new Receipt.Refused("501 series", ""));
        five.connect(Connect.five("pump-1"));
        assertThat(five.ask(five.publishBytes(1, 3, READINGS, "{\"level\":1}")).reason())
                .isEqualTo(0x99);
    }

    @Test
    void publish_anotherDevicesTopic_notAuthorizedInVersion5() {
        five.connect(Connect.five("pump-1"));
        assertThat(five.ask(five.publishBytes(1, 3, "kenh/v1/pump-2/readings", "{\"level\":1}"))
                        .reason())
                .isEqualTo(0x87);
        assertThat(five.ask(five.publishBytes(1, 4, READINGS, "{\"level\":1}")).reason())
                .isZero();
        assertThat(house.intake.taken()).hasSize(1);
    }

    @Test
    void publish_anotherDevicesTopic_endsVersion3AfterEarlierAnswers() {
        house.intake.hold();
        three.connect(Connect.three("pump-1"));
        three.publish(1, 3, READINGS, "{\"level\":1}");
        three.publish(1, 4, "kenh/v1/pump-1/unknown", "{\"level\":1}");
        house.intake.awaitTaken(1);
        house.intake.answer(0, Receipt.COMMITTED);
        assertThat(three.read().id()).isEqualTo(3);
        assertThat(three.isClosed()).isTrue();
        house.connections.await("-pump-1 PROTOCOL_ERROR");
    }

    @Test
    void publish_qos0ToAnotherDevicesTopic_countedAndDropped() {
        three.connect(Connect.three("pump-1"));
        three.publish(0, 0, "kenh/v1/pump-2/readings", "{\"level\":1}");
        assertThat(three.ping().header()).isEqualTo(Packet.PINGRESP);
        assertThat(house.intake.taken()).isEmpty();
        assertThat(counted("forbidden")).isEqualTo(1);
    }

    @Test
    void publish_qos0_takenWithoutAnswer() {
        three.connect(Connect.three("pump-1"));
        three.publish(0, 0, READINGS, "{\"level\":1}");
        house.intake.awaitTaken(1);
        assertThat(three.ping().header()).isEqualTo(Packet.PINGRESP);
        Eventually.until(() -> counted("committed"), () -> counted("committed") == 1);
    }

    @Test
    void publish_qos2_takenOnceThroughTheWholeExchange() {
        five.connect(Connect.five("pump-1"));
        Packet first = five.ask(five.publishBytes(2, 9, READINGS, "{\"level\":1}"));
        Packet again = five.ask(five.publishBytes(2, 9, READINGS, "{\"level\":1}"));
        Packet complete = five.ask(release(9));
        Packet unknown = five.ask(release(9));
        assertThat(List.of(first, again)).allMatch(packet -> packet.header() == Packet.PUBREC && packet.id() == 9);
        assertThat(complete.header()).isEqualTo(Packet.PUBCOMP);
        assertThat(complete.reason()).isZero();
        assertThat(unknown.reason()).isEqualTo(0x92);
        assertThat(house.intake.taken()).hasSize(1);
    }

    @Test
    void publish_qos2NotCommitted_notReceived() {
        house.intake.hold();
        three.connect(Connect.three("pump-1"));
        three.publish(2, 9, READINGS, "{\"level\":1}");
        house.intake.awaitTaken(1);
        assertThat(three.isSilentFor(A_MOMENT)).isTrue();
        house.intake.answer(0, Receipt.COMMITTED);
        assertThat(three.read().header()).isEqualTo(Packet.PUBREC);
        assertThat(three.ask(release(9)).header()).isEqualTo(Packet.PUBCOMP);
    }

    @Test
    void publish_topicAlias_standsForItsTopic() {
        five.connect(Connect.five("pump-1"));
        byte[] naming = new PacketBytes(0x32)
                .text(READINGS)
                .two(1)
                .raw(3, 0x23, 0, 5)
                .raw("{\"level\":1}".getBytes(StandardCharsets.UTF_8))
                .build();
        byte[] using = new PacketBytes(0x32)
                .text("")
                .two(2)
                .raw(3, 0x23, 0, 5)
                .raw("{\"level\":2}".getBytes(StandardCharsets.UTF_8))
                .build();
        assertThat(five.ask(naming).reason()).isZero();
        assertThat(five.ask(using).reason()).isZero();
        assertThat(house.intake.taken())
                .extracting(message -> message.origin().address())
                .containsExactly(READINGS, READINGS);
    }

    @Test
    void publish_topicAliasBeyondTheMaximum_endsTheConnection() {
        five.connect(Connect.five("pump-1"));
        Packet goodbye = five.ask(
                new PacketBytes(0x32).text(READINGS).two(1).raw(3, 0x23, 0, 17).build());
        assertThat(goodbye.header()).isEqualTo(Packet.DISCONNECT);
        assertThat(goodbye.at(0)).isEqualTo(0x94);
    }

    @Test
    void publish_contentTypeCbor_decodedAsCbor() {
        five.connect(Connect.five("pump-1"));
        byte[] cbor = {(byte) 0x81, (byte) 0xA2, 0x00, 0x61, 'a', 0x02, 0x01}; // [{n: "a", v: 1}]
        byte[] type = "application/senml+cbor".getBytes(StandardCharsets.UTF_8);
        byte[] packet = new PacketBytes(0x32)
                .text(READINGS)
                .two(1)
                .raw(type.length + 3, 0x03)
                .binary(type)
                .raw(cbor)
                .build();
        assertThat(five.ask(packet).reason()).isZero();
        assertThat(house.intake.taken()).first().isInstanceOf(DeviceMessage.Readings.class);
    }

    @Test
    void publish_oversize_toldByItsHeaderAloneAndKeptAsRejected() {
        five.connect(Connect.five("pump-1"));
        // In one segment, so that the topic comes with the length.
        five.send(ByteBufUtil.getBytes(Unpooled.wrappedBuffer(
                new byte[] {0x32},
                PacketBytes.length(200_000_000),
                new PacketBytes(0).text(READINGS).two(1).raw(0).body())));
        Packet goodbye = five.read();
        assertThat(goodbye.header()).isEqualTo(Packet.DISCONNECT);
        assertThat(goodbye.at(0)).isEqualTo(0x95);
        house.intake.awaitTaken(1);
        DeviceMessage.Malformed kept =
                (DeviceMessage.Malformed) house.intake.taken().getFirst();
        assertThat(kept.reason()).contains("200000005").contains("270336");
        assertThat(kept.origin().address()).isEqualTo(READINGS);
        assertThat(counted("oversize")).isEqualTo(1);
    }

    @Test
    void publish_oversizeWhoseTopicHasNotCome_keptAsRejectedWithoutIt() {
        five.connect(Connect.five("pump-1"));
        five.send(new byte[] {0x32});
        five.send(PacketBytes.length(200_000_000));
        five.send(new byte[] {0});
        Packet goodbye = five.read();
        assertThat(goodbye.at(0)).isEqualTo(0x95);
        house.intake.awaitTaken(1);
        assertThat(((DeviceMessage.Malformed) house.intake.taken().getFirst()).reason())
                .contains("200000005");
    }

    private byte[] release(int packetId) {
        return new PacketBytes(Packet.PUBREL).two(packetId).build();
    }

    private double counted(String outcome) {
        return house.meters
                .get("kenh.gateway.messages")
                .tags("transport", "mqtt", "outcome", outcome)
                .counter()
                .count();
    }
}
