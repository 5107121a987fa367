package org.kenh.gateway.coap;

import java.time.Duration;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Response;
import org.kenh.gateway.intake.Receipt;

/** What became of a request, as a CoAP response. Refusals carry a diagnostic text and never a success code. */
final class Answers {
    /** When to come again after the centre was full or its store away. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final int LONGEST_TEXT = 400;

    private Answers() {}

    static Response of(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Committed() -> new Response(ResponseCode.CHANGED);
            case Receipt.Refused(String reason, String where) -> text(ResponseCode.BAD_REQUEST, located(reason, where));
            case Receipt.Overloaded(Duration retryAfter) -> busy("too much is waiting to be stored", retryAfter);
            case Receipt.Failed(String _) -> busy("not stored, send it again", RETRY_AFTER);
        };
    }

    static Response of(Authentication.Denied denied) {
        return denied.code() == ResponseCode.SERVICE_UNAVAILABLE
                ? busy(denied.reason(), RETRY_AFTER)
                : text(denied.code(), denied.reason());
    }

    static Response saturated() {
        return busy("too much is waiting to be stored", RETRY_AFTER);
    }

    /** 5.03; Max-Age says when to come again. */
    static Response busy(String reason, Duration retryAfter) {
        Response response = text(ResponseCode.SERVICE_UNAVAILABLE, reason);
        response.getOptions().setMaxAge(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
        return response;
    }

    static Response tooLarge(int largest) {
        Response response = text(ResponseCode.REQUEST_ENTITY_TOO_LARGE, tooLargeReason(largest));
        response.getOptions().setSize1(largest);
        return response;
    }

    static String tooLargeReason(int largest) {
        return "payload is larger than " + largest + " bytes";
    }

    static Response json(byte[] payload) {
        Response response = new Response(ResponseCode.CONTENT);
        response.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_JSON);
        response.setPayload(payload);
        return response;
    }

    static Response text(ResponseCode code, String text) {
        Response response = new Response(code);
        response.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
        response.setPayload(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
        return response;
    }

    private static String located(String reason, String where) {
        return where.isEmpty() ? reason : reason + " (" + where + ")";
    }
}
