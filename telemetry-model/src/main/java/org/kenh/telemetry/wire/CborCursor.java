package org.kenh.telemetry.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Walks over CBOR (RFC 8949) in an array, item by item. Every declared length is held against the bytes that are there
 * before anything is made of it, so a payload can never cost more memory than a small multiple of its size.
 */
final class CborCursor {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    /** First byte of tag 55799, "this is CBOR". */
    static final int SELF_DESCRIBED = 0xD9;

    private static final int SELF_DESCRIBED_TAG = 55_799;
    private static final int BREAK = 0xFF;
    private static final int INDEFINITE = 31;
    private static final int DEEPEST = 16;

    private final byte[] bytes;
    private int position;
    private int itemStart;

    private int major;
    private int info;
    private long argument;

    CborCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads the head of the next item, tags 55799 left out. */
    void next() throws Rejection {
        do {
            head();
        } while (major == TAG && argument == SELF_DESCRIBED_TAG);
    }

    /** The type of the item whose head was read last. */
    int major() {
        return major;
    }

    /** The low five bits of the head: they tell the width of a float, and which simple value it is. */
    int info() {
        return info;
    }

    /** The number in the head, unsigned: a value, a length, a tag, or the bits of a float. */
    long argument() {
        return argument;
    }

    boolean isIndefinite() {
        return info == INDEFINITE;
    }

    boolean atEnd() {
        return position == bytes.length;
    }

    int position() {
        return position;
    }

    /** Whether the next byte ends an item of indefinite length; it is consumed then. */
    boolean skipBreak() throws Rejection {
        if (atEnd()) {
            throw truncated();
        }
        if ((bytes[position] & 0xFF) != BREAK) {
            return false;
        }
        position++;
        return true;
    }

    /** The number of entries of the array or map whose head was read, or -1 for an indefinite one. */
    int count(int bytesPerEntry) throws Rejection {
        if (isIndefinite()) {
            return -1;
        }
        int most = (bytes.length - position) / bytesPerEntry;
        if (Long.compareUnsigned(argument, most) > 0) {
            throw at("an array or map declares " + Long.toUnsignedString(argument)
                    + " entries, more than the payload can hold");
        }
        return (int) argument;
    }

    /** The text whose head was read. */
    String text() throws Rejection {
        if (!isIndefinite()) {
            return utf8(length());
        }
        StringBuilder text = new StringBuilder();
        while (!skipBreak()) {
            chunk(TEXT);
            text.append(utf8(length()));
        }
        return text.toString();
    }

    /** The byte string whose head was read, copied. */
    byte[] byteString() throws Rejection {
        if (!isIndefinite()) {
            return copy(length());
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        while (!skipBreak()) {
            chunk(BYTES);
            int length = length();
            joined.write(bytes, position, length);
            position += length;
        }
        return joined.toByteArray();
    }

    /** Passes over the rest of the item whose head was read. */
    void skip() throws Rejection {
        skip(DEEPEST);
    }

    /** What the item whose head was read is, in words. */
    String shown() {
        return switch (major) {
            case UNSIGNED, NEGATIVE -> "an integer";
            case BYTES -> "a byte string";
            case TEXT -> "a text";
            case ARRAY -> "an array";
            case MAP -> "a map";
            case TAG -> "tag " + Long.toUnsignedString(argument);
            default -> info >= 25 ? "a float" : "the simple value " + argument;
        };
    }

    /** Says what is wrong with the item whose head was read. */
    Rejection at(String reason) {
        return new Rejection(reason, "byte " + itemStart);
    }

    private void skip(int depth) throws Rejection {
        if (depth == 0) {
            throw at("the nesting is too deep");
        }
        switch (major) {
            case BYTES, TEXT -> skipString();
            case ARRAY -> skipItems(count(1), 1, depth);
            case MAP -> skipItems(count(2), 2, depth);
            case TAG -> {
                head();
                skip(depth - 1);
            }
            default -> {
                // integers and simple values are all head
            }
        }
    }

    private void skipString() throws Rejection {
        if (!isIndefinite()) {
            position += length();
            return;
        }
        int kind = major;
        while (!skipBreak()) {
            chunk(kind);
            position += length();
        }
    }

    private void skipItems(int count, int itemsPerEntry, int depth) throws Rejection {
        for (int i = 0; count < 0 ? !skipBreak() : i < count; i++) {
            for (int k = 0; k < itemsPerEntry; k++) {
                head();
                skip(depth - 1);
            }
        }
    }

    private void chunk(int kind) throws Rejection {
        head();
        if (major != kind || isIndefinite()) {
            throw at("a string of indefinite length must consist of definite strings of its own type");
        }
    }

    private int length() throws Rejection {
        int left = bytes.length - position;
        if (Long.compareUnsigned(argument, left) > 0) {
            throw at("a string declares " + Long.toUnsignedString(argument) + " bytes, but only " + left + " follow");
        }
        return (int) argument;
    }

    private byte[] copy(int length) {
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    private String utf8(int length) throws Rejection {
        int start = position;
        position += length;
        for (int i = start; i < position; i++) {
            if (bytes[i] < 0) {
                return strictUtf8(start, length);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    private String strictUtf8(int start, int length) throws Rejection {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw at("a text is not valid UTF-8");
        }
    }

    private void head() throws Rejection {
        itemStart = position;
        if (atEnd()) {
            throw truncated();
        }
        int first = bytes[position++] & 0xFF;
        major = first >> 5;
        info = first & 0x1F;
        if (info < 24) {
            argument = info;
        } else if (info < 28) {
            argument = bigEndian(1 << (info - 24));
        } else if (info == INDEFINITE && major >= BYTES && major <= MAP) {
            argument = 0;
        } else {
            throw at("0x" + HexFormat.of().toHexDigits((byte) first) + " does not begin a CBOR item");
        }
    }

    private long bigEndian(int width) throws Rejection {
        if (bytes.length - position < width) {
            throw truncated();
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | (bytes[position++] & 0xFF);
        }
        return value;
    }

    private Rejection truncated() {
        return new Rejection("the payload ends in the middle of an item", "byte " + bytes.length);
    }
}
