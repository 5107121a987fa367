package org.kenh.edge.uplink.mqtt;

import java.util.concurrent.ScheduledExecutorService;
import org.kenh.edge.uplink.Dialer;
import org.kenh.edge.uplink.Link;
import org.kenh.edge.uplink.LinkListener;
import org.kenh.edge.uplink.Target;

/**
 * Makes MQTT 5 links with Paho. Every link uses a client of its own: the journal, not Paho, remembers what was not
 * acknowledged, and the centre remembers the session, so that commands wait there.
 */
public final class PahoDialer implements Dialer {
    private final MqttSettings settings;
    private final ScheduledExecutorService executor;

    /** The executor needs three threads for each link that is open: Paho keeps them; and one for each attempt. */
    public PahoDialer(MqttSettings settings, ScheduledExecutorService executor) {
        this.settings = settings;
        this.executor = executor;
    }

    @Override
    public Link dial(Target target, LinkListener listener) {
        return new PahoLink(settings, target, executor, listener);
    }
}
