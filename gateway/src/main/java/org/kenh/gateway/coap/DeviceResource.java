package org.kenh.gateway.coap;

import java.util.Optional;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A path that answers one method, and only to authenticated devices. */
abstract class DeviceResource extends CoapResource {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceResource.class);

    private final Code method;
    private final Reception reception;

    DeviceResource(String name, Code method, Reception reception) {
        super(name);
        this.method = method;
        this.reception = reception;
    }

    /** Answers the conversation, now or later. Must not block unless on a virtual thread. */
    abstract void serve(Conversation conversation, Caller caller);

    @Override
    public final void handleRequest(Exchange exchange) {
        if (exchange.getRequest().getCode() != method) {
            exchange.sendResponse(
                    Answers.text(ResponseCode.METHOD_NOT_ALLOWED, "/v1/" + getName() + " takes " + method + " only"));
            return;
        }
        Optional<Conversation> conversation = reception.conversations().open(exchange);
        if (conversation.isEmpty()) {
            exchange.sendResponse(Answers.busy("the centre is stopping", Answers.RETRY_AFTER));
        } else {
            authenticate(conversation.get());
        }
    }

    private void authenticate(Conversation conversation) {
        try {
            reception.authentication().authenticate(conversation.request(), outcome -> proceed(conversation, outcome));
        } catch (RuntimeException problem) {
            failed(conversation, problem);
        }
    }

    private void proceed(Conversation conversation, Authentication.Outcome outcome) {
        try {
            switch (outcome) {
                case Authentication.Accepted(Caller caller) -> serve(conversation, caller);
                case Authentication.Denied denied -> {
                    reception.metrics().denied(Authentication.transportOf(conversation.request()), denied);
                    conversation.answer(Answers.of(denied));
                }
            }
        } catch (RuntimeException problem) {
            failed(conversation, problem);
        }
    }

    /** Nothing may stay unanswered, whatever went wrong here. */
    private void failed(Conversation conversation, RuntimeException problem) {
        LOG.error("could not serve /v1/{}", getName(), problem);
        conversation.answer(Answers.text(ResponseCode.INTERNAL_SERVER_ERROR, "the centre failed"));
    }
}
