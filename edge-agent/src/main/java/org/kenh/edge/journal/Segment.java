package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What is remembered of a segment file. Guarded by the journal. */
final class Segment {
    private final Path path;
    private final SegmentHeader header;
    /** Bytes that are on disk for certain; nothing behind them is read. */
    private long length;

    private long firstId = Long.MAX_VALUE;
    private long lastId = -1;
    private long lastSequence = -1;
    private long lastMicros;
    private int remaining;

    Segment(Path path, SegmentHeader header) {
        this.path = path;
        this.header = header;
        this.lastMicros = header.startMicros();
    }

    Path path() {
        return path;
    }

    SegmentHeader header() {
        return header;
    }

    long length() {
        return length;
    }

    void setLength(long trusted) {
        length = trusted;
    }

    /** Notes an entry that stands in it. */
    void add(Entry entry, boolean waits) {
        firstId = Math.min(firstId, entry.id());
        lastId = Math.max(lastId, entry.id());
        remaining += waits ? 1 : 0;
        if (entry instanceof Entry.Measured measured) {
            lastSequence = Math.max(lastSequence, measured.number().sequence());
            measured.measurements().forEach(each -> lastMicros = Math.max(lastMicros, each.monotonicNanos() / 1_000));
        }
    }

    void acknowledged() {
        remaining--;
    }

    boolean holds(long id) {
        return id >= firstId && id <= lastId;
    }

    long firstId() {
        return firstId;
    }

    long lastId() {
        return lastId;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** The last monotonic time in it, in microseconds. */
    long lastMicros() {
        return lastMicros;
    }

    /** Entries that the centre does not have. */
    int remaining() {
        return remaining;
    }

    /** The bytes from an offset to the end of what is on disk for certain. */
    byte[] read(long from) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long end = Math.min(length, channel.size());
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, end - from));
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                // A read may bring less than was asked for.
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }
}
