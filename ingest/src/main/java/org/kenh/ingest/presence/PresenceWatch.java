package org.kenh.ingest.presence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.presence.PresenceStates.Moment;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over who is there. Hearing is cheap and may be done on any thread; {@link #sweep} and {@link #flush} are to be
 * called every second or so. Safe for any thread.
 */
public final class PresenceWatch implements PresenceBoard, ConnectionListener {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceWatch.class);

    private final PresenceStates states;
    private final PresenceStore store;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Consumer<Presence> changes;
    private final Set<DeviceId> unsaved = new HashSet<>();
    private final Queue<Presence> untold = new ConcurrentLinkedQueue<>();
    private final ReentrantLock telling = new ReentrantLock();

    /**
     * @param silence after which a device counts as silent
     * @param time the wall clock and the monotonic one, in nanoseconds
     * @param changes hears of every change of state; must not block
     */
    public PresenceWatch(SilenceRule silence, PresenceStore store, Time time, Consumer<Presence> changes) {
        this.states = new PresenceStates(silence.unknownInterval(), silence.shortest());
        this.store = store;
        this.clock = time.clock();
        this.nanos = time.nanos();
        this.changes = changes;
    }

    /** Takes up what the store knows. To be called once, before anything is heard. */
    public synchronized void restore() {
        long now = nanos.getAsLong();
        store.load().forEach(presence -> states.restore(presence, now));
        store.intervals().forEach(states::intervalKnown);
    }

    /** A message of the device came, of whatever kind. */
    public void heard(DeviceId device, Transport transport, Instant at) {
        synchronized (this) {
            states.heard(device, transport, moment(at)).ifPresent(untold::add);
            unsaved.add(device);
        }
        tell();
    }

    /** The device said how often it reports. */
    public synchronized void intervalKnown(DeviceId device, Duration interval) {
        states.intervalKnown(device, interval);
    }

    /** The device is no more. */
    public synchronized void forget(DeviceId device) {
        states.forget(device);
        unsaved.remove(device);
    }

    @Override
    public void connected(DeviceId device, Transport transport, String remoteAddress, Instant at) {
        synchronized (this) {
            states.connected(device, transport, moment(at)).ifPresent(untold::add);
            unsaved.add(device);
        }
        tell();
    }

    @Override
    public void disconnected(DeviceId device, Transport transport, Departure why, Instant at) {
        synchronized (this) {
            states.disconnected(device, transport, why, moment(at)).ifPresent(untold::add);
            unsaved.add(device);
        }
        tell();
    }

    /** Finds who has fallen silent. */
    public void sweep() {
        synchronized (this) {
            for (Presence silent : states.sweep(moment(clock.instant()))) {
                unsaved.add(silent.device());
                untold.add(silent);
            }
        }
        tell();
    }

    /** Saves what has changed since the last time; blocks. What could not be saved is saved the next time. */
    public void flush() {
        List<Presence> changed;
        synchronized (this) {
            changed = unsaved.stream()
                    .sorted()
                    .map(states::of)
                    .filter(presence -> presence.state() != Presence.State.NEVER)
                    .toList();
            unsaved.clear();
        }
        if (changed.isEmpty()) {
            return;
        }
        try {
            store.save(new ArrayList<>(changed));
        } catch (IngestException e) {
            LOG.warn("Presence of {} devices could not be saved yet: {}", changed.size(), e.getMessage());
            synchronized (this) {
                changed.forEach(presence -> unsaved.add(presence.device()));
            }
        }
    }

    @Override
    public synchronized Presence of(DeviceId device) {
        return states.of(device);
    }

    @Override
    public synchronized Map<DeviceId, Presence> all() {
        return states.all();
    }

    /** In the order of the changes, and outside of our own lock, for a listener may ask who is there. */
    private void tell() {
        if (untold.isEmpty()) {
            return;
        }
        telling.lock();
        try {
            Presence next = untold.poll();
            while (next != null) {
                changes.accept(next);
                next = untold.poll();
            }
        } finally {
            telling.unlock();
        }
    }

    private Moment moment(Instant at) {
        return new Moment(at, nanos.getAsLong());
    }

    /**
     * When silence begins: after twice the interval.
     *
     * @param unknownInterval taken for a device that never said its interval
     * @param shortest no device is silent sooner than this
     */
    public record SilenceRule(Duration unknownInterval, Duration shortest) {
        public static final SilenceRule DEFAULT = new SilenceRule(Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    /** The two clocks; {@code nanos} as in {@link System#nanoTime}. */
    public record Time(Clock clock, LongSupplier nanos) {}
}
