package org.kenh.operations.irrigation.plan;

import java.time.Duration;

/**
 * How long to search. Two runs with the same steps, windows and seed give the same plan, if the time did not end them.
 *
 * @param time of the clock, for the whole search
 * @param steps of ruin and recreate, for each group of canals that shares pumps
 * @param windows that the solver looks into, for each group
 * @param threads that search groups side by side
 */
public record SolveLimit(Duration time, int steps, int windows, int threads, int seed) {
    /** Well within 30 s on two cores for a district. */
    public static final SolveLimit USUAL = new SolveLimit(Duration.ofSeconds(20), 1500, 200, 2, 1);

    public SolveLimit {
        Checks.positive(time.toNanos() / 1e9, "time to solve");
        Checks.atLeast(steps, 0, "steps to solve");
        Checks.atLeast(windows, 0, "windows to solve");
        Checks.atLeast(threads, 1, "threads to solve");
    }
}
