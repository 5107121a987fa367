package org.kenh.telemetry.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few kinds of CBOR items that SenML needs, each in its shortest form. */
final class CborWriter {
    private static final int SMALL = 1 << 24;
    private static final long MICROS = 1_000_000L;

    /** Up to here a double of seconds is nearer to its own microsecond than a quarter of one. */
    private static final long EXACT_AS_DOUBLE = 1L << 51;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    void array(int count) {
        head(CborCursor.ARRAY, count);
    }

    void map(int count) {
        head(CborCursor.MAP, count);
    }

    void integer(long value) {
        head(value < 0 ? CborCursor.NEGATIVE : CborCursor.UNSIGNED, value < 0 ? ~value : value);
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(CborCursor.TEXT, utf8.length);
        bytes.writeBytes(utf8);
    }

    void bytes(byte[] value) {
        head(CborCursor.BYTES, value.length);
        bytes.writeBytes(value);
    }

    void flag(boolean value) {
        bytes.write(value ? 0xF5 : 0xF4);
    }

    /** Small whole numbers as integers, the others as the narrowest of single and double that keeps every bit. */
    void number(double value) {
        long whole = (long) value;
        if (Math.abs(whole) < SMALL && Double.doubleToLongBits((double) whole) == Double.doubleToLongBits(value)) {
            integer(whole);
        } else if (Double.doubleToLongBits((float) value) == Double.doubleToLongBits(value)) {
            bytes.write(0xFA);
            bigEndian(Float.floatToIntBits((float) value), 4);
        } else {
            bytes.write(0xFB);
            bigEndian(Double.doubleToLongBits(value), 8);
        }
    }

    /** A time in seconds: an integer where that is exact, else a double, far from the epoch a decimal fraction. */
    void seconds(long micros) {
        if (micros % MICROS == 0) {
            integer(micros / MICROS);
        } else if (Math.abs(micros) < EXACT_AS_DOUBLE) {
            number(micros / 1e6);
        } else {
            head(CborCursor.TAG, 4);
            array(2);
            integer(-6);
            integer(micros);
        }
    }

    private void head(int major, long argument) {
        int type = major << 5;
        if (argument < 24) {
            bytes.write(type | (int) argument);
        } else if (argument <= 0xFF) {
            bytes.write(type | 24);
            bigEndian(argument, 1);
        } else if (argument <= 0xFFFF) {
            bytes.write(type | 25);
            bigEndian(argument, 2);
        } else if (argument <= 0xFFFF_FFFFL) {
            bytes.write(type | 26);
            bigEndian(argument, 4);
        } else {
            bytes.write(type | 27);
            bigEndian(argument, 8);
        }
    }

    private void bigEndian(long value, int width) {
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            bytes.write((int) (value >>> shift));
        }
    }
}
