package org.kenh.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads one request's body whole, within bounds of size and time. Lives on the request's event loop. */
final class BodyReader {
    private final RoutingContext call;
    private final int mostBytes;
    private final Listener listener;
    private final Buffer body = Buffer.buffer();
    private boolean over;

    private BodyReader(RoutingContext call, int mostBytes, Listener listener) {
        this.call = call;
        this.mostBytes = mostBytes;
        this.listener = listener;
    }

    /**
     * Who wants the body. One of the first two is called, once; none when the device goes away.
     *
     * @param tooLarge gets the size that was announced, or reached
     */
    record Listener(Consumer<byte[]> complete, Consumer<Long> tooLarge) {}

    /** How long it may be and how long it may take. */
    record Bounds(int bytes, Duration time) {}

    static void read(Vertx vertx, RoutingContext call, Bounds bounds, Listener listener) {
        long declared = declaredLength(call.request());
        if (declared > bounds.bytes()) {
            listener.tooLarge().accept(declared);
            return;
        }
        new BodyReader(call, bounds.bytes(), listener).begin(vertx, bounds.time());
    }

    /** The announced length; 0 when there is none or it is no number. */
    static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException odd) {
            return 0;
        }
    }

    static boolean expectsContinue(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private void begin(Vertx vertx, Duration time) {
        HttpServerRequest request = call.request();
        long timer = vertx.setTimer(time.toMillis(), fired -> late());
        request.exceptionHandler(broken -> over = true);
        request.handler(this::take);
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (!over) {
                over = true;
                listener.complete().accept(body.getBytes());
            }
        });
        if (expectsContinue(request)) {
            call.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer part) {
        if (over) {
            return;
        }
        body.appendBuffer(part);
        if (body.length() > mostBytes) {
            over = true;
            listener.tooLarge().accept((long) body.length());
        }
    }

    private void late() {
        if (!over) {
            over = true;
            Problem.of(408, "The body took too long", body.length() + " bytes had come")
                    .send(call);
        }
    }
}
