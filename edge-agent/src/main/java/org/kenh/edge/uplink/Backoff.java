package org.kenh.edge.uplink;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts: they double up to a limit, and each is drawn from the upper half of its range, so that
 * devices that lost the centre together do not come back together. Not thread-safe.
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;
    private int failures;

    /** Random numbers are in [0, 1). */
    public Backoff(Duration first, Duration longest, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The pause after one more failure. */
    public Duration next() {
        double full = Math.min((double) longest.toMillis(), (double) first.toMillis() * Math.pow(2, failures));
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
        return Duration.ofMillis(Math.round(full * (0.5 + random.getAsDouble() / 2)));
    }

    /** An attempt succeeded. */
    public void reset() {
        failures = 0;
    }
}
