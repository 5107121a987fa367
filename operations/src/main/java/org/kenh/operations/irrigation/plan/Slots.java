package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Moments and durations in slots of a horizon. */
final class Slots {
    private Slots() {}

    /** The first slot that begins at the moment or later; below 0 and beyond the last for moments outside. */
    static int after(Horizon horizon, Instant moment) {
        return Math.toIntExact(
                Math.ceilDiv(Duration.between(horizon.start(), moment).toMillis(), slot(horizon)));
    }

    /** The slot in which the moment lies. */
    static int of(Horizon horizon, Instant moment) {
        return Math.toIntExact(
                Math.floorDiv(Duration.between(horizon.start(), moment).toMillis(), slot(horizon)));
    }

    /** Rounded up. */
    static int of(Horizon horizon, Duration duration) {
        return Math.toIntExact(Math.ceilDiv(duration.toMillis(), slot(horizon)));
    }

    /** Takes away all slots that the period touches. */
    static void clear(boolean[] free, Horizon horizon, Period period) {
        if (!period.overlaps(horizon.period())) {
            return;
        }
        int to = Math.min(free.length, after(horizon, period.to()));
        for (int i = Math.max(0, of(horizon, period.from())); i < to; i++) {
            free[i] = false;
        }
    }

    static void clear(boolean[] free, Horizon horizon, List<WeeklyWindow> quiet, List<Block> blocks) {
        quiet.forEach(window -> window.within(horizon.period()).forEach(period -> clear(free, horizon, period)));
        blocks.forEach(block -> clear(free, horizon, block.period()));
    }

    private static long slot(Horizon horizon) {
        return horizon.slot().toMillis();
    }
}
