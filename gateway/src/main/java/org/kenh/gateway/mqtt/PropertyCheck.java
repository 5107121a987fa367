package org.kenh.gateway.mqtt;

import static io.netty.handler.codec.mqtt.MqttProperties.*;

/**
 * The properties of a packet (MQTT 5, section 2.2.2): known, allowed there, there once, of their type and in their
 * range. One for a connection; what it found in the last packet can be asked.
 */
final class PropertyCheck {
    /** Properties that a client may send, by packet. */
    enum Place {
        CONNECT(
                SESSION_EXPIRY_INTERVAL,
                AUTHENTICATION_METHOD,
                AUTHENTICATION_DATA,
                REQUEST_PROBLEM_INFORMATION,
                REQUEST_RESPONSE_INFORMATION,
                RECEIVE_MAXIMUM,
                TOPIC_ALIAS_MAXIMUM,
                USER_PROPERTY,
                MAXIMUM_PACKET_SIZE),
        WILL(
                PAYLOAD_FORMAT_INDICATOR,
                PUBLICATION_EXPIRY_INTERVAL,
                CONTENT_TYPE,
                RESPONSE_TOPIC,
                CORRELATION_DATA,
                WILL_DELAY_INTERVAL,
                USER_PROPERTY),
        PUBLISH(
                PAYLOAD_FORMAT_INDICATOR,
                PUBLICATION_EXPIRY_INTERVAL,
                CONTENT_TYPE,
                RESPONSE_TOPIC,
                CORRELATION_DATA,
                TOPIC_ALIAS,
                USER_PROPERTY),
        ACKNOWLEDGEMENT(REASON_STRING, USER_PROPERTY),
        SUBSCRIBE(SUBSCRIPTION_IDENTIFIER, USER_PROPERTY),
        UNSUBSCRIBE(USER_PROPERTY),
        DISCONNECT(SESSION_EXPIRY_INTERVAL, REASON_STRING, USER_PROPERTY);

        private final long allowed;

        Place(int... identifiers) {
            allowed = bits(identifiers);
        }
    }

    private static final int HIGHEST = SHARED_SUBSCRIPTION_AVAILABLE;
    private static final long ONE_BYTE = bits(
            PAYLOAD_FORMAT_INDICATOR,
            REQUEST_PROBLEM_INFORMATION,
            REQUEST_RESPONSE_INFORMATION,
            MAXIMUM_QOS,
            RETAIN_AVAILABLE,
            WILDCARD_SUBSCRIPTION_AVAILABLE,
            SUBSCRIPTION_IDENTIFIER_AVAILABLE,
            SHARED_SUBSCRIPTION_AVAILABLE);
    private static final long TWO_BYTES = bits(SERVER_KEEP_ALIVE, RECEIVE_MAXIMUM, TOPIC_ALIAS_MAXIMUM, TOPIC_ALIAS);
    private static final long FOUR_BYTES =
            bits(PUBLICATION_EXPIRY_INTERVAL, SESSION_EXPIRY_INTERVAL, WILL_DELAY_INTERVAL, MAXIMUM_PACKET_SIZE);
    private static final long TEXT = bits(
            CONTENT_TYPE,
            RESPONSE_TOPIC,
            ASSIGNED_CLIENT_IDENTIFIER,
            AUTHENTICATION_METHOD,
            RESPONSE_INFORMATION,
            SERVER_REFERENCE,
            REASON_STRING);
    private static final long BINARY = bits(CORRELATION_DATA, AUTHENTICATION_DATA);
    private static final long NOT_ZERO =
            bits(RECEIVE_MAXIMUM, MAXIMUM_PACKET_SIZE, SUBSCRIPTION_IDENTIFIER, TOPIC_ALIAS);
    private static final long ANY_NUMBER_OF = bits(USER_PROPERTY);

    private final FrameReader reader;
    private final int topicAliases;
    private long seen;

    /** Aliases above the given one are refused. */
    PropertyCheck(FrameReader reader, int topicAliases) {
        this.reader = reader;
        this.topicAliases = topicAliases;
    }

    /** Passes the length and the properties. */
    void check(Place place) {
        seen = 0;
        int length = reader.variable("the length of the properties");
        int end = reader.position() + length;
        if (length > reader.left()) {
            throw FrameReader.malformed("the properties are cut off");
        }
        while (reader.position() < end) {
            one(place);
        }
        if (reader.position() > end) {
            throw FrameReader.malformed("the last property is longer than all of them");
        }
        if (has(AUTHENTICATION_DATA) && !has(AUTHENTICATION_METHOD)) {
            throw violation("authentication data without an authentication method");
        }
    }

    /** Whether the last packet had this property. */
    boolean has(int identifier) {
        return contains(seen, identifier);
    }

    private void one(Place place) {
        int identifier = reader.variable("a property's identifier");
        if (identifier > HIGHEST || !contains(place.allowed, identifier)) {
            throw FrameReader.malformed("property 0x%02X is not one of a %s".formatted(identifier, place));
        }
        if (has(identifier) && !contains(ANY_NUMBER_OF, identifier)) {
            throw violation("property 0x%02X must be there only once".formatted(identifier));
        }
        seen |= 1L << identifier;
        value(identifier);
    }

    private void value(int identifier) {
        String what = "a property's value";
        if (contains(ONE_BYTE, identifier)) {
            number(identifier, reader.oneByte(what));
        } else if (contains(TWO_BYTES, identifier)) {
            number(identifier, reader.twoBytes(what));
        } else if (contains(FOUR_BYTES, identifier)) {
            number(identifier, reader.fourBytes(what));
        } else if (identifier == SUBSCRIPTION_IDENTIFIER) {
            number(identifier, reader.variable(what));
        } else if (identifier == RESPONSE_TOPIC) {
            responseTopic();
        } else if (contains(TEXT, identifier)) {
            reader.text(what);
        } else if (contains(BINARY, identifier)) {
            reader.binary(what);
        } else {
            reader.text("a user property's name");
            reader.text("a user property's value");
        }
    }

    private void number(int identifier, long value) {
        if (identifier == TOPIC_ALIAS && (value == 0 || value > topicAliases)) {
            throw new ProtocolViolation(
                    ReasonCode.TOPIC_ALIAS_INVALID, "topic alias must be 1 to " + topicAliases + ", but is " + value);
        }
        if (value == 0 && contains(NOT_ZERO, identifier)) {
            throw violation("property 0x%02X must not be 0".formatted(identifier));
        }
        if (value > 1 && contains(ONE_BYTE, identifier)) {
            throw violation("property 0x%02X must be 0 or 1, but is %d".formatted(identifier, value));
        }
    }

    private void responseTopic() {
        if (reader.topicName("the response topic") == 0) {
            throw violation("the response topic must not be empty");
        }
    }

    private static ProtocolViolation violation(String reason) {
        return new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, reason);
    }

    private static boolean contains(long set, int identifier) {
        return (set >>> identifier & 1) != 0;
    }

    private static long bits(int... identifiers) {
        long set = 0;
        for (int identifier : identifiers) {
            set |= 1L << identifier;
        }
        return set;
    }
}
