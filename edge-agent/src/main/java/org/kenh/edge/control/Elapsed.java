package org.kenh.edge.control;

import java.time.Duration;
import java.time.Instant;

/**
 * A restart of the machine whose length is not known yet, because the clock could not be trusted when the state was
 * loaded.
 *
 * @param savedAt by the wall clock, when the state was written
 * @param loadedAt monotonic
 */
record Elapsed(Instant savedAt, long loadedAt) {
    /** Nanoseconds that went by between both, at least 0; the moment must have a wall clock. */
    long before(Moment now) {
        long sinceSaved = Duration.between(savedAt, now.wall().orElseThrow()).toNanos();
        return Math.max(0, sinceSaved - (now.nanos() - loadedAt));
    }
}
