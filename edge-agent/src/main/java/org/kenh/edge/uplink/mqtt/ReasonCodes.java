package org.kenh.edge.uplink.mqtt;

import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Delivery;

/** What the reason code of a PUBACK (MQTT 5, section 3.4.2.1) means for a message. */
final class ReasonCodes {
    private static final int FIRST_ERROR = 0x80;
    private static final int PACKET_TOO_LARGE = 0x95;
    private static final int PAYLOAD_FORMAT_INVALID = 0x99;

    private ReasonCodes() {}

    static Delivery delivery(int @Nullable [] codes) {
        int code = codes == null || codes.length == 0 ? 0 : codes[0];
        if (code < FIRST_ERROR) {
            return Delivery.ACKNOWLEDGED;
        }
        String reason = String.format("reason code 0x%02X", code);
        // Only what can never succeed is given up; rights and quotas may come back.
        return code == PAYLOAD_FORMAT_INVALID || code == PACKET_TOO_LARGE
                ? new Delivery.Refused(reason)
                : new Delivery.Failed(reason);
    }
}
