package org.kenh.operations.notification;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a message is tried again: 10 s, doubled each time up to 15 min, spread by a quarter. */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofMinutes(15);
    private static final double SPREAD = 0.25;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The wait after a failure.
     *
     * @param failures so far, at least 1
     */
    Duration after(int failures) {
        long whole = Math.min(FIRST.toMillis() << Math.min(failures - 1, 20), LONGEST.toMillis());
        return Duration.ofMillis((long) (whole * (1 - SPREAD + 2 * SPREAD * random.nextDouble())));
    }
}
