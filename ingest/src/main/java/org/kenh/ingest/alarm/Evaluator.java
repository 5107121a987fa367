package org.kenh.ingest.alarm;

import org.kenh.telemetry.Value;

/**
 * Says whether a condition wants the alarm, by the inputs and what it has seen. One for each alarm: some remember a
 * bounded window.
 */
abstract class Evaluator {
    /** A reading has just been taken into the inputs; its value may be NaN. */
    void observe(int input, long at, double value) {}

    /** Whether the level is to be on, given whether it is (for deadbands). Unknown freezes it. */
    abstract Truth wants(int level, boolean on, long at);

    /** When, after the given time, the answer will change without any reading; NEVER if it will not. */
    long nextChange(long after) {
        return Micros.NEVER;
    }

    /**
     * While nothing is on, values above this and below {@link #quietBelow} turn nothing on, whatever came before. NaN: that
     * cannot be said.
     */
    double quietAbove() {
        return Double.NaN;
    }

    double quietBelow() {
        return Double.NaN;
    }

    /** What it measures now, for the journal; NaN if there is no such number. */
    abstract double measure(long at);

    /** What a level is held against, for the journal; NaN if there is no such number. */
    abstract double limit(int level);

    /** What a value counts as in this condition; NaN for what says nothing. */
    double number(Value value) {
        return plain(value);
    }

    /** The number of a value: flags are 1 and 0, NaN for what is none. */
    static double plain(Value value) {
        return switch (value) {
            case Value.Numeric numeric -> numeric.value();
            case Value.Flag flag -> flag.value() ? 1 : 0;
            case Value.Text text -> Double.NaN;
            case Value.Data data -> Double.NaN;
        };
    }

    /** Whether texts mean something to it. */
    boolean readsTexts() {
        return false;
    }

    /** How far back it remembers readings; 0 if not at all. */
    long memory() {
        return 0;
    }

    void clockWentBack(long now) {}

    void write(StateWriter out) {}

    void read(StateReader in) {}
}
