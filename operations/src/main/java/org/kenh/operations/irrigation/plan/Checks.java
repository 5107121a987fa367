package org.kenh.operations.irrigation.plan;

import java.time.Duration;

/** What numbers of a problem must be; messages name the value. */
final class Checks {
    private Checks() {}

    static void positive(double value, String what) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be over 0 and finite, is " + value);
        }
    }

    static void notNegative(double value, String what) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be 0 or more and finite, is " + value);
        }
    }

    static void atLeast(int value, int least, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", is " + value);
        }
    }

    static void notNegative(Duration value, String what) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative, is " + value);
        }
    }
}
