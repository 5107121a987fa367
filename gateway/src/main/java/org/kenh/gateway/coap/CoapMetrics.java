package org.kenh.gateway.coap;

import io.micrometer.core.instrument.MeterRegistry;
import org.kenh.gateway.coap.Authentication.Denied;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.DoorMetrics;
import org.kenh.gateway.session.DoorMetrics.Outcome;
import org.kenh.gateway.session.DoorMetrics.Rejection;

/** What is counted of plain CoAP and of CoAP over DTLS; as connections, the devices that observe their commands. */
final class CoapMetrics {
    private final DoorMetrics plain;
    private final DoorMetrics secure;

    CoapMetrics(MeterRegistry meters) {
        plain = new DoorMetrics(meters, Transport.COAP);
        secure = new DoorMetrics(meters, Transport.COAPS);
    }

    DoorMetrics of(Transport transport) {
        return transport == Transport.COAPS ? secure : plain;
    }

    void message(Transport transport, Receipt receipt) {
        of(transport)
                .message(
                        switch (receipt) {
                            case Receipt.Committed() -> Outcome.COMMITTED;
                            case Receipt.Refused _ -> Outcome.REFUSED;
                            case Receipt.Overloaded _ -> Outcome.OVERLOADED;
                            case Receipt.Failed _ -> Outcome.FAILED;
                        });
    }

    void denied(Transport transport, Denied denied) {
        switch (denied.code()) {
            case FORBIDDEN -> of(transport).message(Outcome.FORBIDDEN);
            case UNAUTHORIZED -> of(transport).rejection(Rejection.CREDENTIALS);
            default -> of(transport).rejection(Rejection.UNAVAILABLE);
        }
    }
}
