package org.kenh.ingest.alarm;

import java.util.Arrays;
import org.kenh.ingest.alarm.Condition.Counting;

/** Counts what happens within a window: the times of the last ones, as many as make the alarm. */
final class CountEvaluator extends Evaluator {
    private final Inputs inputs;
    private final Condition.Count condition;
    private final long within;
    /** A ring; its oldest place is the next one to be written. */
    private final long[] times;
    /** The next place, and how the last value stood: 1 at or above the setpoint, 0 below, -1 not known. */
    private final long[] marks = {0, -1};

    CountEvaluator(Inputs inputs, Condition.Count condition) {
        this.inputs = inputs;
        this.condition = condition;
        within = Micros.of(condition.within());
        times = new long[condition.times()];
        Arrays.fill(times, Micros.NONE);
    }

    @Override
    void observe(int input, long at, double value) {
        if (input != 0 || Double.isNaN(value)) {
            return;
        }
        boolean above = value >= condition.setpoint();
        boolean counts = above && (condition.counting() == Counting.READINGS || marks[1] == 0);
        marks[1] = above ? 1 : 0;
        if (counts) {
            times[(int) marks[0]] = at;
            marks[0] = (marks[0] + 1) % times.length;
        }
    }

    @Override
    Truth wants(int level, boolean on, long at) {
        // What is not heard cannot be counted: a lost link must not end the alarm.
        boolean unknown = Double.isNaN(inputs.value(0, at));
        return unknown ? Truth.UNKNOWN : Truth.of(at - oldest() < within);
    }

    @Override
    long nextChange(long after) {
        long end = oldest() + within;
        return end > after ? end : Micros.NEVER;
    }

    @Override
    double measure(long at) {
        int count = 0;
        for (long time : times) {
            count += at - time < within ? 1 : 0;
        }
        return count;
    }

    @Override
    double limit(int level) {
        return condition.times();
    }

    @Override
    long memory() {
        return within;
    }

    @Override
    void clockWentBack(long now) {
        for (int i = 0; i < times.length; i++) {
            times[i] = Math.min(times[i], now);
        }
    }

    @Override
    void write(StateWriter out) {
        out.longs(times);
        out.longs(marks);
    }

    @Override
    void read(StateReader in) {
        in.longs(times);
        in.longs(marks);
        marks[0] = Math.floorMod(marks[0], times.length);
    }

    private long oldest() {
        return times[(int) marks[0]];
    }
}
