package org.kenh.gateway.mqtt;

import org.kenh.gateway.session.DoorMetrics.Rejection;

/** Why a CONNECT is not accepted, with the answer in either protocol version. */
public enum Refusal {
    UNSUPPORTED_VERSION(0x01, 0x84, Rejection.PROTOCOL, "only MQTT 3.1, 3.1.1 and 5 are spoken here"),
    CLIENT_ID(0x02, 0x85, Rejection.CREDENTIALS, "the client id must be the device id"),
    UNAVAILABLE(0x03, 0x88, Rejection.UNAVAILABLE, "the store cannot be asked now"),
    CREDENTIALS(0x04, 0x86, Rejection.CREDENTIALS, "wrong device id or secret"),
    NOT_THE_USER(0x05, 0x87, Rejection.CREDENTIALS, "client id and user name must both be the device id"),
    FOREIGN_WILL(0x05, 0x87, Rejection.CREDENTIALS, "the will's topic is not one of the device's own"),
    AUTHENTICATION_METHOD(0, 0x8C, Rejection.PROTOCOL, "no enhanced authentication is supported"),
    RETAINED_WILL(0, 0x9A, Rejection.PROTOCOL, "nothing is retained here"),
    MALFORMED(0, 0x81, Rejection.PROTOCOL, "the CONNECT is malformed"),
    PROTOCOL_ERROR(0, 0x82, Rejection.PROTOCOL, "the CONNECT breaks the protocol"),
    CROWDED(0x03, 0x89, Rejection.TOO_MANY, "too many CONNECTs have not come whole; come again later"),
    TOO_LARGE(0, 0x95, Rejection.PROTOCOL, "the CONNECT is too large"),
    /** Nothing can be said to a client that takes no packet of that size. */
    NO_ROOM(0, 0, Rejection.PROTOCOL, "the CONNACK is larger than what the client takes");

    private final int returnCode;
    private final int reasonCode;
    private final Rejection rejection;
    private final String reason;

    Refusal(int returnCode, int reasonCode, Rejection rejection, String reason) {
        this.returnCode = returnCode;
        this.reasonCode = reasonCode;
        this.rejection = rejection;
        this.reason = reason;
    }

    /** The one for a CONNECT that breaks the standard in this way. */
    static Refusal of(int reasonCode) {
        return switch (reasonCode) {
            case ReasonCode.UNSUPPORTED_PROTOCOL_VERSION -> UNSUPPORTED_VERSION;
            case ReasonCode.CLIENT_IDENTIFIER_NOT_VALID -> CLIENT_ID;
            case ReasonCode.PACKET_TOO_LARGE -> TOO_LARGE;
            case ReasonCode.SERVER_BUSY -> CROWDED;
            case ReasonCode.PROTOCOL_ERROR -> PROTOCOL_ERROR;
            default -> MALFORMED;
        };
    }

    /** For MQTT 3.1.1; 0 where that version knows no answer and the connection is closed silently. */
    int returnCode() {
        return returnCode;
    }

    /** For MQTT 5; 0 where nothing can be said. */
    int reasonCode() {
        return reasonCode;
    }

    Rejection rejection() {
        return rejection;
    }

    String reason() {
        return reason;
    }
}
