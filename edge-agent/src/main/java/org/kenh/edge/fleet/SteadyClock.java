package org.kenh.edge.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.kenh.edge.clock.MonotonicClock;

/**
 * The wall clock as a monotonic one: nanoseconds since 1970 that stand still while the wall clock goes back. Simulated
 * devices live by it, so that a test that turns one clock turns all. Thread-safe.
 */
final class SteadyClock implements MonotonicClock {
    private static final long SECOND = 1_000_000_000;

    private final InstantSource wall;
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    SteadyClock(InstantSource wall) {
        this.wall = wall;
    }

    @Override
    public long nanos() {
        Instant now = wall.instant();
        return latest.accumulateAndGet(now.getEpochSecond() * SECOND + now.getNano(), Math::max);
    }

    /** The time that the wall clock showed at a moment of this clock. */
    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
