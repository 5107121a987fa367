package org.kenh.gateway.coap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kenh.gateway.session.BoundListener;
import org.kenh.gateway.session.FrontDoor;
import org.kenh.telemetry.DeviceId;

/**
 * CoAP (RFC 7252) for devices: plain, and over DTLS 1.2 with pre-shared keys and connection ids (RFC 9146).
 *
 * <p>{@code POST /v1/readings}, {@code /v1/birth} and {@code /v1/acks} are answered with 2.04 when the message is
 * committed and not before; what takes longer than a second is acknowledged empty and answered by a message of its own.
 * {@code GET /v1/time} needs no authentication, {@code GET /v1/commands} may be observed. Large messages go block-wise
 * both ways.
 */
public final class CoapFrontDoor implements FrontDoor {
    private final CoapConfig config;
    private final CoapServices services;
    private final CoapMetrics metrics;
    private @Nullable CoapServing serving;

    public CoapFrontDoor(CoapConfig config, MeterRegistry meters, CoapServices services) {
        this.config = config;
        this.services = services;
        this.metrics = new CoapMetrics(meters);
    }

    @Override
    public synchronized void start() {
        if (serving == null) {
            serving = CoapServing.start(config, services, metrics);
        }
    }

    @Override
    public synchronized void stop(Duration patience) {
        if (serving != null) {
            serving.stop(patience);
            serving = null;
        }
    }

    @Override
    public synchronized List<BoundListener> listeners() {
        return serving == null ? List.of() : serving.listeners();
    }

    @Override
    public synchronized void disconnect(DeviceId device) {
        if (serving != null) {
            serving.disconnect(device);
        }
    }
}
