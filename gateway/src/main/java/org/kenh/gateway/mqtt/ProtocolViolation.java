package org.kenh.gateway.mqtt;

/** The device broke the protocol; its connection ends. Thrown and caught within one connection's event loop. */
final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int reasonCode;
    private final String reason;

    ProtocolViolation(int reasonCode, String reason) {
        super(reason, null, false, false);
        this.reasonCode = reasonCode;
        this.reason = reason;
    }

    int reasonCode() {
        return reasonCode;
    }

    String reason() {
        return reason;
    }
}
