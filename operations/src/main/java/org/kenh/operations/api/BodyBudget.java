package org.kenh.operations.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory of bodies, which are gathered before it is known who sends them: a body takes its place before it
 * comes and holds it until it is answered. Large and small ones do not take each other's places, so that nobody can
 * keep others from signing in by announcing maps.
 */
final class BodyBudget {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Semaphore small;
    private final Semaphore large;

    /** Half of the bytes are for small bodies. */
    BodyBudget(int bytes) {
        this.small = new Semaphore(bytes / 2);
        this.large = new Semaphore(bytes - bytes / 2);
    }

    /** Takes the place of this request's body and goes on, or sends the request away. */
    void reserve(RoutingContext context, int largest) {
        int bytes = expected(context.request(), largest);
        Semaphore places = largest > Endpoint.SMALL_BODY ? large : small;
        if (!places.tryAcquire(bytes)) {
            Dispatcher.refuse(context, Problem.comeBack(503, "problem.busy", RETRY));
            return;
        }
        AtomicBoolean held = new AtomicBoolean(true);
        context.addEndHandler(ended -> {
            if (held.getAndSet(false)) {
                places.release(bytes);
            }
        });
        context.next();
    }

    /** A body that does not say its length may become as long as is allowed; a longer one is refused by its first bytes. */
    private static int expected(HttpServerRequest request, int largest) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : largest;
        }
        return Inputs.integer(length, 0, largest).orElse(largest);
    }
}
