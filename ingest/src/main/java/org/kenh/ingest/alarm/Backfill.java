package org.kenh.ingest.alarm;

/** Follows late readings in their own order, apart from the present: what would have been raised, had they come in time. */
final class Backfill {
    private static final long REST = 3_600_000_000L;

    private final Inputs inputs;
    private final Detection detection;
    private long usedAt;

    Backfill(AlarmRule rule, long[] staleAfter) {
        inputs = new Inputs(staleAfter);
        detection = new Detection(rule, Evaluators.of(rule, inputs, Micros.NONE), inputs);
    }

    /** Whether the reading goes on where the last one was; otherwise it begins another stretch of the past. */
    boolean continues(int input, long at, long now) {
        return at > inputs.newest(input) && now - usedAt < REST;
    }

    /** The newest reading that it has followed. */
    long newest(int input) {
        return inputs.newest(input);
    }

    void take(int input, long at, double value, long now, Listener listener) {
        usedAt = now;
        advance(at, listener);
        inputs.take(input, at, value);
        if (detection.follow(input, at, value)) {
            advance(at, listener);
        }
    }

    Detection detection() {
        return detection;
    }

    void write(StateWriter out) {
        out.longs(usedAt);
        inputs.write(out);
        detection.write(out);
    }

    void read(StateReader in) {
        usedAt = in.number();
        inputs.read(in);
        detection.read(in);
    }

    private void advance(long until, Listener listener) {
        for (long next = detection.deadline(); next <= until; next = detection.deadline()) {
            int before = detection.level();
            detection.fire(next);
            if (detection.level() != before) {
                listener.levelChanged(before, detection.level(), next);
            }
        }
    }

    /** Hears of what happened in the past. */
    @FunctionalInterface
    interface Listener {
        void levelChanged(int before, int after, long at);
    }
}
