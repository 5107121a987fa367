package org.kenh.edge.journal;

import java.util.zip.CRC32C;

/**
 * A record as it stands in a file: marker, length of the content (3 bytes), CRC-32C (4 bytes, over salt, length, type and
 * content), type, content; numbers with the lowest byte first.
 */
final class Frame {
    static final int MARKER = 0xB5;
    static final int OVERHEAD = 9;
    static final int LONGEST_CONTENT = 512 * 1024;

    private final int type;
    private final byte[] content;

    /** A type of {@link RecordType}; the content is not copied. */
    Frame(int type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    int type() {
        return type;
    }

    byte[] content() {
        return content;
    }

    /** The salt differs from file to file, so that a block left over from a deleted one is never taken for valid. */
    static byte[] encode(int salt, int type, byte[] content) {
        if (content.length > LONGEST_CONTENT) {
            throw new IllegalArgumentException("a record must have at most " + LONGEST_CONTENT + " bytes");
        }
        RecordWriter writer = new RecordWriter();
        writer.octet(MARKER).fixed(content.length, 3).fixed(checksum(salt, type, content, 0, content.length), 4);
        return writer.octet(type).raw(content, content.length).toByteArray();
    }

    static long checksum(int salt, int type, byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        for (int i = 0; i < 4; i++) {
            checksum.update(salt >>> (8 * i));
        }
        for (int i = 0; i < 3; i++) {
            checksum.update(length >>> (8 * i));
        }
        checksum.update(type);
        checksum.update(bytes, from, length);
        return checksum.getValue();
    }
}
