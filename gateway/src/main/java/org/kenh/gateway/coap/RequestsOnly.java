package org.kenh.gateway.coap;

import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;

/** The centre asks devices nothing by CoAP, so every response that comes is a mistake or an attack and is ignored. */
final class RequestsOnly extends MessageInterceptorAdapter {
    @Override
    public void receiveResponse(Response response) {
        response.cancel();
    }
}
