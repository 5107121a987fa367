package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.kenh.gateway.mqtt.MqttConfig.Limits;

/**
 * Fuzz target: whatever the frame check lets pass, the decoder reads without failure, and it makes no difference in which
 * pieces it comes. The first byte chooses what was said before and how the rest is cut.
 */
public final class FrameFuzz {
    private static final Limits LIMITS = new Limits(10, 4_096, 10, 16, 1);
    private static final byte[] NOTHING = {};
    private static final byte[] THREE = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 'p'};
    private static final byte[] FIVE = {0x10, 14, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60, 0, 0, 1, 'p'};
    private static final byte[][] BEGINNINGS = {NOTHING, THREE, FIVE};

    private FrameFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        int choice = data[0] & 0xFF;
        ByteBuf bytes = Unpooled.buffer(data.length + FIVE.length)
                .writeBytes(BEGINNINGS[choice % BEGINNINGS.length])
                .writeBytes(data, 1, data.length - 1);
        List<String> whole = read(bytes, Math.max(1, bytes.readableBytes()));
        List<String> pieces = read(bytes, 1 + choice / BEGINNINGS.length % 16);
        if (!pieces.equals(whole)) {
            throw new AssertionError("whole " + whole + ", in pieces " + pieces);
        }
    }

    private static List<String> read(ByteBuf bytes, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel(
                new FrameCheck(LIMITS, new ConnectBudget(1 << 20)), new MqttDecoder(LIMITS.maxPacketBytes(), 65_535));
        for (int at = 0; at < bytes.readableBytes(); at += piece) {
            channel.writeInbound(bytes.copy(at, Math.min(piece, bytes.readableBytes() - at)));
        }
        List<String> seen = new ArrayList<>();
        for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
            seen.add(describe(next));
            ReferenceCountUtil.release(next);
        }
        channel.finishAndReleaseAll();
        return seen;
    }

    private static String describe(Object read) {
        return switch (read) {
            case BadFrame bad -> "bad " + bad.reasonCode();
            case MqttMessage message
            when message.decoderResult().isFailure() ->
                throw new AssertionError(
                        "let in, but the decoder failed",
                        message.decoderResult().cause());
            case MqttPublishMessage publish ->
                publish.variableHeader() + " " + publish.payload().readableBytes();
            case MqttMessage message -> String.valueOf(message.fixedHeader());
            default -> throw new AssertionError("left over: " + read);
        };
    }
}
