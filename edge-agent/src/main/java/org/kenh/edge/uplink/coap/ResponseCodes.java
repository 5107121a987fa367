package org.kenh.edge.uplink.coap;

import java.time.Duration;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.kenh.edge.uplink.Delivery;
import org.kenh.telemetry.Excerpt;

/** What a response code means for a message. */
final class ResponseCodes {
    private ResponseCodes() {}

    static Delivery delivery(Response response) {
        ResponseCode code = response.getCode();
        if (response.isSuccess()) {
            return Delivery.ACKNOWLEDGED;
        }
        String reason = code + " " + Excerpt.of(response.getPayloadString());
        if (isFinal(code)) {
            return new Delivery.Refused(reason);
        }
        Long maxAge = response.getOptions().hasMaxAge() ? response.getOptions().getMaxAge() : null;
        return new Delivery.Failed(reason, maxAge == null ? Duration.ZERO : Duration.ofSeconds(maxAge));
    }

    /** Only what can never succeed is given up; rights and quotas may come back. */
    private static boolean isFinal(ResponseCode code) {
        return code == ResponseCode.BAD_REQUEST
                || code == ResponseCode.REQUEST_ENTITY_TOO_LARGE
                || code == ResponseCode.UNSUPPORTED_CONTENT_FORMAT;
    }
}
