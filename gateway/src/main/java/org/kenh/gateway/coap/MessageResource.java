package org.kenh.gateway.coap;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.session.DoorMetrics.Outcome;
import org.kenh.gateway.session.DoorMetrics.Pause;
import org.kenh.telemetry.wire.ContentKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what devices send: readings, births, answers to commands. 2.04 is sent only for what is committed. */
final class MessageResource extends DeviceResource {
    private static final Logger LOG = LoggerFactory.getLogger(MessageResource.class);

    private final FrontDesk.Kind kind;
    private final CoapServices services;
    private final CoapMetrics metrics;

    MessageResource(FrontDesk.Kind kind, Reception reception, CoapServices services) {
        super(nameOf(kind), Code.POST, reception);
        this.kind = kind;
        this.services = services;
        this.metrics = reception.metrics();
    }

    /** The last part of the path. */
    static String nameOf(FrontDesk.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    void serve(Conversation conversation, Caller caller) {
        Request request = conversation.request();
        Optional<ContentKind> content =
                ContentFormats.kindOf(request.getOptions().getContentFormat());
        if (content.isEmpty()) {
            conversation.answer(Answers.text(
                    ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
                    "Content-Format must be 110, 112, 50 or 60, but is "
                            + MediaTypeRegistry.toString(request.getOptions().getContentFormat())));
        } else if (services.desk().intake().isSaturated()) {
            metrics.of(caller.transport()).message(Outcome.OVERLOADED);
            conversation.answer(Answers.saturated());
        } else if (services.rates().of(caller.device()).debt().isPositive()) {
            metrics.of(caller.transport()).pause(Pause.RATE);
            conversation.answer(Answers.busy(
                    "the device sends too much",
                    services.rates().of(caller.device()).debt()));
        } else {
            receive(conversation, caller, content.get());
        }
    }

    private void receive(Conversation conversation, Caller caller, ContentKind content) {
        Origin origin = origin(caller, conversation.request());
        services.rates().of(caller.device()).took(origin.payload().length);
        services.desk().receive(origin, kind, content).whenComplete((receipt, problem) -> {
            Receipt outcome = problem == null ? receipt : new Receipt.Failed(problem.toString());
            metrics.message(caller.transport(), outcome);
            conversation.answer(Answers.of(outcome));
        });
    }

    /** Keeps the part that came of a message that is too large. */
    void refuseTooLarge(Caller caller, Request part) {
        String reason = Answers.tooLargeReason(services.desk().limits().maxBytes());
        metrics.of(caller.transport()).message(Outcome.OVERSIZE);
        services.desk().refuse(origin(caller, part), reason, "").thenAccept(kept -> {
            if (!(kept instanceof Receipt.Refused)) {
                LOG.warn("a message of {} that was too large could not be kept: {}", caller.device(), kept);
            }
        });
    }

    private Origin origin(Caller caller, Request request) {
        return new Origin(
                caller.device(),
                caller.transport(),
                "/v1/" + getName(),
                services.clock().instant(),
                request.getPayload());
    }
}
