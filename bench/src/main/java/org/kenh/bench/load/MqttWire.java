package org.kenh.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** MQTT 3.1.1 with QoS 1: client id and user name are the device's id. */
final class MqttWire implements Wire {
    private static final int CONNACK = 2;
    private static final int PUBACK = 4;
    private static final int PINGRESP = 13;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final byte[] PING = {(byte) 0xC0, 0};
    private static final byte[] DISCONNECT = {(byte) 0xE0, 0};

    private final Device device;
    private final int keepAliveSeconds;

    MqttWire(Device device, int keepAliveSeconds) {
        this.device = device;
        this.keepAliveSeconds = keepAliveSeconds;
    }

    @Override
    public byte[] greeting() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(text("MQTT"));
        body.write(4);
        body.write(0xC2); // user name, password, clean session
        body.write(keepAliveSeconds >> 8);
        body.write(keepAliveSeconds);
        body.writeBytes(text(device.id()));
        body.writeBytes(text(device.id()));
        body.writeBytes(text(device.secret()));
        return packet(0x10, body.toByteArray());
    }

    @Override
    public byte[] ping() {
        return PING;
    }

    @Override
    public byte[] farewell() {
        return DISCONNECT;
    }

    @Override
    public Message.Frame frame(byte[] payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(text("kenh/v1/" + device.id() + "/readings"));
        body.write(0);
        body.write(0);
        body.writeBytes(payload);
        byte[] bytes = packet(PUBLISH_QOS_1, body.toByteArray());
        int payloadAt = bytes.length - payload.length;
        return Message.Frame.of(bytes, payloadAt, (frame, slot) -> {
            frame[payloadAt - 2] = (byte) (slot >> 8);
            frame[payloadAt - 1] = (byte) slot;
        });
    }

    @Override
    public void decode(ByteBuffer in, Answers to) {
        while (in.remaining() >= 2) {
            int start = in.position();
            int first = in.get() & 0xFF;
            int length = length(in);
            if (length < 0 || in.remaining() < length) {
                in.position(start);
                return;
            }
            int next = in.position() + length;
            packet(first >> 4, in, to);
            in.position(next);
        }
    }

    private static void packet(int type, ByteBuffer in, Answers to) {
        switch (type) {
            case PUBACK -> to.acknowledged(in.getShort() & 0xFFFF);
            case CONNACK -> connack(in.getShort() & 0xFF, to);
            case PINGRESP -> {}
            default -> to.refused("unexpected packet of type " + type);
        }
    }

    private static void connack(int code, Answers to) {
        if (code == 0) {
            to.ready();
        } else {
            to.refused("CONNACK " + code);
        }
    }

    /** The remaining length, or -1 when it is not there as a whole. */
    private static int length(ByteBuffer in) {
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            if (!in.hasRemaining()) {
                return -1;
            }
            int digit = in.get();
            length |= (digit & 0x7F) << shift;
            if (digit >= 0) {
                return length;
            }
        }
        return -1;
    }

    private static byte[] packet(int first, byte[] body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int rest = body.length;
        do {
            int digit = rest & 0x7F;
            rest >>= 7;
            packet.write(rest > 0 ? digit | 0x80 : digit);
        } while (rest > 0);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + utf8.length)
                .putShort((short) utf8.length)
                .put(utf8)
                .array();
    }
}
