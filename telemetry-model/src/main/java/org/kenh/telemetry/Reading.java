package org.kenh.telemetry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One value of one series at one instant. Its identity is (device, series, time): the same reading may arrive any
 * number of times and counts once.
 *
 * @param timeMicros when it was measured: microseconds since 1970-01-01T00:00:00Z, the resolution of the store
 */
public record Reading(SeriesName series, Unit unit, long timeMicros, Value value, Quality quality) {

    public static Reading of(SeriesName series, Unit unit, Instant at, Value value, Quality quality) {
        return new Reading(series, unit, ChronoUnit.MICROS.between(Instant.EPOCH, at), value, quality);
    }

    public static Reading good(String series, String unit, Instant at, double value) {
        return of(SeriesName.of(series), Unit.of(unit), at, new Value.Numeric(value), Quality.GOOD);
    }

    /** The time of measurement. */
    public Instant at() {
        return Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS);
    }
}
