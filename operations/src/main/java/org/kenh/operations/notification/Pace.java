package org.kenh.operations.notification;

import java.time.Duration;
import java.time.Instant;

/**
 * How often one person is told. The first alarm is told at once. Each further message of the same hour waits twice as
 * long as the one before, and takes along whatever has come meanwhile; after as many as the budget allows the hour has
 * to pass. So a flood gives few messages, the later ones with many alarms each. A third of the budget is kept for
 * alarms of priority 1, which also wait for one minute at most while there is budget.
 */
record Pace(int budget) {
    static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration FIRST_GAP = Duration.ofSeconds(30);
    private static final Duration URGENT_GAP = Duration.ofMinutes(1);
    private static final Duration LONGEST_GAP = Duration.ofMinutes(15);

    /**
     * The earliest time of the next message.
     *
     * @param past what the person was told within the last hour
     */
    Instant next(Past past, boolean urgent, Instant now) {
        if (past.count() == 0) {
            return now;
        }
        int allowed = urgent ? budget : Math.max(1, budget - budget / 3);
        if (past.count() >= allowed) {
            return past.oldestOf(allowed).plus(WINDOW);
        }
        Duration gap = min(FIRST_GAP.multipliedBy(1L << Math.min(past.count() - 1, 16)), LONGEST_GAP);
        return past.newest().plus(urgent ? min(gap, URGENT_GAP) : gap);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Messages to a person within the last hour.
     *
     * @param times newest first
     */
    record Past(java.util.List<Instant> times) {
        Past {
            times = java.util.List.copyOf(times);
        }

        int count() {
            return times.size();
        }

        Instant newest() {
            return times.getFirst();
        }

        /** The one that has to leave the hour before there are fewer than the number. */
        Instant oldestOf(int number) {
            return times.get(number - 1);
        }
    }
}
