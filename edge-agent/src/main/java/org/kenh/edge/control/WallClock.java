package org.kenh.edge.control;

import java.time.Instant;
import java.util.Optional;

/** The wall clock, as far as it can be trusted. Thread-safe. */
@FunctionalInterface
public interface WallClock {
    /** What time it is; empty while nobody knows, as on a board that has just started without a clock battery. */
    Optional<Instant> now();
}
