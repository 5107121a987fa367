package org.kenh.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kenh.gateway.session.DeviceCredentials.Verdict;
import org.kenh.gateway.session.DoorMetrics;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;

/** {@code Authorization: Bearer ID:SECRET}, and an optional query {@code device} that must name the same device. */
final class DeviceLogin {
    private static final String SCHEME = "Bearer ";
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final HttpPorts ports;
    private final Executor blocking;

    DeviceLogin(Vertx vertx, HttpPorts ports, Executor blocking) {
        this.vertx = vertx;
        this.ports = ports;
        this.blocking = blocking;
    }

    /** Goes on, on the call's event loop, with the device that speaks; answers the call itself when there is none. */
    void require(RoutingContext call, Consumer<DeviceId> next) {
        Optional<Bearer> bearer = Bearer.of(call.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (bearer.isEmpty()) {
            reject(call);
            return;
        }
        Context loop = vertx.getOrCreateContext();
        String address = call.request().remoteAddress().hostAddress();
        blocking.execute(() -> {
            Verdict verdict = ports.authenticator()
                    .verify(bearer.get().device(), bearer.get().secret(), address);
            loop.runOnContext(back -> judged(call, bearer.get().device(), verdict, next));
        });
    }

    private void judged(RoutingContext call, DeviceId device, Verdict verdict, Consumer<DeviceId> next) {
        switch (verdict) {
            case ACCEPTED -> requireSame(call, device, next);
            case WRONG -> reject(call);
            case UNAVAILABLE -> {
                ports.metrics().rejection(DoorMetrics.Rejection.UNAVAILABLE);
                Problem.later("The secret cannot be verified now", RETRY).send(call);
            }
        }
    }

    private void requireSame(RoutingContext call, DeviceId device, Consumer<DeviceId> next) {
        String named = call.request().getParam("device");
        if (named == null || named.equals(device.value())) {
            next.accept(device);
        } else {
            ports.metrics().message(DoorMetrics.Outcome.FORBIDDEN);
            Problem.of(403, "Another device", device + " may not speak for \"" + Excerpt.of(named) + "\"")
                    .send(call);
        }
    }

    private void reject(RoutingContext call) {
        ports.metrics().rejection(DoorMetrics.Rejection.CREDENTIALS);
        Problem.of(401, "Wrong device id or secret", "send Authorization: Bearer ID:SECRET")
                .send(call);
    }

    @SuppressWarnings("ArrayRecordComponent") // used once, never compared
    private record Bearer(DeviceId device, byte[] secret) {
        static Optional<Bearer> of(@Nullable String header) {
            if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
                return Optional.empty();
            }
            int colon = header.indexOf(':', SCHEME.length());
            String id = colon < 0 ? "" : header.substring(SCHEME.length(), colon);
            return DeviceId.isValid(id)
                    ? Optional.of(new Bearer(
                            DeviceId.of(id), header.substring(colon + 1).getBytes(StandardCharsets.UTF_8)))
                    : Optional.empty();
        }
    }
}
