package org.kenh.edge.clock;

import java.util.Optional;

/** Someone who can be asked for the time. */
@FunctionalInterface
public interface TimeSource {
    /** What it says now; empty when it does not know or does not answer. May block for some seconds. */
    Optional<Observation> ask();

    /**
     * The time at one moment, as someone trustworthy says.
     *
     * @param nanos the moment, on the monotonic clock
     * @param unixMicros microseconds since 1970-01-01T00:00:00Z
     * @param errorMicros how far that may be wrong
     */
    record Observation(long nanos, long unixMicros, long errorMicros) {
        long offsetMicros() {
            return unixMicros - nanos / 1_000;
        }
    }
}
