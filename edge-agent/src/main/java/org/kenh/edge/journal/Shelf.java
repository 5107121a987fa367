package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files of one strand. The list of segments and the cursor are guarded by the journal's lock, the writer by its
 * lock for writing.
 */
final class Shelf {
    private final Path directory;
    private final Disk disk;
    private final long segmentBytes;
    private final List<Segment> segments = new ArrayList<>();
    private final Cursor cursor = new Cursor(segments);
    private @Nullable SegmentWriter writer;

    Shelf(Path directory, Disk disk, long segmentBytes) {
        this.directory = directory;
        this.disk = disk;
        this.segmentBytes = segmentBytes;
    }

    List<Segment> segments() {
        return segments;
    }

    Cursor cursor() {
        return cursor;
    }

    long bytes() {
        return segments.stream().mapToLong(Segment::length).sum();
    }

    int remaining() {
        return segments.stream().mapToInt(Segment::remaining).sum();
    }

    /** The segment in which an entry stands. */
    Optional<Segment> find(long id) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (segments.get(i).holds(id)) {
                return Optional.of(segments.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether entries are being appended to it. */
    boolean isOpen(Segment segment) {
        return writer != null && writer.segment().equals(segment);
    }

    /**
     * Puts entries on disk and tells of each part that is there. A segment that failed is never written to again; what
     * was not on disk for certain goes to a new one. Throws when that fails, too.
     */
    void append(List<Entry> entries, Function<Entry, SegmentHeader> headers, Consumer<Placed> placed)
            throws IOException {
        int from = 0;
        while (from < entries.size()) {
            List<Entry> rest = entries.subList(from, entries.size());
            Placed part;
            try {
                part = appendSome(rest, headers);
            } catch (IOException first) {
                abandon();
                part = retry(rest, headers, first);
            }
            placed.accept(part);
            from += part.entries().size();
        }
    }

    private Placed retry(List<Entry> rest, Function<Entry, SegmentHeader> headers, IOException first)
            throws IOException {
        try {
            return appendSome(rest, headers).after(first);
        } catch (IOException second) {
            abandon();
            throw second;
        }
    }

    private Placed appendSome(List<Entry> entries, Function<Entry, SegmentHeader> headers) throws IOException {
        SegmentWriter open = writerFor(entries.get(0), headers);
        int fitting = 1;
        while (fitting < entries.size() && open.fits(entries.get(fitting))) {
            fitting++;
        }
        List<Entry> some = List.copyOf(entries.subList(0, fitting));
        return new Placed(open.segment(), some, open.append(some), Optional.empty());
    }

    private SegmentWriter writerFor(Entry entry, Function<Entry, SegmentHeader> headers) throws IOException {
        SegmentWriter open = writer;
        if (open != null && open.length() < segmentBytes && open.fits(entry)) {
            return open;
        }
        seal();
        Files.createDirectories(directory);
        SegmentHeader header = headers.apply(entry);
        SegmentWriter fresh = SegmentWriter.create(new Segment(path(header), header), disk);
        writer = fresh;
        return fresh;
    }

    /** The next entry begins a new segment. */
    void seal() {
        SegmentWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }

    private void abandon() throws IOException {
        SegmentWriter open = writer;
        writer = null;
        if (open != null) {
            open.abandon();
            if (open.segment().length() == 0) {
                Files.deleteIfExists(open.segment().path());
            }
        }
    }

    private Path path(SegmentHeader header) {
        return directory.resolve(
                String.format("%s-%012x-%08x.seg", header.strand().word(), header.firstId(), header.salt()));
    }

    /**
     * Entries that are on disk now.
     *
     * @param length of the segment, all that is on disk for certain
     * @param failure of the segment before, if one failed
     */
    record Placed(Segment segment, List<Entry> entries, long length, Optional<IOException> failure) {
        Placed after(IOException first) {
            return new Placed(segment, entries, length, Optional.of(first));
        }
    }
}
