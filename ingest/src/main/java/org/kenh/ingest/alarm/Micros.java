package org.kenh.ingest.alarm;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the engine counts them: microseconds since 1970. */
final class Micros {
    /** A deadline that never comes. */
    static final long NEVER = Long.MAX_VALUE;
    /** A time before all others; differences with real times do not overflow. */
    static final long NONE = Long.MIN_VALUE / 4;

    private Micros() {}

    static long of(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static long of(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
