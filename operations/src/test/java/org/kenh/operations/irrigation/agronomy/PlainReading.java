package org.kenh.operations.irrigation.agronomy;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * A reading of a sensor for the plain models.
 *
 * @param minutes before the end of the day; negative: after it
 */
record PlainReading(boolean there, double value, int minutes, boolean good) {
    static final PlainReading NONE = new PlainReading(false, 0, 0, false);

    /** On every third day, of any age up to 30 hours, now and then doubtful, not a number or from the future. */
    static boolean isTaken(Random random) {
        return random.nextInt(3) == 0;
    }

    static PlainReading of(double value, Random random) {
        return new PlainReading(
                true,
                random.nextInt(15) == 0 ? Double.NaN : value,
                random.nextBoolean() ? random.nextInt(121) : random.nextInt(1_800) - 60,
                random.nextInt(8) > 0);
    }

    boolean isUsable() {
        return there && good && minutes >= 0 && minutes <= 24 * 60 && !Double.isNaN(value);
    }

    boolean isFresh() {
        return minutes <= 120;
    }

    Measurement at(Instant end) {
        return new Measurement(
                there ? Optional.of(new SensorReading(end.minusSeconds(60L * minutes), value, good)) : Optional.empty(),
                end);
    }
}
