package org.kenh.edge.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which ids the centre has. It is not forced to the disk: what is forgotten is sent again, which is harmless. Not
 * thread-safe.
 */
final class AckLog implements AutoCloseable {
    private static final long MOST_BYTES = 64 * 1024;

    private final IdRanges acknowledged = new IdRanges();
    private final IdRanges unwritten = new IdRanges();
    private final LogFile file;

    AckLog(Path path, Disk disk) {
        this.file = new LogFile(path, disk, MOST_BYTES, () -> items(acknowledged));
        LogFile.read(path).forEach(this::take);
    }

    boolean contains(long id) {
        return acknowledged.contains(id);
    }

    void add(long id) {
        acknowledged.add(id);
        unwritten.add(id);
    }

    /** The highest id that was ever acknowledged, as far as it is known. */
    long last() {
        return acknowledged.last();
    }

    /** Writes what came since the last time. */
    void write() {
        if (!unwritten.isEmpty() && file.append(items(unwritten), false)) {
            unwritten.clear();
        }
    }

    /** Forgets ids of which nothing is left in the journal. */
    void removeBelow(long id) {
        // The last one is kept: numbers must go on above it.
        acknowledged.removeBelow(Math.min(id, acknowledged.last()));
    }

    @Override
    public void close() {
        file.close();
    }

    private void take(Frame frame) {
        if (frame.type() == RecordType.ACKNOWLEDGED) {
            try {
                RecordReader reader = new RecordReader(frame.content());
                long first = reader.number();
                acknowledged.add(first, first + reader.number());
            } catch (MalformedRecordException e) {
                // Sent again at worst.
                return;
            }
        }
    }

    private static List<Frame> items(IdRanges ids) {
        List<Frame> items = new ArrayList<>();
        for (long[] range : ids.ranges()) {
            byte[] content = new RecordWriter()
                    .number(range[0])
                    .number(range[1] - range[0])
                    .toByteArray();
            items.add(new Frame(RecordType.ACKNOWLEDGED, content));
        }
        return items;
    }
}
