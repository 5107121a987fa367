package org.kenh.gateway.session;

import java.time.Instant;
import org.kenh.gateway.intake.Transport;
import org.kenh.telemetry.DeviceId;

/** Hears of connections coming and going. Called on protocol threads; must not block. */
public interface ConnectionListener {
    /**
     * A connection was made. CoAP has none that could end: by COAP and COAPS this says that the device asked for its
     * commands, may come any number of times, and is never followed by {@link #disconnected}.
     */
    void connected(DeviceId device, Transport transport, String remoteAddress, Instant at);

    /** The device's connection ended and no newer one replaces it. */
    void disconnected(DeviceId device, Transport transport, Departure why, Instant at);

    /** Why a connection ended. A take-over is not a departure: the device is still there. */
    enum Departure {
        /** The device said goodbye. */
        CLEAN,
        /** The link broke. */
        LOST,
        /** Nothing was heard for 1.5 times the keep-alive. */
        KEEP_ALIVE,
        /** The device broke the protocol. */
        PROTOCOL_ERROR,
        /** The centre closed it. */
        CENTRE
    }
}
