package org.kenh.ingest.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.ingest.presence.Presence.State;
import org.kenh.telemetry.DeviceId;

/**
 * The states of all devices as a pure machine: what was heard goes in with its wall-clock time (for people) and the
 * monotonic time (for deadlines), changes come out. Not safe for several threads.
 */
final class PresenceStates {
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(366);

    private final Duration unknownInterval;
    private final Duration shortestSilence;
    private final Map<DeviceId, Entry> entries = new HashMap<>();

    PresenceStates(Duration unknownInterval, Duration shortestSilence) {
        this.unknownInterval = unknownInterval;
        this.shortestSilence = shortestSilence;
    }

    /** Takes up what was known before a restart. Whoever was there gets a whole new period to speak. */
    void restore(Presence presence, long nanos) {
        Entry entry = new Entry(presence);
        entry.heardNanos = nanos;
        entries.put(presence.device(), entry);
    }

    void intervalKnown(DeviceId device, Duration interval) {
        entry(device).interval = Optional.of(interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval);
    }

    void forget(DeviceId device) {
        entries.remove(device);
    }

    /** A message came. Returns the presence if the state changed. */
    Optional<Presence> heard(DeviceId device, Transport transport, Moment when) {
        Entry entry = entry(device);
        entry.heardNanos = when.nanos();
        State before = entry.presence.state();
        Instant since = before == State.ONLINE ? entry.presence.since() : when.at();
        entry.presence = new Presence(
                device,
                State.ONLINE,
                since,
                Optional.of(later(entry.presence.lastSeen(), when.at())),
                Optional.of(transport.name().toLowerCase(Locale.ROOT)),
                Optional.empty());
        return before == State.ONLINE ? Optional.empty() : Optional.of(entry.presence);
    }

    Optional<Presence> connected(DeviceId device, Transport transport, Moment when) {
        if (hasAnEnd(transport)) {
            // Taking over from 1883 to 8883 ends the older connection, and nobody may tell of that end.
            entry(device).connection = Optional.of(transport);
        }
        return heard(device, transport, when);
    }

    /**
     * A connection ended. The device is away unless another connection of it stands, or it last spoke another way; then
     * only silence tells.
     */
    Optional<Presence> disconnected(DeviceId device, Transport transport, Departure why, Moment when) {
        Entry entry = entry(device);
        if (entry.connection.equals(Optional.of(transport))) {
            entry.connection = Optional.empty();
        }
        boolean lastHeardOtherwise =
                !entry.presence.transport().equals(Optional.of(transport.name().toLowerCase(Locale.ROOT)));
        if (entry.presence.state() != State.ONLINE || entry.connection.isPresent() || lastHeardOtherwise) {
            return Optional.empty();
        }
        return Optional.of(entry.leave(State.OFFLINE, why.name().toLowerCase(Locale.ROOT), when.at()));
    }

    /** Those who have been silent too long by now. */
    List<Presence> sweep(Moment now) {
        List<Presence> silent = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.presence.state() == State.ONLINE && now.nanos() - entry.heardNanos > silenceNanos(entry)) {
                silent.add(entry.leave(State.SILENT, "silent", now.at()));
            }
        }
        return silent;
    }

    Presence of(DeviceId device) {
        Entry entry = entries.get(device);
        return entry == null ? never(device) : entry.presence;
    }

    Map<DeviceId, Presence> all() {
        Map<DeviceId, Presence> all = new HashMap<>();
        entries.forEach((device, entry) -> {
            if (entry.presence.state() != State.NEVER) {
                all.put(device, entry.presence);
            }
        });
        return Map.copyOf(all);
    }

    /** Without MQTT a device comes, but nobody hears it go: that must not hide the loss of its MQTT connection. */
    private static boolean hasAnEnd(Transport transport) {
        return switch (transport) {
            case MQTT, MQTTS -> true;
            case COAP, COAPS, HTTP -> false;
        };
    }

    private long silenceNanos(Entry entry) {
        Duration twice = entry.interval.orElse(unknownInterval).multipliedBy(2);
        return (twice.compareTo(shortestSilence) < 0 ? shortestSilence : twice).toNanos();
    }

    private Entry entry(DeviceId device) {
        return entries.computeIfAbsent(device, unheard -> new Entry(never(unheard)));
    }

    private static Presence never(DeviceId device) {
        return new Presence(device, State.NEVER, Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Messages of several connections may overtake each other on the way here. */
    private static Instant later(Optional<Instant> known, Instant heard) {
        return known.filter(heard::isBefore).orElse(heard);
    }

    /** One moment on the two clocks. */
    record Moment(Instant at, long nanos) {}

    private static final class Entry {
        private Presence presence;
        private Optional<Duration> interval = Optional.empty();
        /** The newest whose end would be told; a device has at most one. */
        private Optional<Transport> connection = Optional.empty();

        private long heardNanos;

        Entry(Presence presence) {
            this.presence = presence;
        }

        Presence leave(State state, String reason, Instant at) {
            presence = new Presence(
                    presence.device(), state, at, presence.lastSeen(), presence.transport(), Optional.of(reason));
            return presence;
        }
    }
}
