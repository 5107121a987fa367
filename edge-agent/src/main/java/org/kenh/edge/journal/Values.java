package org.kenh.edge.journal;

import org.kenh.telemetry.Value;

/**
 * Values in as few bytes as give back the very same value: whole numbers and numbers with up to three decimals as
 * integers, others as floats of 4 or 8 bytes.
 */
final class Values {
    /** Kinds 0 to 3: a whole number, divided by 10 to the power of the kind. */
    private static final double[] POWERS = {1, 10, 100, 1_000};

    private static final int SHORT_FLOAT = 4;
    private static final int FLOAT = 5;
    private static final int FALSE = 6;
    private static final int TRUE = 7;
    private static final int TEXT = 8;
    private static final int DATA = 9;
    private static final double LARGEST_WHOLE = 1L << 34;

    private Values() {}

    /** How a value is written, 0 to 9. */
    static int kind(Value value) {
        if (value instanceof Value.Numeric numeric) {
            return kind(numeric.value());
        }
        if (value instanceof Value.Flag flag) {
            return flag.value() ? TRUE : FALSE;
        }
        return value instanceof Value.Text ? TEXT : DATA;
    }

    static void write(RecordWriter writer, int kind, Value value) {
        if (value instanceof Value.Numeric numeric) {
            write(writer, kind, numeric.value());
        } else if (value instanceof Value.Text text) {
            writer.text(text.value());
        } else if (value instanceof Value.Data data) {
            writer.block(data.bytes());
        }
    }

    /** Throws {@link IllegalArgumentException} when the bytes are no such value. */
    static Value read(RecordReader reader, int kind) {
        return switch (kind) {
            case 0, 1, 2, 3 -> new Value.Numeric(reader.signed() / POWERS[kind]);
            case SHORT_FLOAT -> new Value.Numeric(Float.intBitsToFloat((int) reader.fixed(4)));
            case FLOAT -> new Value.Numeric(Double.longBitsToDouble(reader.fixed(8)));
            case FALSE -> new Value.Flag(false);
            case TRUE -> new Value.Flag(true);
            case TEXT -> new Value.Text(reader.text());
            case DATA -> Value.Data.of(reader.block());
            default -> throw new MalformedRecordException("unknown kind of value " + kind);
        };
    }

    /** Bytes or characters of a value that is no number. */
    static int length(Value value) {
        if (value instanceof Value.Text text) {
            return text.value().length();
        }
        return value instanceof Value.Data data ? data.base64Url().length() : 0;
    }

    private static int kind(double number) {
        for (int power = 0; power < POWERS.length; power++) {
            double whole = Math.rint(number * POWERS[power]);
            if (Math.abs(whole) <= LARGEST_WHOLE && isSame((long) whole / POWERS[power], number)) {
                return power;
            }
        }
        return isSame((float) number, number) ? SHORT_FLOAT : FLOAT;
    }

    private static void write(RecordWriter writer, int kind, double number) {
        if (kind == SHORT_FLOAT) {
            writer.fixed(Float.floatToRawIntBits((float) number), 4);
        } else if (kind == FLOAT) {
            writer.fixed(Double.doubleToRawLongBits(number), 8);
        } else {
            writer.signed((long) Math.rint(number * POWERS[kind]));
        }
    }

    /** Also tells -0.0 from 0.0. */
    private static boolean isSame(double one, double other) {
        return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }
}
