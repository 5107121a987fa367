package org.kenh.edge.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow. Numbers of variable length hold 7 bits a byte, the lowest first. */
final class RecordWriter {
    private byte[] bytes = new byte[256];
    private int length;

    RecordWriter octet(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** A number taken as unsigned, in 1 to 10 bytes. */
    RecordWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        return octet((int) rest);
    }

    /** A number that is small on either side of zero. */
    RecordWriter signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    /** The lowest bytes of a number, the lowest first. */
    RecordWriter fixed(long value, int size) {
        for (int i = 0; i < size; i++) {
            octet((int) (value >>> (8 * i)));
        }
        return this;
    }

    RecordWriter block(byte[] block) {
        number(block.length);
        return raw(block, block.length);
    }

    RecordWriter text(String text) {
        return block(text.getBytes(StandardCharsets.UTF_8));
    }

    RecordWriter raw(byte[] more, int size) {
        ensure(size);
        System.arraycopy(more, 0, bytes, length, size);
        length += size;
        return this;
    }

    int length() {
        return length;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
