package org.kenh.ingest.timescale;

import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

/** The column {@code status}: bits 0 and 1 the quality, bits 2 and 3 the kind of the value. */
final class SeriesStatus {
    static final int BAD = 2;
    private static final int KIND_SHIFT = 2;
    private static final int MASK = 3;
    private static final int NUMBER = 0;
    private static final int FLAG = 1;
    private static final int TEXT = 2;
    private static final int DATA = 3;

    private SeriesStatus() {}

    static short of(Value value, Quality quality) {
        return (short) (kind(value) << KIND_SHIFT | quality(quality));
    }

    /** Whether it is kept as an event: a text or data. */
    static boolean isEvent(Value value) {
        return kind(value) >= TEXT;
    }

    /** What stands for a number or a flag in the tables: a flag is 1 or 0. */
    static double number(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> number;
            case Value.Flag(boolean on) -> on ? 1 : 0;
            case Value.Text text -> throw new IllegalArgumentException("a text is not a number");
            case Value.Data data -> throw new IllegalArgumentException("data are not a number");
        };
    }

    /** What stands for a text or data in the tables. */
    static String body(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Data(String base64Url) -> base64Url;
            case Value.Numeric number -> throw new IllegalArgumentException("a number is not an event");
            case Value.Flag flag -> throw new IllegalArgumentException("a flag is not an event");
        };
    }

    static boolean isBad(int status) {
        return (status & MASK) == BAD;
    }

    static Quality quality(int status) {
        return switch (status & MASK) {
            case 0 -> Quality.GOOD;
            case 1 -> Quality.UNCERTAIN;
            default -> Quality.BAD;
        };
    }

    /** The value as it was sent; {@code number} counts for numbers and flags, {@code body} for texts and data. */
    static Value value(int status, double number, String body) {
        return switch (status >> KIND_SHIFT & MASK) {
            case NUMBER -> new Value.Numeric(number);
            case FLAG -> new Value.Flag(number != 0);
            case TEXT -> new Value.Text(body);
            default -> new Value.Data(body);
        };
    }

    private static int kind(Value value) {
        return switch (value) {
            case Value.Numeric number -> NUMBER;
            case Value.Flag flag -> FLAG;
            case Value.Text text -> TEXT;
            case Value.Data data -> DATA;
        };
    }

    private static int quality(Quality quality) {
        return switch (quality) {
            case GOOD -> 0;
            case UNCERTAIN -> 1;
            case BAD -> BAD;
        };
    }
}
