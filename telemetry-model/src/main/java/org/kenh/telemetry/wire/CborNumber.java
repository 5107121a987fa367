package org.kenh.telemetry.wire;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers as RFC 8428, section 6, allows them: integers, floats of all three widths, and decimal fractions (tag 4). All
 * methods read the rest of the number whose head was read last.
 */
final class CborNumber {
    private static final int DECIMAL_FRACTION = 4;
    private static final int POSITIVE_BIGNUM = 2;
    private static final int NEGATIVE_BIGNUM = 3;

    /** Enough for the exact value of any double, and small enough to calculate with. */
    private static final int LARGEST_EXPONENT = 1_100;

    private static final int LONGEST_BIGNUM = 128;
    private static final int HALF = 25;
    private static final int SINGLE = 26;
    private static final int DOUBLE = 27;

    private final CborCursor cursor;

    CborNumber(CborCursor cursor) {
        this.cursor = cursor;
    }

    double asDouble() throws Rejection {
        double number = switch (cursor.major()) {
            case CborCursor.UNSIGNED, CborCursor.NEGATIVE -> integerAsDouble();
            case CborCursor.SIMPLE -> floating();
            default -> decimal().doubleValue();
        };
        if (!Double.isFinite(number)) {
            throw cursor.at("a number must be finite, but is " + number);
        }
        return number;
    }

    /** The number times 10⁹, rounded down. */
    long asNanoseconds() throws Rejection {
        return switch (cursor.major()) {
            case CborCursor.UNSIGNED, CborCursor.NEGATIVE -> DecimalTime.scaled(new BigDecimal(integer()), 9);
            case CborCursor.SIMPLE -> DecimalTime.nanoseconds(floating());
            default -> DecimalTime.scaled(decimal(), 9);
        };
    }

    private double integerAsDouble() {
        long argument = cursor.argument();
        if (argument < 0) {
            return integer().doubleValue();
        }
        return cursor.major() == CborCursor.UNSIGNED ? (double) argument : (double) ~argument;
    }

    private BigInteger integer() {
        long argument = cursor.argument();
        BigInteger unsigned =
                argument >= 0 ? BigInteger.valueOf(argument) : new BigInteger(Long.toUnsignedString(argument));
        return cursor.major() == CborCursor.UNSIGNED ? unsigned : unsigned.not();
    }

    private double floating() throws Rejection {
        long bits = cursor.argument();
        return switch (cursor.info()) {
            case HALF -> half((int) bits);
            case SINGLE -> Float.intBitsToFloat((int) bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
            default -> throw notANumber();
        };
    }

    private static double half(int bits) {
        int exponent = (bits >> 10) & 0x1F;
        int mantissa = bits & 0x3FF;
        double magnitude = switch (exponent) {
            case 0 -> Math.scalb((double) mantissa, -24);
            case 31 -> mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (mantissa + 1024), exponent - 25);
        };
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    private BigDecimal decimal() throws Rejection {
        if (cursor.major() != CborCursor.TAG || cursor.argument() != DECIMAL_FRACTION) {
            throw notANumber();
        }
        cursor.next();
        if (cursor.major() != CborCursor.ARRAY || cursor.isIndefinite() || cursor.argument() != 2) {
            throw cursor.at("a decimal fraction must be an array of exponent and mantissa");
        }
        cursor.next();
        int exponent = exponent();
        cursor.next();
        return new BigDecimal(mantissa(), -exponent);
    }

    private int exponent() throws Rejection {
        long argument = cursor.argument();
        if (cursor.major() > CborCursor.NEGATIVE || Long.compareUnsigned(argument, LARGEST_EXPONENT) > 0) {
            throw cursor.at("the exponent of a decimal fraction must be an integer between -" + LARGEST_EXPONENT
                    + " and " + LARGEST_EXPONENT);
        }
        return (int) (cursor.major() == CborCursor.UNSIGNED ? argument : ~argument);
    }

    private BigInteger mantissa() throws Rejection {
        if (cursor.major() <= CborCursor.NEGATIVE) {
            return integer();
        }
        long tag = cursor.argument();
        if (cursor.major() != CborCursor.TAG || (tag != POSITIVE_BIGNUM && tag != NEGATIVE_BIGNUM)) {
            throw cursor.at("the mantissa of a decimal fraction must be an integer");
        }
        cursor.next();
        if (cursor.major() != CborCursor.BYTES
                || cursor.isIndefinite()
                || Long.compareUnsigned(cursor.argument(), LONGEST_BIGNUM) > 0) {
            throw cursor.at("a big number must be a byte string of at most " + LONGEST_BIGNUM + " bytes");
        }
        BigInteger magnitude = new BigInteger(1, cursor.byteString());
        return tag == POSITIVE_BIGNUM ? magnitude : magnitude.not();
    }

    private Rejection notANumber() {
        return cursor.at("must be a number, but is " + cursor.shown());
    }
}
