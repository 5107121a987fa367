package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.kenh.operations.irrigation.execution.Samples.Sample;

/**
 * Holds a level to its limit: flood level I or a high canal at once, a low intake after two minutes; over again when it has been
 * 0.05 m on the good side for 30 minutes.
 */
record LevelWatch(double limit, boolean high) {
    static final double HYSTERESIS = 0.05;
    private static final double ROUNDING = 1e-9;
    static final Duration CALM = Duration.ofMinutes(30);
    static final Duration LOW_FOR = Duration.ofMinutes(2);
    /** Older readings say nothing of the present. */
    static final Duration STALE = Duration.ofMinutes(15);

    /** How much of the past must be known. */
    static final Duration SIGHT = Duration.ofMinutes(50);

    /** Whether it is beyond the limit now. */
    boolean isBeyond(List<Sample> levels, Instant now) {
        Duration wanted = high ? Duration.ZERO : LOW_FOR;
        return since(levels, now, high ? level -> level >= limit : level -> level < limit)
                .filter(since -> Duration.between(since, now).compareTo(wanted) >= 0)
                .isPresent();
    }

    /** Since when it is clearly on the good side; empty: it is not, or nobody knows. */
    Optional<Instant> goodSince(List<Sample> levels, Instant now) {
        return since(
                levels,
                now,
                high
                        ? level -> level <= limit - HYSTERESIS + ROUNDING
                        : level -> level >= limit + HYSTERESIS - ROUNDING);
    }

    private static Optional<Instant> since(List<Sample> levels, Instant now, DoublePredicate wanted) {
        Optional<Instant> since = Optional.empty();
        for (Sample level : levels.reversed()) {
            boolean stale = since.isEmpty() && Duration.between(level.at(), now).compareTo(STALE) > 0;
            if (stale || !wanted.test(level.value())) {
                break;
            }
            since = Optional.of(level.at());
        }
        return since;
    }
}
