package org.kenh.edge.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.kenh.edge.agent.Agent;
import org.kenh.edge.journal.Lane;
import org.kenh.edge.sensor.simulated.SimulatedDevice;
import org.kenh.edge.sensor.simulated.SimulatedDevice.Standing;
import org.kenh.edge.uplink.Delayer;

/** One device where it stands: it loses power or link and comes back, as the scenario says. Thread-safe. */
final class Post {
    /** A capacitor keeps it alive for its last words. */
    private static final Duration LAST_GASP = Duration.ofSeconds(2);
    /** Devices that lost their link together come back one by one within this time. */
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(10);

    private static final int PLACES = 100;

    private final String id;
    private final SimulatedDevice device;
    private final Agent agent;
    private final Line line;
    private Standing standing = Standing.CONNECTED;

    Post(String id, SimulatedDevice device, Agent agent, Line line) {
        this.id = id;
        this.device = device;
        this.agent = agent;
        this.line = line;
    }

    Agent agent() {
        return agent;
    }

    /** Finds out whether it still has power and link, and acts on it. */
    void look(Instant now, Delayer delayer) {
        Standing next = device.standing(now);
        Standing before;
        synchronized (this) {
            before = standing;
            standing = next;
        }
        if (next == before) {
            return;
        }
        if (next == Standing.CONNECTED) {
            delayer.after(ownPart(LONGEST_RETURN), this::comeBack);
        } else if (next == Standing.WITHOUT_POWER && before == Standing.CONNECTED) {
            agent.enqueue(Lane.LIVE, List.of(device.lastGasp(now)));
            delayer.after(LAST_GASP, () -> leave("no power"));
        } else if (next == Standing.WITHOUT_POWER) {
            agent.enqueue(Lane.LIVE, List.of(device.lastGasp(now)));
        } else if (before == Standing.CONNECTED) {
            delayer.after(Duration.ZERO, () -> leave("no link"));
        }
    }

    private void leave(String reason) {
        if (!isConnected()) {
            line.cut(reason);
        }
    }

    private void comeBack() {
        if (isConnected()) {
            line.mend();
        }
    }

    private synchronized boolean isConnected() {
        return standing == Standing.CONNECTED;
    }

    private Duration ownPart(Duration whole) {
        return whole.multipliedBy(Math.floorMod(id.hashCode(), PLACES)).dividedBy(PLACES);
    }
}
