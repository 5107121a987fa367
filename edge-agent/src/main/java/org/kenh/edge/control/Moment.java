package org.kenh.edge.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One moment on both clocks.
 *
 * @param nanos monotonic, comparable within one boot of the machine
 * @param wall empty while the wall clock is not to be trusted
 */
record Moment(long nanos, Optional<Instant> wall) {
    static final long SECOND = 1_000_000_000L;
    /** Nothing is planned beyond it, and it keeps nanoseconds from overflowing. */
    private static final Duration FAR = Duration.ofDays(10_000);

    /** The monotonic time at which the wall clock will show this, as far as is known now; wall must be present. */
    long nanosAt(Instant time) {
        Duration left = Duration.between(wall.orElseThrow(), time);
        return nanos + (left.compareTo(FAR) > 0 ? FAR : left).toNanos();
    }
}
