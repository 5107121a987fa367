package org.kenh.edge.control;

/** What the pumps of a site share: they are not to start together. */
final class Station {
    private final long staggerNanos;
    private long notBefore = Sight.NEVER;

    Station(long staggerNanos) {
        this.staggerNanos = staggerNanos;
    }

    boolean mayStart(long now) {
        return now >= notBefore;
    }

    /** A pump was started, or power has come back: the next start waits. */
    void disturbed(long now) {
        notBefore = Math.max(notBefore, now + staggerNanos);
    }
}
