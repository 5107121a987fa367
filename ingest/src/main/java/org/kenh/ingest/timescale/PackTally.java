package org.kenh.ingest.timescale;

import java.time.Instant;

/** What one pack brings into the ledger: how many of its readings are new, and how late it is. */
final class PackTally {
    /** A pack that comes longer than this after its newest reading is late. */
    static final long LATE_AFTER_MICROS = 5 * 60 * 1_000_000L;

    private final PlannedDevice device;
    private final long receivedMicros;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private int added;

    PackTally(PlannedDevice device, Instant receivedAt) {
        this.device = device;
        this.receivedMicros = Micros.of(receivedAt);
    }

    PlannedDevice device() {
        return device;
    }

    long receivedMicros() {
        return receivedMicros;
    }

    void holds(long micros) {
        oldest = Math.min(oldest, micros);
        newest = Math.max(newest, micros);
    }

    void added(int count) {
        added += count;
    }

    long oldest() {
        return oldest;
    }

    /** Readings that were not there before. */
    int added() {
        return added;
    }

    boolean isLate() {
        return receivedMicros - newest > LATE_AFTER_MICROS;
    }
}
