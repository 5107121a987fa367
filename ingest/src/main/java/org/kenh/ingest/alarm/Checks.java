package org.kenh.ingest.alarm;

import java.time.Duration;
import java.util.List;
import org.kenh.ingest.alarm.Condition.Direction;

/** Checks of what a rule says; all throw {@link IllegalArgumentException} naming member and value. */
final class Checks {
    /** Longer delays and windows are mistakes, and far from where sums of times overflow. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private Checks() {}

    static void limit(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number, but is " + value);
        }
    }

    static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a positive number, but is " + value);
        }
    }

    static void deadband(double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("deadband must be 0 or a positive number, but is " + value);
        }
    }

    static void positive(String name, Duration value) {
        if (value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than nothing");
        }
        delay(name, value);
    }

    static void delay(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be between PT0S and " + LONGEST + ", but is " + value);
        }
    }

    static void range(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be 1 to " + most + ", but is " + value);
        }
    }

    static void order(Direction direction, List<Double> setpoints) {
        if (direction == Direction.EITHER) {
            throw new IllegalArgumentException("levels must be RISING or FALLING");
        }
        double sign = direction == Direction.RISING ? 1 : -1;
        for (int i = 0; i < setpoints.size(); i++) {
            limit("setpoint", setpoints.get(i));
            if (i > 0 && sign * setpoints.get(i) <= sign * setpoints.get(i - 1)) {
                throw new IllegalArgumentException(
                        "setpoints must go from the mildest to the gravest, but are " + setpoints);
            }
        }
    }
}
