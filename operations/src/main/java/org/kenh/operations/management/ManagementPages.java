package org.kenh.operations.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /healthz}: the process lives. {@code /readyz}: it can do its work, or why not. {@code /metrics}: counts. */
public final class ManagementPages implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementPages.class);
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Readiness readiness;
    private final PrometheusMeterRegistry meters;
    private final ExecutorService blocking;

    public ManagementPages(Vertx vertx, Readiness readiness, PrometheusMeterRegistry meters, ExecutorService blocking) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.meters = meters;
        this.blocking = blocking;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            request.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET")
                    .end();
            return;
        }
        switch (request.path()) {
            case "/healthz" -> send(request, new Page(200, "application/json", "{\"alive\":true}"));
            case "/readyz" -> later(request, this::readiness);
            case "/metrics" -> later(request, () -> new Page(200, METRICS, meters.scrape()));
            default -> request.response().setStatusCode(404).end();
        }
    }

    private Page readiness() {
        List<String> reasons = readiness.reasons();
        JsonObject body = new JsonObject().put("ready", reasons.isEmpty()).put("reasons", new JsonArray(reasons));
        return new Page(reasons.isEmpty() ? 200 : 503, "application/json", body.encode());
    }

    /** Makes the page on a thread that may block. */
    private void later(HttpServerRequest request, Supplier<Page> maker) {
        Context loop = vertx.getOrCreateContext();
        try {
            blocking.execute(() -> {
                Page page = made(maker);
                loop.runOnContext(nothing -> send(request, page));
            });
        } catch (RejectedExecutionException e) {
            send(request, new Page(503, "application/json", "{\"ready\":false,\"reasons\":[\"stopping\"]}"));
        }
    }

    private static Page made(Supplier<Page> maker) {
        try {
            return maker.get();
        } catch (RuntimeException e) {
            LOG.error("a management page failed", e);
            return new Page(500, "text/plain", "failed; see the log\n");
        }
    }

    private static void send(HttpServerRequest request, Page page) {
        HttpServerResponse response = request.response();
        if (!response.closed()) {
            response.setStatusCode(page.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, page.type())
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(page.text());
        }
    }

    private record Page(int status, String type, String text) {}
}
