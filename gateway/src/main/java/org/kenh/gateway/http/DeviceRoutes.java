package org.kenh.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;

/** The calls for devices, to be mounted at {@code /v1} in front of any handler that reads bodies. */
public final class DeviceRoutes {
    private final Vertx vertx;
    private final InstantSource clock;

    public DeviceRoutes(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    public Router router() {
        Router router = Router.router(vertx);
        router.get("/time").handler(this::time);
        return router;
    }

    private void time(RoutingContext call) {
        Instant now = clock.instant();
        JsonObject answer = new JsonObject().put("time", now.toString()).put("unixMs", now.toEpochMilli());
        call.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(answer.toBuffer());
    }
}
