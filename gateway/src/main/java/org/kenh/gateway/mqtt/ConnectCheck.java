package org.kenh.gateway.mqtt;

/** Whether a CONNECT is what the standard says (MQTT 5, section 3.1; MQTT 3.1.1 and 3.1 likewise). */
final class ConnectCheck {
    static final int LEVEL_3_1 = 3;
    static final int LEVEL_3_1_1 = 4;
    static final int LEVEL_5 = 5;

    private static final String NAME = "MQTT";
    private static final String NAME_OF_3_1 = "MQIsdp";
    private static final int RESERVED = 0x01;
    private static final int WILL = 0x04;
    private static final int WILL_QOS = 0x18;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD = 0x40;
    private static final int USER_NAME = 0x80;

    private final FrameReader reader;
    private final PropertyCheck properties;

    ConnectCheck(FrameReader reader, PropertyCheck properties) {
        this.reader = reader;
        this.properties = properties;
    }

    /** Passes all of it; answers the protocol level. */
    int check() {
        int level = level();
        int flags = reader.oneByte("the connect flags");
        requireFlags(flags, level);
        reader.twoBytes("the keep-alive");
        if (level == LEVEL_5) {
            properties.check(PropertyCheck.Place.CONNECT);
        }
        boolean unnamed = reader.text("the client id") == 0;
        if (unnamed && level == LEVEL_3_1) {
            throw new ProtocolViolation(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "the client id must not be empty");
        }
        if ((flags & WILL) != 0) {
            will(level);
        }
        if ((flags & USER_NAME) != 0) {
            reader.text("the user name");
        }
        if ((flags & PASSWORD) != 0) {
            reader.binary("the password");
        }
        reader.requireEnd("the CONNECT");
        return level;
    }

    private int level() {
        String name = reader.word("the protocol name");
        boolean old = name.equals(NAME_OF_3_1);
        if (!old && !name.equals(NAME)) {
            throw FrameReader.malformed("the protocol is not MQTT");
        }
        int level = reader.oneByte("the protocol level");
        boolean known = old ? level == LEVEL_3_1 : level == LEVEL_3_1_1 || level == LEVEL_5;
        if (!known) {
            throw new ProtocolViolation(
                    ReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "only MQTT 3.1, 3.1.1 and 5 are spoken here");
        }
        return level;
    }

    private static void requireFlags(int flags, int level) {
        if (level != LEVEL_3_1 && (flags & RESERVED) != 0) {
            throw FrameReader.malformed("the reserved connect flag must not be set");
        }
        boolean will = (flags & WILL) != 0;
        if ((flags & WILL_QOS) == WILL_QOS || (!will && (flags & (WILL_QOS | WILL_RETAIN)) != 0)) {
            throw FrameReader.malformed("connect flags 0x%02X: the will's QoS or retain is wrong".formatted(flags));
        }
        if (level != LEVEL_5 && (flags & (PASSWORD | USER_NAME)) == PASSWORD) {
            throw FrameReader.malformed("a password without a user name");
        }
    }

    private void will(int level) {
        if (level == LEVEL_5) {
            properties.check(PropertyCheck.Place.WILL);
        }
        if (reader.topicName("the will's topic") == 0) {
            throw FrameReader.malformed("the will's topic must not be empty");
        }
        reader.binary("the will's message");
    }
}
