package org.kenh.ingest.alarm;

import java.time.Instant;

/**
 * How readings came that are told only now: when the centre received them, by which it is judged whether they were late,
 * and which of them alarms may have been told before, from the store.
 */
public final class Arrival {
    private final long received;
    private final long knownAfter;

    private Arrival(long received, long knownAfter) {
        this.received = received;
        this.knownAfter = knownAfter;
    }

    public static Arrival at(Instant received) {
        return new Arrival(Micros.of(received), Micros.NEVER);
    }

    /** What is newer than the time given may have been told: an alarm that knows something newer passes it over. */
    public Arrival maybeKnownAfter(Instant time) {
        return new Arrival(received, Micros.of(time));
    }

    long received() {
        return received;
    }

    long knownAfter() {
        return knownAfter;
    }
}
