package org.kenh.ingest.alarm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Reads what {@link StateWriter} wrote; throws {@link IllegalArgumentException} when it is damaged. */
final class StateReader {
    private final ByteBuffer bytes;

    StateReader(byte[] bytes) {
        int length = bytes.length - Long.BYTES;
        if (length < 0 || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
            throw new IllegalArgumentException(
                    "the state of an alarm is damaged: the checksum of its " + bytes.length + " bytes is another");
        }
        this.bytes = ByteBuffer.wrap(bytes, 0, length);
    }

    static long checksum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    void longs(long[] values) {
        need(values.length * Long.BYTES);
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getLong();
        }
    }

    void doubles(double[] values) {
        need(values.length * Double.BYTES);
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getDouble();
        }
    }

    void booleans(boolean[] values) {
        need(values.length);
        for (int i = 0; i < values.length; i++) {
            byte value = bytes.get();
            if (value != 0 && value != 1) {
                throw new IllegalArgumentException("the state of an alarm is damaged: a flag is " + value);
            }
            values[i] = value == 1;
        }
    }

    long number() {
        need(Long.BYTES);
        return bytes.getLong();
    }

    /** A number from 0 to the given one. */
    int count(int most) {
        long number = number();
        if (number < 0 || number > most) {
            throw new IllegalArgumentException(
                    "the state of an alarm is damaged: " + number + " stands where 0 to " + most + " belongs");
        }
        return (int) number;
    }

    String text() {
        byte[] encoded = new byte[count(bytes.remaining())];
        need(encoded.length);
        bytes.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    boolean flag() {
        boolean[] one = new boolean[1];
        booleans(one);
        return one[0];
    }

    void end() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(
                    "the state of an alarm is damaged: " + bytes.remaining() + " bytes are left over");
        }
    }

    private void need(int size) {
        if (bytes.remaining() < size) {
            throw new IllegalArgumentException(
                    "the state of an alarm is damaged: it ends too soon, after " + bytes.limit() + " bytes");
        }
    }
}
