package org.kenh.telemetry.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.kenh.telemetry.Excerpt;

/**
 * Decimal numbers to whole multiples of a power of ten, without the detour through a binary fraction. All are rounded
 * down, so that rounding nanoseconds to microseconds afterwards rounds the number itself, and not twice.
 */
final class DecimalTime {
    /** Above this a further digit could overflow. */
    private static final long FULL = (Long.MAX_VALUE - 9) / 10;

    private static final double FARTHEST_SECONDS = 9.2e9;

    private DecimalTime() {}

    /**
     * The JSON number times ten to the power of {@code scale}, rounded down.
     *
     * @param text holds a number in the grammar of JSON
     */
    static long scaled(char[] text, int offset, int length, int scale) throws Rejection {
        int end = offset + length;
        boolean negative = text[offset] == '-';
        long value = 0;
        int fraction = -1;
        for (int i = negative ? offset + 1 : offset; i < end; i++) {
            int digit = text[i] - '0';
            if (text[i] == '.') {
                fraction = 0;
            } else if (digit < 0 || digit > 9 || value > FULL || fraction == scale) {
                return scaled(parse(text, offset, length), scale);
            } else {
                value = value * 10 + digit;
                fraction += fraction >= 0 ? 1 : 0;
            }
        }
        for (int i = Math.max(fraction, 0); i < scale; i++) {
            if (value > FULL) {
                throw outOfRange(new String(text, offset, length));
            }
            value *= 10;
        }
        return negative ? -value : value;
    }

    /** The number times ten to the power of {@code scale}, rounded down. */
    static long scaled(BigDecimal number, int scale) throws Rejection {
        long integerDigits = (long) number.precision() - number.scale();
        if (number.signum() == 0 || integerDigits < -scale) {
            return Math.min(number.signum(), 0);
        }
        if (integerDigits + scale > 19) {
            throw outOfRange(number.toString());
        }
        try {
            return number.movePointRight(scale).setScale(0, RoundingMode.FLOOR).longValueExact();
        } catch (ArithmeticException e) {
            throw outOfRange(number.toString());
        }
    }

    /** Seconds in binary floating point to nanoseconds, rounded down. */
    static long nanoseconds(double seconds) throws Rejection {
        if (!(Math.abs(seconds) < FARTHEST_SECONDS)) {
            throw outOfRange(Double.toString(seconds));
        }
        double whole = Math.floor(seconds);
        return ((long) whole) * 1_000_000_000L + (long) ((seconds - whole) * 1e9);
    }

    /** To the nearest microsecond. */
    static long toMicros(long nanos) {
        return Math.floorDiv(nanos, 1_000L) + (Math.floorMod(nanos, 1_000L) >= 500 ? 1 : 0);
    }

    private static BigDecimal parse(char[] text, int offset, int length) throws Rejection {
        try {
            return new BigDecimal(text, offset, length);
        } catch (NumberFormatException e) {
            throw outOfRange(new String(text, offset, length));
        }
    }

    private static Rejection outOfRange(String number) {
        return new Rejection("time " + Excerpt.of(number) + " is out of range");
    }
}
