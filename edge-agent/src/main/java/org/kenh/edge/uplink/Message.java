package org.kenh.edge.uplink;

/** Bytes for the centre. The payload is not copied: nobody changes it after it was handed over. */
public final class Message {
    private final Channel channel;
    private final Encoding encoding;
    private final byte[] payload;

    public Message(Channel channel, Encoding encoding, byte[] payload) {
        this.channel = channel;
        this.encoding = encoding;
        this.payload = payload;
    }

    public Channel channel() {
        return channel;
    }

    public Encoding encoding() {
        return encoding;
    }

    public byte[] payload() {
        return payload;
    }
}
