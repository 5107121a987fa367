package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Properties of an MQTT 5 packet in the making (section 2.2.2), in the order in which they are added. */
final class PropertyList {
    private static final int LONGEST_TEXT = 1_000;

    private final ByteBuf bytes = Unpooled.buffer(32);

    PropertyList oneByte(int identifier, int value) {
        bytes.writeByte(identifier).writeByte(value);
        return this;
    }

    PropertyList twoBytes(int identifier, int value) {
        bytes.writeByte(identifier).writeShort(value);
        return this;
    }

    PropertyList variable(int identifier, int value) {
        bytes.writeByte(identifier);
        PacketWriter.writeVariable(bytes, value);
        return this;
    }

    PropertyList fourBytes(int identifier, long value) {
        bytes.writeByte(identifier).writeInt((int) value);
        return this;
    }

    /** Adds a text; long ones are cut, empty ones left out. */
    PropertyList text(int identifier, String value) {
        if (!value.isEmpty()) {
            String cut = value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) : value;
            bytes.writeByte(identifier).writeShort(ByteBufUtil.utf8Bytes(cut));
            ByteBufUtil.writeUtf8(bytes, cut);
        }
        return this;
    }

    /** Bytes on the wire, the length in front included. */
    int size() {
        return PacketWriter.variableSize(bytes.readableBytes()) + bytes.readableBytes();
    }

    void writeTo(ByteBuf out) {
        PacketWriter.writeVariable(out, bytes.readableBytes());
        out.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    }
}
