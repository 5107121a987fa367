package org.kenh.edge.journal;

import java.util.Arrays;
import java.util.Optional;

/**
 * Walks over the records of a file. Where one is damaged it looks for the next valid one, byte by byte, and counts the
 * damage. Never throws.
 */
final class FrameScanner {
    private final byte[] bytes;
    private final int salt;
    private int at;
    private int validEnd;
    private int damaged;

    FrameScanner(byte[] bytes, int from, int salt) {
        this.bytes = bytes;
        this.at = from;
        this.validEnd = from;
        this.salt = salt;
    }

    /** The next valid record; empty at the end. */
    Optional<Frame> next() {
        boolean torn = false;
        while (at + Frame.OVERHEAD <= bytes.length) {
            int length = lengthOfValid();
            if (length >= 0) {
                damaged += torn ? 1 : 0;
                int content = at + Frame.OVERHEAD;
                Frame frame = new Frame(bytes[content - 1], Arrays.copyOfRange(bytes, content, content + length));
                at = content + length;
                validEnd = at;
                return Optional.of(frame);
            }
            torn = true;
            at++;
        }
        at = bytes.length;
        return Optional.empty();
    }

    /** Places where something that was no valid record stood between two valid ones. */
    int damaged() {
        return damaged;
    }

    /** Where the last valid record ended. */
    int validEnd() {
        return validEnd;
    }

    private int lengthOfValid() {
        if ((bytes[at] & 0xFF) != Frame.MARKER) {
            return -1;
        }
        RecordReader head = new RecordReader(bytes, at + 1, at + Frame.OVERHEAD);
        int length = (int) head.fixed(3);
        long checksum = head.fixed(4);
        int content = at + Frame.OVERHEAD;
        boolean possible = length <= Frame.LONGEST_CONTENT && length <= bytes.length - content;
        return possible && Frame.checksum(salt, bytes[content - 1], bytes, content, length) == checksum ? length : -1;
    }
}
