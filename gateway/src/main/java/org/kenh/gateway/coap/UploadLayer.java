package org.kenh.gateway.coap;

import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.stack.AbstractLayer;
import org.eclipse.californium.core.network.stack.KeyUri;

/**
 * Stands below the layer that joins blocks (RFC 7959) and decides which transfers may take its memory: only those to
 * paths that take messages, only while there is room, none while the intake is saturated. Also says what was too large.
 */
final class UploadLayer extends AbstractLayer {
    private final UploadBudget budget;
    private final UploadDesk desk;

    UploadLayer(UploadBudget budget, UploadDesk desk) {
        this.budget = budget;
        this.desk = desk;
    }

    @Override
    public void receiveRequest(Exchange exchange, Request request) {
        BlockOption block = request.getOptions().getBlock1();
        if (block == null) {
            super.receiveRequest(exchange, request);
        } else if (!desk.isMessagePath(request.getOptions().getUriPathString())) {
            answer(exchange, Answers.text(ResponseCode.NOT_FOUND, "no such path"));
        } else if (request.getCode() != Code.POST) {
            answer(exchange, Answers.text(ResponseCode.METHOD_NOT_ALLOWED, "takes POST only"));
        } else if (block.getNum() > 0) {
            budget.extend(KeyUri.getKey(exchange));
            super.receiveRequest(exchange, request);
        } else {
            begin(exchange, request);
        }
    }

    @Override
    public void sendResponse(Exchange exchange, Response response) {
        Request part = exchange.getCurrentRequest();
        if (part.getOptions().hasBlock1() && response.getCode() != ResponseCode.CONTINUE) {
            budget.release(KeyUri.getKey(exchange));
        }
        if (response.getCode() == ResponseCode.REQUEST_ENTITY_TOO_LARGE) {
            describe(response);
            desk.tooLarge(part);
        }
        super.sendResponse(exchange, response);
    }

    private void begin(Exchange exchange, Request request) {
        OptionSet options = request.getOptions();
        if (options.hasSize1() && options.getSize1() <= 0) {
            options.removeSize1(); // a hint that cannot be true
        }
        int size = options.hasSize1() ? Math.min(options.getSize1(), desk.maxBytes()) : desk.maxBytes();
        if (desk.isSaturated()) {
            answer(exchange, Answers.saturated());
        } else if (budget.reserve(KeyUri.getKey(exchange), size)) {
            super.receiveRequest(exchange, request);
        } else {
            answer(exchange, Answers.busy("too many transfers at the same time", Answers.RETRY_AFTER));
        }
    }

    private void describe(Response response) {
        response.getOptions().setSize1(desk.maxBytes());
        response.setPayload(Answers.tooLargeReason(desk.maxBytes()));
    }

    private void answer(Exchange exchange, Response response) {
        response.setDestinationContext(exchange.getCurrentRequest().getSourceContext());
        super.sendResponse(exchange, response);
    }
}
