package org.kenh.edge.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link RecordWriter} wrote; throws {@link MalformedRecordException} where the bytes end too soon. */
final class RecordReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    RecordReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    RecordReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int octet() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new MalformedRecordException("a number has more than 10 bytes, found at index " + at);
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    long fixed(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) octet() << (8 * i);
        }
        return value;
    }

    byte[] block() {
        int size = count(number(), end - at);
        at += size;
        return Arrays.copyOfRange(bytes, at - size, at);
    }

    String text() {
        return new String(block(), StandardCharsets.UTF_8);
    }

    /** A number of things of which there cannot be more than {@code most}. */
    static int count(long count, int most) {
        if (count < 0 || count > most) {
            throw new MalformedRecordException("at most " + most + " are possible, but there should be " + count);
        }
        return (int) count;
    }

    int remaining() {
        return end - at;
    }

    private void need(int octets) {
        if (end - at < octets) {
            throw new MalformedRecordException("ends too soon, at index " + at);
        }
    }
}
