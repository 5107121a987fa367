package org.kenh.ingest.alarm;

import java.util.Arrays;

/**
 * Whether the condition holds, level by level, after deadband and delays. Its time is that of the readings: it moves
 * with them and with the deadlines that have passed, and never back.
 */
final class Detection {
    private final Evaluator evaluator;
    private final Inputs inputs;
    private final int conditionInputs;
    private final long onDelay;
    private final long offDelay;
    private final boolean[] on;
    /** Since when a level wants to change, or NONE. */
    private final long[] since;

    /** Since when the condition is unknown, or NONE. */
    private long frozenSince = Micros.NONE;

    private long time = Micros.NONE;

    Detection(AlarmRule rule, Evaluator evaluator, Inputs inputs) {
        this.evaluator = evaluator;
        this.inputs = inputs;
        conditionInputs = rule.condition().inputs().size();
        onDelay = Micros.of(rule.timing().onDelay());
        offDelay = Micros.of(rule.timing().offDelay());
        on = new boolean[rule.condition().levels()];
        since = new long[on.length];
        Arrays.fill(since, Micros.NONE);
    }

    /** Follows a reading that the inputs have just taken. Returns whether a deadline may have come nearer or gone. */
    boolean follow(int input, long at, double value) {
        time = Math.max(time, at);
        evaluator.observe(input, at, value);
        return evaluate();
    }

    /** Remembers a reading that was followed before, without looking at the condition. */
    void recall(int input, long at, double value) {
        time = Math.max(time, at);
        evaluator.observe(input, at, value);
    }

    /** The highest level that is on; 0 if none. */
    int level() {
        for (int level = on.length; level > 0; level--) {
            if (on[level - 1]) {
                return level;
            }
        }
        return 0;
    }

    /** Whether the condition demands the alarm at this moment, or is about to. */
    boolean stillWanted() {
        for (int i = 0; i < on.length; i++) {
            if (on[i] || since[i] != Micros.NONE) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing is on, about to be, or unknown. */
    boolean isCalm() {
        return !frozen() && !stillWanted();
    }

    boolean frozen() {
        return frozenSince != Micros.NONE;
    }

    /** Whether the condition cannot be told at a time, given that nothing comes until then. */
    boolean unknown(long at) {
        return evaluator.wants(0, on[0], Math.max(time, at)) == Truth.UNKNOWN;
    }

    double measure() {
        return evaluator.measure(time);
    }

    double limit(int level) {
        return evaluator.limit(level - 1);
    }

    /** When something happens without any reading, or NEVER. */
    long deadline() {
        long next = evaluator.nextChange(time);
        if (frozen()) {
            return next;
        }
        boolean pending = false;
        for (int i = 0; i < on.length; i++) {
            if (since[i] != Micros.NONE) {
                pending = true;
                next = Math.min(next, due(i));
            }
        }
        return pending ? Math.min(next, inputs.nextStale(conditionInputs, time)) : next;
    }

    /** The deadline has come: ends the delays that are over, then looks again at what time alone has changed. */
    void fire(long deadline) {
        time = Math.max(time, deadline);
        if (!frozen()) {
            for (int i = 0; i < on.length; i++) {
                if (since[i] != Micros.NONE && due(i) <= deadline) {
                    on[i] = !on[i];
                    since[i] = Micros.NONE;
                }
            }
        }
        evaluate();
    }

    /** Takes up that the alarm stands at a level, of which another version of the rule has told. */
    void assume(int level) {
        for (int i = 0; i < on.length; i++) {
            on[i] = i < level;
        }
    }

    /** Nothing that was counted by a clock that was ahead can be trusted: delays that run begin again. */
    void clockWentBack(long now) {
        time = Math.min(time, now);
        frozenSince = frozen() ? now : Micros.NONE;
        for (int i = 0; i < since.length; i++) {
            since[i] = since[i] == Micros.NONE ? Micros.NONE : now;
        }
        evaluator.clockWentBack(now);
    }

    void write(StateWriter out) {
        out.booleans(on);
        out.longs(since);
        out.longs(frozenSince, time);
        evaluator.write(out);
    }

    void read(StateReader in) {
        in.booleans(on);
        in.longs(since);
        long[] times = new long[2];
        in.longs(times);
        frozenSince = times[0];
        time = times[1];
        evaluator.read(in);
    }

    private boolean evaluate() {
        boolean changed = false;
        for (int i = 0; i < on.length; i++) {
            Truth wants = evaluator.wants(i, on[i], time);
            if (wants == Truth.UNKNOWN) {
                return freeze();
            }
            if (frozenSince != Micros.NONE) {
                thaw();
                changed = true;
            }
            if ((wants == Truth.TRUE) == on[i]) {
                if (since[i] != Micros.NONE) {
                    since[i] = Micros.NONE;
                    changed = true;
                }
            } else if (since[i] == Micros.NONE) {
                since[i] = time;
                changed = true;
            }
        }
        return changed;
    }

    private boolean freeze() {
        if (frozen()) {
            return false;
        }
        frozenSince = time;
        return true;
    }

    /** Delays stand still while nothing is known: they go on with what they had. */
    private void thaw() {
        long gap = time - frozenSince;
        for (int i = 0; i < since.length; i++) {
            if (since[i] != Micros.NONE) {
                since[i] += gap;
            }
        }
        frozenSince = Micros.NONE;
    }

    private long due(int level) {
        return since[level] + (on[level] ? offDelay : onDelay);
    }
}
