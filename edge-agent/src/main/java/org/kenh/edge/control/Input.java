package org.kenh.edge.control;

import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

/**
 * What a sensor last said.
 *
 * @param monotonicNanos when it was measured, on the {@link org.kenh.edge.clock.MonotonicClock} of this boot
 */
public record Input(Value value, Quality quality, long monotonicNanos) {}
