package org.kenh.gateway.coap;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.Exchange;

/** A folder of the tree: has children, answers nothing itself. */
final class NothingHere extends CoapResource {
    NothingHere(String name) {
        super(name, false);
    }

    @Override
    public void handleRequest(Exchange exchange) {
        exchange.sendResponse(Answers.text(ResponseCode.NOT_FOUND, "no such path"));
    }
}
