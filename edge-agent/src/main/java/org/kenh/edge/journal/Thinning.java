package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.kenh.edge.sensor.Measurement;

/**
 * Makes room by keeping every second pack of what is measured most often, in the older half of the segments: first in
 * all of them, then again. What is measured rarely stays, as do alarms and answers, which are in other files.
 */
final class Thinning {
    /** 32 times fewer packs than were measured say too little to be worth a place. */
    static final int MOST_ROUNDS = 5;

    private Thinning() {}

    /** The segment to thin next; empty if all but the newest bytes were thinned as far as it makes sense. */
    static Optional<Segment> choose(List<Segment> closed, long newestBytes) {
        List<Segment> older = new ArrayList<>();
        long bytes = closed.stream().mapToLong(Segment::length).sum();
        for (Segment segment : closed) {
            if (bytes > newestBytes && segment.header().thinned() < MOST_ROUNDS) {
                older.add(segment);
            }
            bytes -= segment.length();
        }
        return older.stream()
                .min(Comparator.comparingInt(segment -> segment.header().thinned()));
    }

    /** Entries of a segment, split; those that the centre has are in neither part. */
    static Split split(Segment segment, LongPredicate acknowledged, LongPredicate needed) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : entries(segment)) {
            if (!acknowledged.test(entry.id())) {
                entries.add(entry);
            }
        }
        Map<String, Integer> packs = new HashMap<>();
        entries.forEach(entry -> packs.merge(source(entry), 1, Integer::sum));
        int most = packs.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        Map<String, Integer> seen = new HashMap<>();
        Split split = new Split(new ArrayList<>(), new ArrayList<>());
        for (Entry entry : entries) {
            boolean often = packs.getOrDefault(source(entry), 0) * 2 >= most;
            boolean second = seen.merge(source(entry), 1, Integer::sum) % 2 == 0;
            (often && second && !needed.test(entry.id()) ? split.dropped : split.kept).add(entry);
        }
        return split;
    }

    /** Writes a segment with the kept entries next to the old one. */
    static Rewritten rewrite(Segment old, List<Entry> kept, int salt, Disk disk) throws IOException {
        Path fresh = old.path().resolveSibling(old.path().getFileName() + ".new");
        Files.deleteIfExists(fresh);
        SegmentHeader header = old.header().thinnedOnce(salt);
        try (SegmentWriter writer = SegmentWriter.create(new Segment(fresh, header), disk)) {
            return new Rewritten(fresh, header, writer.append(kept));
        }
    }

    /** All entries that can be read. */
    static List<Entry> entries(Segment segment) throws IOException {
        List<Entry> entries = new ArrayList<>();
        FrameScanner frames = new FrameScanner(
                segment.read(SegmentHeader.LENGTH), 0, segment.header().salt());
        SegmentCodec codec = new SegmentCodec(segment.header());
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            decoded(codec, frame.get())
                    .filter(entry -> segment.holds(entry.id()))
                    .ifPresent(entries::add);
        }
        return entries;
    }

    /** What was damaged since it was opened is as good as dropped. */
    private static Optional<Entry> decoded(SegmentCodec codec, Frame frame) {
        try {
            return codec.read(frame);
        } catch (MalformedRecordException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Packs of one driver begin with the same series. */
    private static String source(Entry entry) {
        if (entry instanceof Entry.Measured measured && !measured.measurements().isEmpty()) {
            Measurement first = measured.measurements().get(0);
            return first.series().value();
        }
        return "";
    }

    /** What stays and what goes. */
    record Split(List<Entry> kept, List<Entry> dropped) {}

    /** A segment that was thinned out but is not in the old one's place yet. */
    record Rewritten(Path path, SegmentHeader header, long length) {
        /** The old one is gone when this returns. */
        Segment replace(Segment old, Disk disk) throws IOException {
            disk.replace(path, old.path());
            Segment replaced = new Segment(old.path(), header);
            replaced.setLength(length);
            return replaced;
        }
    }
}
