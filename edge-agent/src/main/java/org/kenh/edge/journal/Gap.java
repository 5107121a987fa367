package org.kenh.edge.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.Boots;
import org.kenh.edge.clock.Stamp;
import org.kenh.edge.sensor.Measurement;

/** What was dropped for want of room since it was last reported. Not thread-safe. */
final class Gap {
    private final Boots boots;
    private long fromMicros = Long.MAX_VALUE;
    private long toMicros = Long.MIN_VALUE;
    private int packs;
    private long readings;

    Gap(Boots boots) {
        this.boots = boots;
    }

    void add(BootId boot, List<Entry> dropped) {
        for (Entry entry : dropped) {
            packs++;
            readings += entry.readings();
            if (entry instanceof Entry.Measured measured) {
                for (Measurement measurement : measured.measurements()) {
                    boots.stamp(boot, measurement.monotonicNanos()).ifPresent(this::widen);
                }
            }
        }
    }

    /** As JSON: {@code from}, {@code to} (if the time is known), {@code packs}, {@code readings}; then nothing is open. */
    Optional<String> report() {
        if (packs == 0) {
            return Optional.empty();
        }
        String span = fromMicros > toMicros
                ? ""
                : "\"from\":\"" + instant(fromMicros) + "\",\"to\":\"" + instant(toMicros) + "\",";
        String report = "{" + span + "\"packs\":" + packs + ",\"readings\":" + readings + "}";
        fromMicros = Long.MAX_VALUE;
        toMicros = Long.MIN_VALUE;
        packs = 0;
        readings = 0;
        return Optional.of(report);
    }

    private void widen(Stamp stamp) {
        fromMicros = Math.min(fromMicros, stamp.micros());
        toMicros = Math.max(toMicros, stamp.micros());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
