package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.kenh.edge.clock.BootId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is there when the journal is opened. Never throws: a torn tail is cut, a damaged record is skipped and
 * counted, a file of which nothing can be read is put aside.
 */
final class Opening {
    static final long LARGEST_FILE = 64L * 1024 * 1024;
    private static final int MOST_ASIDE = 4;
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final LongPredicate acknowledged;
    private final Map<Strand, List<Segment>> segments = new EnumMap<>(Strand.class);
    private final Map<BootId, Long> lastNanos = new LinkedHashMap<>();
    private final Map<Strand, Long> lastIds = new EnumMap<>(Strand.class);
    private int damaged;
    private int torn;

    Opening(Path directory, LongPredicate acknowledged) {
        this.acknowledged = acknowledged;
        for (Strand strand : Strand.values()) {
            segments.put(strand, new ArrayList<>());
        }
        for (Segment segment : headers(directory)) {
            scan(segment);
        }
        segments.values().forEach(Opening::makeDurable);
    }

    List<Segment> segments(Strand strand) {
        return Objects.requireNonNull(segments.get(strand));
    }

    List<Segment> all() {
        return segments.values().stream().flatMap(List::stream).toList();
    }

    /** The boots in the segments, oldest first, and the last monotonic time of each. */
    Map<BootId, Long> lastNanos() {
        return lastNanos;
    }

    /** Places with damage that were skipped, and files that could not be read. */
    int damaged() {
        return damaged;
    }

    /** Files of which a tail was cut. */
    int torn() {
        return torn;
    }

    private List<Segment> headers(Path directory) {
        List<Segment> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.seg")) {
            for (Path file : files) {
                if (Files.size(file) >= SegmentHeader.LENGTH) {
                    header(file).ifPresentOrElse(header -> found.add(new Segment(file, header)), () -> putAside(file));
                } else {
                    // The end came while it was begun; nothing in it was on disk for certain.
                    torn += Files.size(file) > 0 ? 1 : 0;
                    delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("Cannot list {}: {}", directory, e.toString());
        }
        found.sort(
                Comparator.comparingLong((Segment segment) -> segment.header().firstId())
                        .thenComparing(Segment::path));
        return found;
    }

    private static Optional<SegmentHeader> header(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(SegmentHeader.LENGTH);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Short files end sooner.
            }
            return channel.size() > LARGEST_FILE ? Optional.empty() : SegmentHeader.decode(buffer.array());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void scan(Segment segment) {
        Strand strand = segment.header().strand();
        long guard = lastIds.getOrDefault(strand, -1L);
        try {
            segment.setLength(Files.size(segment.path()));
            byte[] bytes = segment.read(SegmentHeader.LENGTH);
            FrameScanner frames = new FrameScanner(bytes, 0, segment.header().salt());
            SegmentCodec codec = new SegmentCodec(segment.header());
            for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                Optional<Entry> entry = decoded(codec, frame.get());
                if (entry.isPresent() && entry.get().id() > guard) {
                    segment.add(entry.get(), !acknowledged.test(entry.get().id()));
                }
            }
            damaged += frames.damaged();
            cutTail(segment, frames.validEnd(), bytes.length);
        } catch (IOException e) {
            damaged++;
            LOG.warn("Cannot read {}: {}", segment.path(), e.toString());
        }
        keep(segment);
    }

    private void keep(Segment segment) {
        if (segment.lastId() < 0) {
            delete(segment.path());
            return;
        }
        segments(segment.header().strand()).add(segment);
        lastIds.merge(segment.header().strand(), segment.lastId(), Math::max);
        lastNanos.merge(segment.header().boot(), segment.lastMicros() * 1_000, Math::max);
    }

    private Optional<Entry> decoded(SegmentCodec codec, Frame frame) {
        try {
            return codec.read(frame);
        } catch (MalformedRecordException | IllegalArgumentException e) {
            damaged++;
            return Optional.empty();
        }
    }

    private void cutTail(Segment segment, int validEnd, int read) {
        if (validEnd == read) {
            return;
        }
        torn++;
        long valid = (long) SegmentHeader.LENGTH + validEnd;
        segment.setLength(valid);
        try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.WRITE)) {
            channel.truncate(valid);
        } catch (IOException e) {
            LOG.warn("Cannot cut {}: {}", segment.path(), e.toString());
        }
    }

    /**
     * The process before may have ended between writing and forcing, so the newest file is forced now. If that fails it
     * is not trusted: what was read of it is written to a new file.
     */
    private static void makeDurable(List<Segment> strand) {
        if (strand.isEmpty()) {
            return;
        }
        Path path = strand.get(strand.size() - 1).path();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.warn("Cannot force {} to the disk: {}", path, e.toString());
            copy(path);
        }
    }

    private static void copy(Path path) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            byte[] bytes = Files.readAllBytes(path);
            Files.deleteIfExists(fresh);
            try (Disk.Output output = Disk.REAL.create(fresh)) {
                output.write(bytes);
                output.force();
            }
            Disk.REAL.replace(fresh, path);
        } catch (IOException e) {
            LOG.warn("Cannot copy {}: {}", path, e.toString());
        }
    }

    private void putAside(Path file) {
        damaged++;
        LOG.warn("Nothing can be read of {}; it is put aside", file);
        for (int i = 0; i < MOST_ASIDE; i++) {
            Path aside = file.resolveSibling("unreadable-" + i);
            if (!Files.exists(aside)) {
                try {
                    Files.move(file, aside);
                } catch (IOException e) {
                    LOG.warn("Cannot rename {}: {}", file, e.toString());
                }
                return;
            }
        }
        delete(file);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Cannot delete {}: {}", file, e.toString());
        }
    }
}
