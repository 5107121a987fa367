package org.kenh.operations.irrigation.agronomy;

import java.util.OptionalInt;

/**
 * How well a field's water is known; it grows worse with every day that is only computed.
 *
 * @param daysSinceMeasurement 0: corrected by a sensor in this step; empty: never measured
 */
public record Confidence(OptionalInt daysSinceMeasurement) {
    private static final int WELL_COMPUTED = 7;

    /** Nothing was ever measured. */
    public static Confidence neverMeasured() {
        return new Confidence(OptionalInt.empty());
    }

    /** Measured just now. */
    public static Confidence measured() {
        return new Confidence(OptionalInt.of(0));
    }

    /** A day later without a measurement. */
    Confidence dayLater() {
        return daysSinceMeasurement.isEmpty()
                ? this
                : new Confidence(OptionalInt.of(Math.addExact(daysSinceMeasurement.getAsInt(), 1)));
    }

    public Level level() {
        if (daysSinceMeasurement.isEmpty()) {
            return Level.UNCERTAIN;
        }
        int days = daysSinceMeasurement.getAsInt();
        if (days <= 1) {
            return Level.MEASURED;
        }
        return days <= WELL_COMPUTED ? Level.COMPUTED : Level.UNCERTAIN;
    }

    /** The best first. */
    public enum Level {
        /** Measured today or yesterday. */
        MEASURED,
        /** Computed from a measurement of the last week. */
        COMPUTED,
        /** Computed for longer, or never measured. */
        UNCERTAIN
    }
}
