package org.kenh.ingest.alarm;

import java.time.Duration;
import java.util.List;

/** What makes a rule active. Limits and deadbands are in the unit of the series. */
public sealed interface Condition {
    int MOST_LEVELS = 8;
    int MOST_COUNTED = 100;

    /** The series it looks at, in the order of the condition's own members; without repetition. */
    List<InputName> inputs();

    /** How many levels of severity it has; they count from 1. */
    default int levels() {
        return 1;
    }

    /** Active from {@code v >= setpoint}, clear from {@code v <= setpoint - deadband}. */
    record High(InputName series, double setpoint, double deadband) implements Condition {
        public High {
            Checks.limit("setpoint", setpoint);
            Checks.deadband(deadband);
        }

        @Override
        public List<InputName> inputs() {
            return List.of(series);
        }
    }

    /** Active from {@code v <= setpoint}, clear from {@code v >= setpoint + deadband}. */
    record Low(InputName series, double setpoint, double deadband) implements Condition {
        public Low {
            Checks.limit("setpoint", setpoint);
            Checks.deadband(deadband);
        }

        @Override
        public List<InputName> inputs() {
            return List.of(series);
        }
    }

    /**
     * One alarm whose severity rises, for example flood levels I to III.
     *
     * @param setpoints from the mildest to the gravest: rising for {@code RISING}, falling for {@code FALLING}
     */
    record Levels(InputName series, Direction direction, List<Double> setpoints, double deadband) implements Condition {
        public Levels {
            setpoints = List.copyOf(setpoints);
            Checks.range("number of levels", setpoints.size(), MOST_LEVELS);
            Checks.deadband(deadband);
            Checks.order(direction, setpoints);
        }

        @Override
        public List<InputName> inputs() {
            return List.of(series);
        }

        @Override
        public int levels() {
            return setpoints.size();
        }
    }

    /**
     * The value has changed by at least {@code change} within the window. The window must hold at least two readings
     * of the series to show anything; it is cut into 32 parts, so that it counts back by 31 to 32 of them.
     *
     * @param change positive, also when it is a fall that counts
     */
    record RateOfChange(InputName series, Direction direction, double change, Duration within, double deadband)
            implements Condition {
        public RateOfChange {
            Checks.positive("change", change);
            Checks.positive("within", within);
            Checks.deadband(deadband);
        }

        @Override
        public List<InputName> inputs() {
            return List.of(series);
        }
    }

    /** Two series that should agree differ by at least {@code limit}. */
    record Deviation(InputName first, InputName second, double limit, double deadband) implements Condition {
        public Deviation {
            Checks.positive("limit", limit);
            Checks.deadband(deadband);
            if (first.equals(second)) {
                throw new IllegalArgumentException("a deviation needs two series, but both are " + first);
            }
        }

        @Override
        public List<InputName> inputs() {
            return List.of(first, second);
        }
    }

    /** The value is exactly this; flags count as 1 and 0. */
    record Equal(InputName series, double value) implements Condition {
        public Equal {
            Checks.limit("value", value);
        }

        @Override
        public List<InputName> inputs() {
            return List.of(series);
        }
    }

    /** The text of the newest reading is exactly this. */
    record EqualText(InputName series, String text) implements Condition {
        @Override
        public List<InputName> inputs() {
            return List.of(series);
        }
    }

    /** No reading, of whatever quality, for this long. */
    record Missing(InputName series, Duration after) implements Condition {
        public Missing {
            Checks.positive("after", after);
        }

        @Override
        public List<InputName> inputs() {
            return List.of(series);
        }
    }

    /**
     * Something happened at least so many times within the window.
     *
     * @param setpoint what counts is at or above it
     * @param counting whether each reading counts, or only those that come up from below
     */
    record Count(InputName series, double setpoint, Counting counting, int times, Duration within)
            implements Condition {
        public Count {
            Checks.limit("setpoint", setpoint);
            Checks.range("times", times, MOST_COUNTED);
            Checks.positive("within", within);
        }

        @Override
        public List<InputName> inputs() {
            return List.of(series);
        }
    }

    /** A boolean expression over several series. */
    record Formula(Expression expression) implements Condition {
        @Override
        public List<InputName> inputs() {
            return expression.inputs();
        }
    }

    /** Which way a value must go. */
    enum Direction {
        RISING,
        FALLING,
        /** Only for the rate of change. */
        EITHER
    }

    /** What is counted. */
    enum Counting {
        READINGS,
        CROSSINGS
    }
}
