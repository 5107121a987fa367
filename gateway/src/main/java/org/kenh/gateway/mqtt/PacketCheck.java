package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttProperties;

/**
 * Whether one whole packet of an admitted client is what the standard says, from behind its remaining length to its end.
 * Flags and types are {@link FrameCheck}'s. One for a connection.
 */
final class PacketCheck {
    private static final int PUBLISH = 0x30;
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBREL = 0x60;
    private static final int PUBCOMP = 0x70;
    private static final int SUBSCRIBE = 0x80;
    private static final int UNSUBSCRIBE = 0xA0;
    private static final int PINGREQ = 0xC0;
    private static final int DISCONNECT = 0xE0;
    private static final int NO_LOCAL = 0x04;
    private static final int RETAIN_HANDLING = 0x30;
    private static final int RESERVED_OPTIONS = 0xC0;

    private final FrameReader reader = new FrameReader();
    private final PropertyCheck properties;
    private final ConnectCheck connect;
    private boolean five;

    PacketCheck(int topicAliases) {
        properties = new PropertyCheck(reader, topicAliases);
        connect = new ConnectCheck(reader, properties);
    }

    /** Checks the CONNECT in this range; answers the protocol level that is spoken from here on. */
    int connect(ByteBuf bytes, int from, int to) {
        reader.open(bytes, from, to);
        try {
            int level = connect.check();
            five = level == ConnectCheck.LEVEL_5;
            return level;
        } finally {
            reader.close();
        }
    }

    /** Checks any other packet; the header is its first byte. */
    void check(int header, ByteBuf bytes, int from, int to) {
        reader.open(bytes, from, to);
        try {
            check(header);
        } finally {
            reader.close();
        }
    }

    private void check(int header) {
        switch (header & 0xF0) {
            case PUBLISH -> publish(header >> 1 & 3);
            case PUBACK, PUBREC -> acknowledgement(ReasonCode::isOfPublish);
            case PUBREL, PUBCOMP -> acknowledgement(ReasonCode::isOfRelease);
            case SUBSCRIBE -> subscribe();
            case UNSUBSCRIBE -> unsubscribe();
            case PINGREQ -> reader.requireEnd("a PINGREQ");
            case DISCONNECT -> disconnect();
            default -> throw new IllegalArgumentException("packets of type " + (header >> 4) + " are not let in");
        }
    }

    private void publish(int qos) {
        boolean empty = reader.topicName("the topic") == 0;
        if (qos > 0) {
            packetId();
        }
        if (five) {
            properties.check(PropertyCheck.Place.PUBLISH);
        }
        if (empty && !(five && properties.has(MqttProperties.TOPIC_ALIAS))) {
            throw five
                    ? violation("neither topic nor topic alias")
                    : FrameReader.malformed("the topic must not be empty");
        }
    }

    private void acknowledgement(Codes codes) {
        packetId();
        if (five && reader.left() > 0) {
            reasonCode(codes);
            if (reader.left() > 0) {
                properties.check(PropertyCheck.Place.ACKNOWLEDGEMENT);
            }
        }
        reader.requireEnd("an acknowledgement");
    }

    private void subscribe() {
        packetId();
        if (five) {
            properties.check(PropertyCheck.Place.SUBSCRIBE);
        }
        do {
            boolean shared = reader.topicFilter("a topic filter");
            options(reader.oneByte("the subscription options"), shared);
        } while (reader.left() > 0);
    }

    private void options(int options, boolean shared) {
        boolean bad = (options & 3) == 3
                || (five
                        ? (options & RESERVED_OPTIONS) != 0 || (options & RETAIN_HANDLING) == RETAIN_HANDLING
                        : options > 2);
        if (bad) {
            throw FrameReader.malformed("subscription options 0x%02X are not defined".formatted(options));
        }
        if (five && shared && (options & NO_LOCAL) != 0) {
            throw violation("a shared subscription must not have the option No Local");
        }
    }

    private void unsubscribe() {
        packetId();
        if (five) {
            properties.check(PropertyCheck.Place.UNSUBSCRIBE);
        }
        do {
            reader.topicFilter("a topic filter");
        } while (reader.left() > 0);
    }

    private void disconnect() {
        if (five && reader.left() > 0) {
            reasonCode(ReasonCode::isOfDisconnect);
            if (reader.left() > 0) {
                properties.check(PropertyCheck.Place.DISCONNECT);
            }
        }
        reader.requireEnd("a DISCONNECT");
    }

    private void packetId() {
        if (reader.twoBytes("the packet identifier") == 0) {
            throw violation("packet identifier 0");
        }
    }

    private void reasonCode(Codes codes) {
        int code = reader.oneByte("the reason code");
        if (!codes.contains(code)) {
            throw violation("reason code 0x%02X is not one of a client here".formatted(code));
        }
    }

    private static ProtocolViolation violation(String reason) {
        return new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, reason);
    }

    private interface Codes {
        boolean contains(int code);
    }
}
