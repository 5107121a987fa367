package org.kenh.edge.uplink;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts: their longest possible length doubles up to a limit, and each is drawn from the whole range
 * below it, so that devices that lost the centre together do not come back together. Not thread-safe.
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 30;
    /** No pause at all would be a busy loop when something fails at once. */
    private static final double SHORTEST_SHARE = 0.1;

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
        double shortest = Math.min(full, (double) first.toMillis()) * SHORTEST_SHARE;
        return Duration.ofMillis(Math.round(shortest + (full - shortest) * random.getAsDouble()));
    }

    /** An attempt succeeded. */
    public void reset() {
        failures = 0;
    }
}
