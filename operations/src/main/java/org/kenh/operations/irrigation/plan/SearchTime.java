package org.kenh.operations.irrigation.plan;

/** Shares the time of a search among basins by their size, as threads come to them. Safe for several threads. */
final class SearchTime {
    private final SolveLimit limit;
    private final long until;
    private double waiting;

    SearchTime(SolveLimit limit) {
        this.limit = limit;
        this.until = System.nanoTime() + limit.time().toNanos();
    }

    synchronized void announce(double size) {
        waiting += size;
    }

    /** Seconds for one of those announced. */
    synchronized double take(double size) {
        double left = Math.max(0.05, (until - System.nanoTime()) / 1e9);
        double share = waiting > 0 ? size / waiting : 1;
        waiting -= size;
        return Math.min(left, left * limit.threads() * share);
    }
}
