package org.kenh.operations.irrigation.plan;

import java.time.Duration;

/**
 * How long the solver may search. Two runs with the same seed and effort give the same plan, if the time did not end them.
 *
 * @param time of the clock, for the whole search
 * @param effort deterministic units for each group of canals that shares pumps; one is about a second
 * @param threads that search groups side by side
 */
public record SolveLimit(Duration time, double effort, int threads, int seed) {
    /** Within 30 s on two cores for a district. */
    public static final SolveLimit USUAL = new SolveLimit(Duration.ofSeconds(24), 60, 2, 1);

    public SolveLimit {
        Checks.positive(time.toNanos() / 1e9, "time to solve");
        Checks.positive(effort, "effort to solve");
        Checks.atLeast(threads, 1, "threads to solve");
    }
}
