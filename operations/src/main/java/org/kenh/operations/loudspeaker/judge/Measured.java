package org.kenh.operations.loudspeaker.judge;

import java.util.OptionalDouble;

/**
 * What was measured beside a loudspeaker while it played; empty: not measured.
 *
 * @param rise of the sound level above the floor before it, dB
 * @param match of what sounded with what should sound, 0 to 1
 * @param current rise of the amplifier's current, A
 */
public record Measured(OptionalDouble rise, OptionalDouble match, OptionalDouble current) {
    public static final Measured NOTHING =
            new Measured(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** What is missing here from there. */
    Measured or(Measured other) {
        return new Measured(
                rise.isPresent() ? rise : other.rise,
                match.isPresent() ? match : other.match,
                current.isPresent() ? current : other.current);
    }

    /** Of two pieces of one sounding: somebody could hear it if one of them could be heard. */
    Measured withLouder(Measured other) {
        return new Measured(greater(rise, other.rise), match, greater(current, other.current));
    }

    Measured withoutMatch() {
        return new Measured(rise, OptionalDouble.empty(), current);
    }

    private static OptionalDouble greater(OptionalDouble one, OptionalDouble other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return OptionalDouble.of(Math.max(one.getAsDouble(), other.getAsDouble()));
    }
}
