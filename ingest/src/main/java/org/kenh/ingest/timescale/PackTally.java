package org.kenh.ingest.timescale;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.telemetry.Reading;

/** What one pack brings into the ledger: how many of its readings are new, and how late it is. */
final class PackTally {
    /** A pack that comes longer than this after its newest reading is late. */
    static final long LATE_AFTER_MICROS = 5 * 60 * 1_000_000L;

    private final PlannedDevice device;
    private final DeviceMessage.Readings message;
    private final long receivedMicros;
    private @Nullable Set<Place> repeated;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private int added;

    PackTally(PlannedDevice device, DeviceMessage.Readings message) {
        this.device = device;
        this.message = message;
        this.receivedMicros = Micros.of(message.origin().receivedAt());
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

    /** A value of it was there already: stored before, or brought by an earlier pack of the batch. */
    void repeats(long micros, int ordinal) {
        Set<Place> places = repeated;
        if (places == null) {
            places = new HashSet<>();
            repeated = places;
        }
        places.add(new Place(micros, ordinal));
    }

    /** What of it was not there before. */
    Pack fresh() {
        Set<Place> places = repeated;
        Instant receivedAt = message.origin().receivedAt();
        if (places == null) {
            return new Pack(device.id(), receivedAt, message.readings());
        }
        List<Reading> fresh = message.readings().stream()
                .filter(reading ->
                        !places.contains(new Place(reading.timeMicros(), device.knownOrdinal(reading.series()))))
                .toList();
        return new Pack(device.id(), receivedAt, fresh);
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

    private record Place(long micros, int ordinal) {}
}
