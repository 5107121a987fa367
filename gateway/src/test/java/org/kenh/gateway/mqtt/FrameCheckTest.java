package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.gateway.fixture.Connect;
import org.kenh.gateway.fixture.PacketBytes;
import org.kenh.gateway.mqtt.MqttConfig.Limits;

class FrameCheckTest {
    private static final Limits LIMITS = new Limits(10, 1_000, 10, 16, 1);
    private static final String TOPIC = "kenh/v1/pump-1/readings";

    private final ConnectBudget budget = new ConnectBudget(100);
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameCheck(LIMITS, budget));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void packets_thatCameTogether_goOnTogetherInTheirOwnBuffer() {
        ByteBuf came = Unpooled.buffer().writeBytes(Connect.five("pump-1").build());
        for (int i = 1; i <= 3; i++) {
            came.writeBytes(publish(i));
        }
        byte[] all = ByteBufUtil.getBytes(came);
        channel.writeInbound(came);
        ByteBuf went = channel.readInbound();
        assertThat(went).isSameAs(came);
        assertThat(ByteBufUtil.getBytes(went)).isEqualTo(all);
        went.release();
    }

    @Test
    void packets_cutAnywhere_goOnWhole() {
        ByteBuf all = Unpooled.buffer()
                .writeBytes(Connect.five("pump-1").build())
                .writeBytes(publish(1))
                .writeBytes(publish(2));
        for (int piece = 1; piece < 60; piece++) {
            EmbeddedChannel pieces = new EmbeddedChannel(new FrameCheck(LIMITS, budget));
            for (int at = 0; at < all.readableBytes(); at += piece) {
                pieces.writeInbound(all.copy(at, Math.min(piece, all.readableBytes() - at)));
            }
            ByteBuf went = Unpooled.buffer();
            for (ByteBuf next = pieces.readInbound(); next != null; next = pieces.readInbound()) {
                went.writeBytes(next);
                next.release();
            }
            assertThat(went).isEqualTo(all);
        }
        all.release();
    }

    @Test
    void badPacket_goodOnesBefore_goOnAndNothingAfter() {
        channel.writeInbound(
                Unpooled.wrappedBuffer(Connect.five("pump-1").build(), publish(1), publish(0), publish(2)));
        ByteBuf good = channel.readInbound();
        assertThat(good.readableBytes()).isEqualTo(Connect.five("pump-1").build().length + publish(1).length);
        good.release();
        assertThat(channel.<BadFrame>readInbound().reasonCode()).isEqualTo(0x82);
        channel.writeInbound(Unpooled.wrappedBuffer(publish(3)));
        assertThat(channel.<Object>readInbound()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "C001, 0x81", // a PINGREQ with a body, which has not come
        "C08000, 0x81", // a length in more bytes than it needs
        "31FFFFFF7F, 0x95",
        "3180808080, 0x81", // a length of five bytes
        "38, 0x81", // DUP with QoS 0
        "36, 0x81", // QoS 3
        "20, 0x82", // what only a server sends
        "F0, 0x82",
        "10, 0x82", // a second CONNECT
        "00, 0x82",
        "6000, 0x81" // PUBREL without its flag
    })
    void header_thatCannotBecomeAPacket_judgedAtOnce(String hex, int reasonCode) {
        connectAs(Connect.five("pump-1"));
        boolean whole = hex.startsWith("C001");
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(whole ? hex + "00" : hex)));
        assertThat(channel.<BadFrame>readInbound().reasonCode()).isEqualTo(reasonCode);
    }

    @Test
    void length_paddedInVersion3_taken() {
        connectAs(Connect.three("pump-1"));
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0xC0, (byte) 0x80, 0}));
        ByteBuf went = channel.readInbound();
        assertThat(went.readableBytes()).isEqualTo(3);
        went.release();
    }

    @Test
    void connect_largerThanAnyNeedBe_refusedByItsHeaderAlone() {
        EmbeddedChannel roomy = new EmbeddedChannel(new FrameCheck(Limits.DEFAULT, budget));
        roomy.writeInbound(beginningOfConnect(72 * 1024 - 3, 20));
        assertThat(roomy.<BadFrame>readInbound().reasonCode()).isEqualTo(0x95);
        assertThat(budget.taken()).isZero();
        EmbeddedChannel fitting = new EmbeddedChannel(new FrameCheck(Limits.DEFAULT, budget));
        fitting.writeInbound(beginningOfConnect(72 * 1024 - 4, 20));
        assertThat(fitting.<Object>readInbound()).isNull();
        assertThat(budget.taken()).isPositive();
        fitting.finishAndReleaseAll();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void begunConnects_moreThanTheBudget_refusedUntilOneIsOver() {
        channel.writeInbound(beginningOfConnect(200, 60));
        EmbeddedChannel late = new EmbeddedChannel(new FrameCheck(LIMITS, budget));
        late.writeInbound(beginningOfConnect(200, 60));
        assertThat(late.<BadFrame>readInbound().reasonCode()).isEqualTo(0x89);
        channel.finishAndReleaseAll();
        assertThat(budget.taken()).isZero();
        EmbeddedChannel next = new EmbeddedChannel(new FrameCheck(LIMITS, budget));
        next.writeInbound(beginningOfConnect(200, 60));
        assertThat(next.<Object>readInbound()).isNull();
        next.finishAndReleaseAll();
    }

    @Test
    void begunConnect_growsBeyondTheBudget_refusedAndGivenBack() {
        channel.writeInbound(beginningOfConnect(200, 60));
        channel.writeInbound(Unpooled.buffer().writeZero(60));
        assertThat(channel.<BadFrame>readInbound().reasonCode()).isEqualTo(0x89);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void begunConnect_comesWhole_budgetGivenBack() {
        byte[] connect = Connect.five("pump-1").build();
        channel.writeInbound(Unpooled.copiedBuffer(connect, 0, 20));
        assertThat(budget.taken()).isPositive();
        channel.writeInbound(Unpooled.copiedBuffer(connect, 20, connect.length - 20));
        channel.<ByteBuf>readInbound().release();
        assertThat(budget.taken()).isZero();
        channel.writeInbound(Unpooled.copiedBuffer(publish(1), 0, 9));
        assertThat(budget.taken()).as("an admitted device's packet").isZero();
    }

    @Test
    void end_packetHalfCome_nothingIsKept() {
        channel.writeInbound(beginningOfConnect(200, 60));
        channel.pipeline().get(FrameCheck.class).end();
        assertThat(budget.taken()).isZero();
        ByteBuf more = Unpooled.buffer().writeZero(10);
        channel.writeInbound(more);
        assertThat(more.refCnt()).isZero();
    }

    @Test
    void oversizePublish_topicIsTold() {
        connectAs(Connect.five("pump-1"));
        byte[] large =
                new PacketBytes(0x30).text(TOPIC).raw(0).raw(new byte[2_000]).build();
        channel.writeInbound(Unpooled.wrappedBuffer(large, 0, 60));
        BadFrame bad = channel.readInbound();
        assertThat(bad.lostTopic()).isEqualTo(Optional.of(TOPIC));
        assertThat(bad.reason()).contains(String.valueOf(large.length)).contains("1000");
    }

    @Test
    void oversizePublish_topicIsNoText_notTold() {
        connectAs(Connect.five("pump-1"));
        byte[] large = new PacketBytes(0x30).text("a\0b").raw(new byte[2_000]).build();
        channel.writeInbound(Unpooled.wrappedBuffer(large));
        assertThat(channel.<BadFrame>readInbound().lostTopic()).isEqualTo(Optional.of(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C080", "EDA080", "F4908080", "E28228FF", "80", "F888808080", "EFBFBF", "7F", "C29F", "00", "C3"
            })
    void topic_notTheTextThatMqttWants_refused(String hex) {
        connectAs(Connect.three("pump-1"));
        channel.writeInbound(Unpooled.wrappedBuffer(
                new PacketBytes(0x30).binary(HexFormat.of().parseHex(hex)).build()));
        assertThat(channel.<BadFrame>readInbound().reasonCode()).isEqualTo(0x81);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nước", "漢", "𪛔", "a b"})
    void topic_anyOtherText_taken(String topic) {
        connectAs(Connect.three("pump-1"));
        channel.writeInbound(
                Unpooled.wrappedBuffer(new PacketBytes(0x30).text(topic).build()));
        channel.<ByteBuf>readInbound().release();
    }

    private void connectAs(Connect connect) {
        channel.writeInbound(Unpooled.wrappedBuffer(connect.build()));
        channel.<ByteBuf>readInbound().release();
    }

    /** So many bytes of an MQTT 5 CONNECT with that remaining length. */
    private static ByteBuf beginningOfConnect(int remaining, int come) {
        return Unpooled.buffer()
                .writeByte(0x10)
                .writeBytes(PacketBytes.length(remaining))
                .writeBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 5})
                .writeZero(come)
                .writerIndex(come);
    }

    private static byte[] publish(int packetId) {
        return new PacketBytes(0x32)
                .text(TOPIC)
                .two(packetId)
                .raw(0)
                .raw(1, 2, 3)
                .build();
    }
}
