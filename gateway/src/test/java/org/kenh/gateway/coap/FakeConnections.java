package org.kenh.gateway.coap;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.telemetry.DeviceId;

/** Notes what it hears. */
final class FakeConnections implements ConnectionListener {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    List<String> heard() {
        return heard;
    }

    @Override
    public void connected(DeviceId device, Transport transport, String remoteAddress, Instant at) {
        heard.add("connected " + device + " " + transport);
    }

    @Override
    public void disconnected(DeviceId device, Transport transport, Departure why, Instant at) {
        heard.add("disconnected " + device + " " + transport + " " + why);
    }
}
