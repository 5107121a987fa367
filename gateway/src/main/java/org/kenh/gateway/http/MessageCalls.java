package org.kenh.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.kenh.gateway.intake.FrontDesk.Kind;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.DoorMetrics.Outcome;
import org.kenh.gateway.session.DoorMetrics.Pause;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.wire.ContentKind;

/** A device's POST, from its headers to the answer. Nothing is answered as success before it is committed. */
final class MessageCalls {
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(2);
    private static final Duration RETRY_WHEN_FAILED = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final DeviceHttpConfig config;
    private final HttpPorts ports;

    MessageCalls(Vertx vertx, DeviceHttpConfig config, HttpPorts ports) {
        this.vertx = vertx;
        this.config = config;
        this.ports = ports;
    }

    /** The request is paused; its body is read here. */
    void take(RoutingContext call, DeviceId device, Kind kind) {
        HttpServerRequest request = call.request();
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        Optional<ContentKind> content = MediaTypes.kindOf(type);
        if (content.isEmpty() || isEncoded(request)) {
            Problem.of(415, "Not a message of a device", "send JSON or CBOR, not " + describe(request))
                    .send(call);
        } else if (ports.desk().intake().isSaturated()) {
            ports.metrics().pause(Pause.SATURATED);
            Problem.later("Too busy", RETRY_WHEN_FULL).send(call);
        } else if (ports.rates().of(device).debt().isPositive()) {
            ports.metrics().pause(Pause.RATE);
            Problem.tooMuch(ports.rates().of(device).debt()).send(call);
        } else {
            BodyReader.Bounds bounds =
                    new BodyReader.Bounds(ports.desk().limits().maxBytes(), config.body());
            BodyReader.Listener listener = new BodyReader.Listener(
                    body -> receive(call, origin(call, device, body), kind, content.get()),
                    size -> refuseOversize(call, origin(call, device, new byte[0]), size));
            BodyReader.read(vertx, call, bounds, listener);
        }
    }

    private static boolean isEncoded(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    private static String describe(HttpServerRequest request) {
        String encoding = isEncoded(request) ? " in " + request.getHeader(HttpHeaders.CONTENT_ENCODING) : "";
        return "\"" + Excerpt.of(request.getHeader(HttpHeaders.CONTENT_TYPE) + encoding) + "\"";
    }

    private Origin origin(RoutingContext call, DeviceId device, byte[] body) {
        return new Origin(
                device, Transport.HTTP, call.request().path(), ports.clock().instant(), body);
    }

    private void receive(RoutingContext call, Origin origin, Kind kind, ContentKind content) {
        Context loop = vertx.getOrCreateContext();
        ports.rates().of(origin.device()).took(origin.payload().length);
        ports.desk()
                .receive(origin, kind, content)
                .thenAccept(receipt -> loop.runOnContext(back -> answer(call, receipt)));
    }

    private void answer(RoutingContext call, Receipt receipt) {
        switch (receipt) {
            case Receipt.Committed() -> {
                ports.metrics().message(Outcome.COMMITTED);
                if (!call.response().closed()) {
                    call.response().setStatusCode(204).end();
                }
            }
            case Receipt.Refused(String reason, String where) -> {
                ports.metrics().message(Outcome.REFUSED);
                new Problem(400, "The message was not understood", reason, where, Duration.ZERO).send(call);
            }
            case Receipt.Overloaded(Duration retryAfter) -> {
                ports.metrics().message(Outcome.OVERLOADED);
                Problem.later("Too busy", retryAfter.isPositive() ? retryAfter : RETRY_WHEN_FULL)
                        .send(call);
            }
            case Receipt.Failed(String reason) -> {
                ports.metrics().message(Outcome.FAILED);
                Problem.later("The message could not be stored", RETRY_WHEN_FAILED)
                        .send(call);
            }
        }
    }

    private void refuseOversize(RoutingContext call, Origin origin, long size) {
        String reason = "body of at least " + size + " bytes; at most "
                + ports.desk().limits().maxBytes() + " are taken";
        ports.metrics().message(Outcome.OVERSIZE);
        Context loop = vertx.getOrCreateContext();
        ports.desk()
                .refuse(origin, reason, "")
                .thenAccept(kept -> loop.runOnContext(
                        back -> Problem.of(413, "Too large", reason).send(call)));
    }
}
