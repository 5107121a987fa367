package org.kenh.gateway.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;

/** The centre's clock, for devices without one; open to everybody. */
final class TimeResource extends CoapResource {
    private final InstantSource clock;

    TimeResource(InstantSource clock) {
        super("time");
        this.clock = clock;
    }

    @Override
    public void handleRequest(Exchange exchange) {
        boolean get = exchange.getRequest().getCode() == Code.GET;
        exchange.sendResponse(get ? now() : Answers.text(ResponseCode.METHOD_NOT_ALLOWED, "/v1/time takes GET only"));
    }

    private Response now() {
        Instant now = clock.instant();
        String json = "{\"time\":\"" + now + "\",\"unixMs\":" + now.toEpochMilli() + "}";
        Response response = Answers.json(json.getBytes(UTF_8));
        response.getOptions().setMaxAge(0);
        return response;
    }
}
