package org.kenh.edge.sensor;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.telemetry.SeriesName;

/**
 * The current value of every series: each value that was read, also those that are not sent because they hardly changed.
 * Thread-safe; bounded by the number of series, of which drivers have a bounded number.
 */
public final class Board {
    private final Map<SeriesName, Measurement> current = new ConcurrentHashMap<>();
    private final MonotonicClock clock;

    public Board(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Puts up a value in place of the one before. */
    public void put(Measurement measurement) {
        current.put(measurement.series(), measurement);
    }

    /** The last value of a series; empty when it was never tried. */
    public Optional<Entry> get(SeriesName series) {
        return Optional.ofNullable(current.get(series)).map(this::entry);
    }

    /** All series in the order of their names. */
    public Map<SeriesName, Entry> all() {
        Map<SeriesName, Entry> all = new TreeMap<>();
        current.forEach((series, measurement) -> all.put(series, entry(measurement)));
        return all;
    }

    private Entry entry(Measurement measurement) {
        return new Entry(measurement, Math.max(0, clock.nanos() - measurement.monotonicNanos()));
    }

    /**
     * A value and its age.
     *
     * @param ageNanos since it was measured, or since the last try when its quality is bad
     */
    public record Entry(Measurement measurement, long ageNanos) {}
}
