package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one connection's packets into one buffer, which goes to the socket at {@link #flush}: thousands of
 * acknowledgements cost one system call and no object each. Event loop only.
 */
final class PacketWriter {
    static final int PUBACK = 0x40;
    static final int PUBREC = 0x50;
    static final int PUBREL = 0x62;
    static final int PUBCOMP = 0x70;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;
    private static final int SUBACK = 0x90;
    private static final int UNSUBACK = 0xB0;
    private static final int PINGRESP = 0xD0;
    private static final int DISCONNECT = 0xE0;
    private static final int FIRST_CAPACITY = 256;

    private final ChannelHandlerContext context;
    private boolean five;
    private boolean reasons = true;
    private long largest = Long.MAX_VALUE;
    private @Nullable ByteBuf batch;

    PacketWriter(ChannelHandlerContext context) {
        this.context = context;
    }

    /** Speaks MQTT 5 from here on, else 3.1.1. */
    void speak(boolean versionFive) {
        five = versionFive;
    }

    /** Reason strings go with acknowledgements only where they are wanted, and where the packet stays small enough. */
    void limit(boolean withReasons, long largestPacket) {
        reasons = withReasons;
        largest = largestPacket;
    }

    void connack(boolean sessionPresent, int code, PropertyList properties) {
        ByteBuf out = batch();
        out.writeByte(CONNACK);
        writeVariable(out, 2 + (five ? properties.size() : 0));
        out.writeByte(sessionPresent ? 1 : 0).writeByte(code);
        writeProperties(out, properties);
    }

    /** A positive answer: PUBACK, PUBREC, PUBREL or PUBCOMP. */
    void answer(int type, int packetId) {
        batch().writeByte(type).writeByte(2).writeShort(packetId);
    }

    /** A negative answer; MQTT 3.1.1 knows none, so there it is a positive one. */
    void answer(int type, int packetId, int reasonCode, String reason) {
        if (!five) {
            answer(type, packetId);
            return;
        }
        PropertyList properties = because(reasons ? reason : "", 3);
        ByteBuf out = batch();
        out.writeByte(type);
        writeVariable(out, 3 + properties.size());
        out.writeShort(packetId).writeByte(reasonCode);
        properties.writeTo(out);
    }

    void suback(int packetId, List<Integer> codes) {
        listed(SUBACK, packetId, codes);
    }

    /** MQTT 3.1.1 has no codes here. */
    void unsuback(int packetId, List<Integer> codes) {
        listed(UNSUBACK, packetId, five ? codes : List.of());
    }

    void pingresp() {
        batch().writeByte(PINGRESP).writeByte(0);
    }

    /** Bytes that {@link #publish} would write. */
    int sizeOf(OutgoingPublish message) {
        int remaining = remainingOf(message);
        return 1 + variableSize(remaining) + remaining;
    }

    void publish(OutgoingPublish message) {
        ByteBuf out = batch();
        out.writeByte(PUBLISH | (message.packetId() > 0 ? 0x02 : 0));
        writeVariable(out, remainingOf(message));
        out.writeShort(ByteBufUtil.utf8Bytes(message.topic()));
        ByteBufUtil.writeUtf8(out, message.topic());
        if (message.packetId() > 0) {
            out.writeShort(message.packetId());
        }
        writeProperties(out, message.properties());
        out.writeBytes(message.payload());
    }

    /** Only MQTT 5 lets a server say why; in 3.1.1 nothing is written. */
    void disconnect(int reasonCode, String reason) {
        if (five) {
            PropertyList properties = because(reason, 1);
            ByteBuf out = batch();
            out.writeByte(DISCONNECT);
            writeVariable(out, 1 + properties.size());
            out.writeByte(reasonCode);
            properties.writeTo(out);
        }
    }

    /** Sends what was written since the last time, if anything. */
    @SuppressWarnings("FutureReturnValueIgnored") // a void promise: failures reach the connection's handler
    void flush() {
        ByteBuf full = batch;
        if (full != null) {
            batch = null;
            context.writeAndFlush(full, context.voidPromise());
        }
    }

    /** Sends what was written since the last time; the future tells when it has left. */
    ChannelFuture flushed() {
        ByteBuf full = batch;
        batch = null;
        return context.writeAndFlush(full == null ? context.alloc().buffer(0) : full);
    }

    /** Drops what was not sent. */
    void release() {
        ByteBuf rest = batch;
        if (rest != null) {
            batch = null;
            rest.release();
        }
    }

    static int variableSize(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
    }

    static void writeVariable(ByteBuf out, int value) {
        int rest = value;
        while (rest > 127) {
            out.writeByte((rest & 127) | 128);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    /** The reason, unless the packet would be larger with it than the client takes. */
    private PropertyList because(String reason, int before) {
        PropertyList properties = new PropertyList().text(MqttProperties.REASON_STRING, reason);
        int remaining = before + properties.size();
        return 1 + variableSize(remaining) + remaining > largest ? new PropertyList() : properties;
    }

    private void listed(int type, int packetId, List<Integer> codes) {
        ByteBuf out = batch();
        out.writeByte(type);
        writeVariable(out, 2 + (five ? 1 : 0) + codes.size());
        out.writeShort(packetId);
        if (five) {
            out.writeByte(0);
        }
        codes.forEach(out::writeByte);
    }

    private int remainingOf(OutgoingPublish message) {
        int header = 2 + ByteBufUtil.utf8Bytes(message.topic()) + (message.packetId() > 0 ? 2 : 0);
        return header + (five ? message.properties().size() : 0) + message.payload().length;
    }

    private void writeProperties(ByteBuf out, PropertyList properties) {
        if (five) {
            properties.writeTo(out);
        }
    }

    private ByteBuf batch() {
        ByteBuf open = batch;
        if (open == null) {
            open = context.alloc().buffer(FIRST_CAPACITY);
            batch = open;
        }
        return open;
    }
}
