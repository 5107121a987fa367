package org.kenh.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** CoAP, confirmable; a token of two bytes carries the slot. One datagram is one packet. */
final class CoapWire implements Wire {
    private static final byte[] NOTHING = {};
    private static final int TOKEN_BYTES = 2;
    private static final int HEADER_BYTES = 4;
    private static final int POST = 2;
    private static final int URI_PATH = 11;
    private static final int CONTENT_FORMAT = 12;
    private static final int URI_QUERY = 15;
    private static final int JSON = 50;
    private static final int CONFIRMABLE = 0;
    private static final int ACKNOWLEDGEMENT = 2;
    private static final int EMPTY_ACKNOWLEDGEMENT = 0x60;

    private final Device device;
    private final boolean identified;
    private int nextMessageId;

    /** @param identified the layer below proves who it is, so that the message need not */
    CoapWire(Device device, boolean identified) {
        this.device = device;
        this.identified = identified;
        this.nextMessageId = device.hashCode();
    }

    @Override
    public byte[] greeting() {
        return NOTHING;
    }

    @Override
    public byte[] ping() {
        return NOTHING;
    }

    @Override
    public byte[] farewell() {
        return NOTHING;
    }

    @Override
    public Message.Frame frame(byte[] payload) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x40 | TOKEN_BYTES);
        packet.write(POST);
        packet.writeBytes(new byte[HEADER_BYTES - 2 + TOKEN_BYTES]);
        option(packet, URI_PATH, "v1");
        option(packet, 0, "readings");
        packet.write((CONTENT_FORMAT - URI_PATH) << 4 | 1);
        packet.write(JSON);
        if (!identified) {
            option(packet, URI_QUERY - CONTENT_FORMAT, "device=" + device.id());
            option(packet, 0, "secret=" + device.secret());
        }
        packet.write(0xFF);
        int payloadAt = packet.size();
        packet.writeBytes(payload);
        return Message.Frame.of(packet.toByteArray(), payloadAt, this::number);
    }

    @Override
    public void decode(ByteBuffer in, Answers to) {
        int first = in.get() & 0xFF;
        int code = in.get() & 0xFF;
        int messageId = in.getShort();
        int type = first >> 4 & 3;
        if (code == 0) {
            if (type != ACKNOWLEDGEMENT) {
                to.refused("reset by the other side");
            }
        } else if ((first & 0x0F) == TOKEN_BYTES) {
            if (type == CONFIRMABLE) {
                to.reply(new byte[] {EMPTY_ACKNOWLEDGEMENT, 0, (byte) (messageId >> 8), (byte) messageId});
            }
            int slot = in.getShort() & 0xFFFF;
            if (code >> 5 == 2) {
                to.acknowledged(slot);
            } else {
                to.failed(slot, "CoAP %d.%02d".formatted(code >> 5, code & 0x1F));
            }
        }
        in.position(in.limit());
    }

    /** A new message id each time, or the other side would take it for a repetition. */
    private void number(byte[] frame, int slot) {
        int messageId = nextMessageId++;
        frame[2] = (byte) (messageId >> 8);
        frame[3] = (byte) messageId;
        frame[4] = (byte) (slot >> 8);
        frame[5] = (byte) slot;
    }

    private static void option(ByteArrayOutputStream packet, int delta, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int extended = bytes.length - 13;
        packet.write(delta << 4 | Math.min(bytes.length, 13));
        if (extended >= 0) {
            packet.write(extended);
        }
        packet.writeBytes(bytes);
    }
}
