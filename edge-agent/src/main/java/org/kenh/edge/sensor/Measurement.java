package org.kenh.edge.sensor;

import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * One value that was just measured; it gets its wall-clock time when the clock can be trusted, see
 * {@link org.kenh.edge.clock}.
 *
 * @param monotonicNanos when, on the {@link org.kenh.edge.clock.MonotonicClock} of this boot
 */
public record Measurement(long monotonicNanos, SeriesName series, Unit unit, Value value, Quality quality) {}
