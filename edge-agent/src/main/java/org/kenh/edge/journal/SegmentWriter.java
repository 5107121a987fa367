package org.kenh.edge.journal;

import java.io.IOException;
import java.util.List;

/** Appends to one new segment. After a failure it must not be used again. Not thread-safe. */
final class SegmentWriter implements AutoCloseable {
    private final Segment segment;
    private final SegmentCodec codec;
    private final Disk disk;
    private final Disk.Output output;
    private long length;

    private SegmentWriter(Segment segment, Disk disk, Disk.Output output) {
        this.segment = segment;
        this.codec = new SegmentCodec(segment.header());
        this.disk = disk;
        this.output = output;
    }

    /** A file that is empty until the first entries are appended. */
    static SegmentWriter create(Segment segment, Disk disk) throws IOException {
        return new SegmentWriter(segment, disk, disk.create(segment.path()));
    }

    Segment segment() {
        return segment;
    }

    boolean fits(Entry entry) {
        return codec.fits(entry);
    }

    long length() {
        return length;
    }

    /** Returns the new length of the file when all entries are on disk. */
    long append(List<Entry> entries) throws IOException {
        RecordWriter bytes = new RecordWriter();
        boolean isNew = length == 0;
        if (isNew) {
            byte[] header = segment.header().encode();
            bytes.raw(header, header.length);
        }
        entries.forEach(entry -> codec.write(bytes, entry));
        output.write(bytes.toByteArray());
        output.force();
        if (isNew) {
            disk.syncDirectory(segment.path());
        }
        length += bytes.length();
        return length;
    }

    /** Takes back what is not known to be on disk, if the disk lets it, and closes. */
    void abandon() {
        try (output) {
            output.truncate(segment.length());
        } catch (IOException e) {
            // The next start finds these entries twice, and takes them once.
            return;
        }
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException e) {
            // All that counts was forced to the disk before.
            return;
        }
    }
}
