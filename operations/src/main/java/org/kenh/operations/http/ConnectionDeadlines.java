package org.kenh.operations.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose client takes too long to say what it wants, byte by byte or not at all, so that a few
 * machines cannot hold every connection. A request that is being answered may take as long as it needs.
 */
public final class ConnectionDeadlines {
    private final Vertx vertx;
    private final Limits limits;
    private final Map<HttpConnection, Progress> connections = new ConcurrentHashMap<>();

    public ConnectionDeadlines(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** A client has connected; on its event loop. */
    public void connected(HttpConnection connection) {
        Progress progress = new Progress();
        connections.put(connection, progress);
        long timer = vertx.setPeriodic(limits.check().toMillis(), id -> {
            if (progress.isTooSlow(limits)) {
                connection.close();
            }
        });
        connection.closeHandler(nothing -> {
            vertx.cancelTimer(timer);
            connections.remove(connection);
        });
    }

    /** The head of a request is complete; on its event loop. */
    public void headArrived(HttpServerRequest request) {
        Progress progress = connections.get(request.connection());
        if (progress != null) {
            progress.headArrived(request);
        }
    }

    /** How far the client of one connection has come; on its event loop only. */
    private static final class Progress {
        private @Nullable HttpServerRequest request;
        private boolean answered;
        private long since = System.nanoTime();

        private void headArrived(HttpServerRequest arrived) {
            request = arrived;
            answered = false;
            since = System.nanoTime();
        }

        private boolean isTooSlow(Limits limits) {
            if (request == null) {
                return hasPassed(limits.firstHead());
            }
            if (!answered && request.response().ended()) {
                answered = true;
                since = System.nanoTime();
            }
            if (!answered) {
                return !request.isEnded() && hasPassed(limits.body());
            }
            // Nobody reads the rest of a body that was refused; it must not buy the time between two requests.
            return hasPassed(request.isEnded() ? limits.nextHead() : limits.firstHead());
        }

        private boolean hasPassed(Duration limit) {
            return System.nanoTime() - since > limit.toNanos();
        }
    }

    /**
     * How long a client may take.
     *
     * @param firstHead from connecting (TLS included) to the end of the first request's head; also from an early answer to
     *     the end of the body that it refused
     * @param nextHead from the end of an answer to the end of the next request's head
     * @param body from the end of the head to the end of the body
     * @param check how often it is looked at
     */
    public record Limits(Duration firstHead, Duration nextHead, Duration body, Duration check) {
        public static final Limits STANDARD = new Limits(
                Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(60), Duration.ofSeconds(2));
    }
}
