package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * Whether bytes are a text as MQTT wants it: UTF-8 without U+0000 and halves of surrogate pairs, which the standard
 * forbids, and without control characters and non-characters, for which it lets a server close the connection (MQTT 5,
 * section 1.5.4).
 */
final class TextCheck {
    private static final int[] LEAST = {0x80, 0x800, 0x1_0000};
    private static final int MOST = 0x10_FFFF;

    private TextCheck() {}

    static void text(ByteBuf bytes, int from, int to, String what) {
        int at = from;
        while (at < to) {
            at = isPrintable(bytes.getByte(at)) ? at + 1 : afterUnusual(bytes, at, to, what);
        }
    }

    /** The same, and without wildcards. */
    static void topicName(ByteBuf bytes, int from, int to, String what) {
        int at = from;
        while (at < to) {
            byte next = bytes.getByte(at);
            if (next == '#' || next == '+') {
                throw FrameReader.malformed(
                        what + " must not contain the wildcard " + (char) next + ", found at byte " + (at - from));
            }
            at = isPrintable(next) ? at + 1 : afterUnusual(bytes, at, to, what);
        }
    }

    private static boolean isPrintable(byte ascii) {
        return ascii >= 0x20 && ascii != 0x7F;
    }

    private static int afterUnusual(ByteBuf bytes, int at, int to, String what) {
        int first = bytes.getUnsignedByte(at);
        int more = first < 0x80 ? 0 : first < 0xC0 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF8 ? 3 : -1;
        if (more < 0 || at + more >= to) {
            throw FrameReader.malformed(what + " is not UTF-8");
        }
        int character = more == 0 ? first : first & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int next = bytes.getUnsignedByte(at + i);
            if ((next & 0xC0) != 0x80) {
                throw FrameReader.malformed(what + " is not UTF-8");
            }
            character = (character << 6) | (next & 0x3F);
        }
        requireFit(character, more, what);
        return at + more + 1;
    }

    private static void requireFit(int character, int more, String what) {
        if (more > 0 && character < LEAST[more - 1]) {
            throw FrameReader.malformed(what + " has a character in more bytes than it needs");
        }
        boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
        boolean control = character < 0x20 || (character >= 0x7F && character < 0xA0);
        boolean none = (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
        if (surrogate || control || none || character > MOST) {
            throw FrameReader.malformed("%s must not contain U+%04X".formatted(what, character));
        }
    }
}
