package org.kenh.edge.journal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks over the entries of a strand that are on disk, oldest first, one segment in memory at a time. Not thread-safe. */
final class Cursor {
    private final List<Segment> segments;
    private long lastId = -1;
    private @Nullable Segment segment;
    private @Nullable SegmentCodec codec;
    private @Nullable FrameScanner scanner;
    private long scannedFrom;
    private @Nullable Entry peeked;
    private long damaged;

    /** The list is the strand's own and changes. */
    Cursor(List<Segment> segments) {
        this.segments = segments;
    }

    /** The next entry, which stays the next one until {@link #advance}. */
    Optional<Entry> peek() {
        while (peeked == null) {
            Optional<Entry> next = scan();
            if (next.isPresent()) {
                peeked = next.get();
            } else if (!load()) {
                return Optional.empty();
            }
        }
        return Optional.of(peeked);
    }

    void advance() {
        peeked = null;
    }

    /** The header of the segment in which the peeked entry stands. */
    Optional<SegmentHeader> header() {
        return Optional.ofNullable(segment).map(Segment::header);
    }

    /** The segment was replaced or deleted. */
    void forget(Segment gone) {
        if (gone.equals(segment)) {
            segment = null;
            codec = null;
            scanner = null;
            lastId = peeked == null ? lastId : peeked.id() - 1;
            peeked = null;
        }
    }

    /** Records that could not be read. */
    long damaged() {
        return damaged;
    }

    private Optional<Entry> scan() {
        FrameScanner frames = scanner;
        SegmentCodec reading = codec;
        if (frames == null || reading == null) {
            return Optional.empty();
        }
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            Optional<Entry> entry = decoded(reading, frame.get());
            if (entry.isPresent() && entry.get().id() > lastId) {
                lastId = entry.get().id();
                return entry;
            }
        }
        return Optional.empty();
    }

    private Optional<Entry> decoded(SegmentCodec reading, Frame frame) {
        try {
            return reading.read(frame);
        } catch (MalformedRecordException | IllegalArgumentException e) {
            damaged++;
            return Optional.empty();
        }
    }

    /** Reads on in this segment if it has grown, else in the next one that has something; false at the end. */
    private boolean load() {
        for (Segment each : segments) {
            if (each.lastId() > lastId && each.remaining() > 0) {
                return load(each);
            }
        }
        return false;
    }

    private boolean load(Segment next) {
        boolean goesOn = next.equals(segment) && scanner != null && codec != null;
        long from = goesOn && scanner != null ? scannedFrom + scanner.validEnd() : SegmentHeader.LENGTH;
        try {
            byte[] bytes = next.read(from);
            if (!goesOn) {
                codec = new SegmentCodec(next.header());
            }
            segment = next;
            scanner = new FrameScanner(bytes, 0, next.header().salt());
            scannedFrom = from;
            if (bytes.length > 0) {
                return true;
            }
        } catch (IOException e) {
            damaged++;
        }
        // What should be there is not; the next start will count it.
        lastId = next.lastId();
        return true;
    }
}
