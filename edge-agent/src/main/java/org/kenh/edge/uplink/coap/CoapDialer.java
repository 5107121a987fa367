package org.kenh.edge.uplink.coap;

import java.util.concurrent.ScheduledExecutorService;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Dialer;
import org.kenh.edge.uplink.Link;
import org.kenh.edge.uplink.LinkListener;
import org.kenh.edge.uplink.Target;

/**
 * Makes CoAP links over DTLS. Every link has a DTLS association of its own: it outlives a new address of the device
 * (connection id), but when nothing is answered any more the centre may have been restarted, and only a handshake tells.
 */
public final class CoapDialer implements Dialer {
    private final CoapSettings settings;
    private final ScheduledExecutorService executor;
    private final Delayer delayer;

    /** The executor may be shared by many links. */
    public CoapDialer(CoapSettings settings, ScheduledExecutorService executor, Delayer delayer) {
        this.settings = settings;
        this.executor = executor;
        this.delayer = delayer;
    }

    @Override
    public Link dial(Target target, LinkListener listener) {
        return new CoapLink(settings, target, new CoapLink.Threads(executor, delayer), listener);
    }
}
