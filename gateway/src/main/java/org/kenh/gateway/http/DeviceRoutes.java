package org.kenh.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.kenh.gateway.intake.FrontDesk.Kind;

/**
 * The calls for devices, to be mounted at {@code /v1} in front of any handler that reads bodies: {@code POST /readings},
 * {@code /birth}, {@code /acks}, {@code GET /commands} and {@code /time}. A message is answered with 204 once it is
 * committed.
 */
public final class DeviceRoutes {
    private final Vertx vertx;
    private final HttpPorts ports;
    private final ExecutorService blocking = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("device-http-", 0).factory());
    private final DeviceLogin login;
    private final MessageCalls messages;
    private final CommandPolls polls;

    public DeviceRoutes(Vertx vertx, DeviceHttpConfig config, HttpPorts ports) {
        this.vertx = vertx;
        this.ports = ports;
        this.login = new DeviceLogin(vertx, ports, blocking);
        this.messages = new MessageCalls(vertx, config, ports);
        this.polls = new CommandPolls(vertx, config, new CommandPolls.Source(ports, blocking));
    }

    public Router router() {
        Router router = Router.router(vertx);
        router.get("/time").handler(this::time);
        router.post("/readings").handler(message(Kind.READINGS));
        router.post("/birth").handler(message(Kind.BIRTH));
        router.post("/acks").handler(message(Kind.ACKS));
        router.get("/commands").handler(call -> login.require(call, device -> polls.poll(call, device)));
        return router;
    }

    /** Answers whoever waits for commands with none. */
    public void stop() {
        polls.stop();
        blocking.shutdown();
    }

    private Handler<RoutingContext> message(Kind kind) {
        return call -> {
            call.request().pause();
            login.require(call, device -> messages.take(call, device, kind));
        };
    }

    private void time(RoutingContext call) {
        Instant now = ports.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        JsonObject answer = new JsonObject().put("time", now.toString()).put("unixMs", now.toEpochMilli());
        call.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(answer.toBuffer());
    }
}
