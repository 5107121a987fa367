package org.kenh.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * An answer other than success, sent as problem+json (RFC 9457).
 *
 * @param where the place in what the device sent; empty when it is the whole
 * @param retryAfter zero where trying again does not help
 */
record Problem(int status, String title, String detail, String where, Duration retryAfter) {
    /** A body that nobody wants is read to this size, so that the connection can go on. */
    private static final long SMALL_BODY = 64L * 1024;

    static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, "", Duration.ZERO);
    }

    static Problem later(String title, Duration retryAfter) {
        return new Problem(503, title, "nothing was taken; send it again", "", retryAfter);
    }

    /** A device that may come again when its debt is paid. */
    static Problem tooMuch(Duration debt) {
        return new Problem(429, "The device sends too much", "nothing was taken; send it again", "", debt);
    }

    /** Sends the answer, unless the device has gone or been answered. */
    void send(RoutingContext call) {
        HttpServerResponse response = call.response();
        if (response.ended() || response.closed()) {
            return;
        }
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!where.isEmpty()) {
            body.put("where", where);
        }
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"kenh\"");
        }
        if (retryAfter.isPositive()) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(retryAfter.plusMillis(999).toSeconds()));
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        end(call.request(), response, body);
    }

    private void end(HttpServerRequest request, HttpServerResponse response, JsonObject body) {
        boolean drop = !request.isEnded() && (status == 408 || !isSmall(request));
        boolean one = request.version() != HttpVersion.HTTP_2;
        if (drop && one) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        if (!request.isEnded()) {
            request.handler(rest -> {});
            request.resume();
        }
        Future<Void> sent = response.end(body.toBuffer());
        if (drop) {
            sent.onComplete(done -> cutOff(request, one));
        }
    }

    /** Ends the upload: of HTTP/1 with its connection, of HTTP/2 with its stream alone. */
    private static void cutOff(HttpServerRequest request, boolean one) {
        if (one) {
            request.connection().close();
        } else {
            request.response().reset(0);
        }
    }

    private static boolean isSmall(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean none = length == null && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        return none || (BodyReader.declaredLength(request) <= SMALL_BODY && !BodyReader.expectsContinue(request));
    }
}
