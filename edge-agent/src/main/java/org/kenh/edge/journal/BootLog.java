package org.kenh.edge.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kenh.edge.clock.Anchor;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.BootStore;
import org.kenh.edge.clock.BootTime;

/**
 * Keeps the times of the boots and the epoch of packs. Every record stands twice, because all readings of a boot hang
 * on it. Thread-safe.
 */
final class BootLog implements BootStore, AutoCloseable {
    private static final long MOST_BYTES = 64 * 1024;
    private static final int MOST_ANCHORS = 1_000;

    private final Map<BootId, Kept> boots = new LinkedHashMap<>();
    private final LogFile file;
    private long epoch;

    BootLog(Path path, Disk disk) {
        this.file = new LogFile(path, disk, MOST_BYTES, this::items);
        LogFile.read(path).forEach(this::take);
    }

    /** The boots that are known, oldest first, and those named besides; others are forgotten except the newest. */
    synchronized List<BootTime> retain(Map<BootId, Long> lastNanos) {
        List<BootId> known = new ArrayList<>(boots.keySet());
        for (BootId boot : known.subList(0, Math.max(0, known.size() - 1))) {
            if (!lastNanos.containsKey(boot)) {
                boots.remove(boot);
            }
        }
        lastNanos.keySet().forEach(boot -> boots.computeIfAbsent(boot, unknown -> new Kept(Anchor.NO_FLOOR)));
        List<BootTime> times = new ArrayList<>();
        boots.forEach((boot, kept) ->
                times.add(new BootTime(boot, kept.after, lastNanos.getOrDefault(boot, 0L), kept.anchors)));
        return times;
    }

    @Override
    public synchronized void began(BootId boot, long afterMicros) {
        boots.put(boot, new Kept(afterMicros));
        write(begin(boot, afterMicros), false);
    }

    @Override
    public synchronized void anchored(BootId boot, Anchor anchor) {
        List<Anchor> anchors = boots.computeIfAbsent(boot, unknown -> new Kept(Anchor.NO_FLOOR)).anchors;
        anchors.add(anchor);
        if (anchors.size() > MOST_ANCHORS) {
            // The second one: the first one holds for all that is before it.
            anchors.remove(1);
        }
        write(anchor(boot, anchor), true);
    }

    /** The epoch of packs whose segment does not say it; 0 if there is none yet. */
    synchronized long epoch() {
        return epoch;
    }

    synchronized void setEpoch(long later) {
        epoch = later;
        write(epochItem(), true);
    }

    @Override
    public synchronized void close() {
        file.close();
    }

    private void take(Frame frame) {
        RecordReader reader = new RecordReader(frame.content());
        try {
            if (frame.type() == RecordType.EPOCH) {
                epoch = reader.number();
            } else if (frame.type() == RecordType.BOOT) {
                boots.putIfAbsent(boot(reader), new Kept(reader.signed()));
            } else if (frame.type() == RecordType.ANCHOR) {
                List<Anchor> anchors =
                        boots.computeIfAbsent(boot(reader), unknown -> new Kept(Anchor.NO_FLOOR)).anchors;
                Anchor anchor = new Anchor(reader.signed(), reader.signed(), reader.signed(), reader.octet() != 0);
                if (!anchors.contains(anchor)) {
                    anchors.add(anchor);
                }
            }
        } catch (MalformedRecordException e) {
            // Its twin may be whole.
            return;
        }
    }

    private void write(Frame item, boolean force) {
        file.append(List.of(item, item), force);
    }

    private List<Frame> items() {
        List<Frame> items = new ArrayList<>();
        if (epoch > 0) {
            items.add(epochItem());
        }
        boots.forEach((boot, kept) -> {
            items.add(begin(boot, kept.after));
            kept.anchors.forEach(anchor -> items.add(anchor(boot, anchor)));
        });
        List<Frame> twice = new ArrayList<>();
        items.forEach(item -> twice.addAll(List.of(item, item)));
        return twice;
    }

    private Frame epochItem() {
        return new Frame(RecordType.EPOCH, new RecordWriter().number(epoch).toByteArray());
    }

    private static Frame begin(BootId boot, long after) {
        return new Frame(RecordType.BOOT, start(boot).signed(after).toByteArray());
    }

    private static Frame anchor(BootId boot, Anchor anchor) {
        return new Frame(
                RecordType.ANCHOR,
                start(boot)
                        .signed(anchor.fromNanos())
                        .signed(anchor.floorMicros())
                        .signed(anchor.offsetMicros())
                        .octet(anchor.trusted() ? 1 : 0)
                        .toByteArray());
    }

    private static RecordWriter start(BootId boot) {
        return new RecordWriter()
                .fixed(boot.value().getMostSignificantBits(), 8)
                .fixed(boot.value().getLeastSignificantBits(), 8);
    }

    private static BootId boot(RecordReader reader) {
        return new BootId(new UUID(reader.fixed(8), reader.fixed(8)));
    }

    private static final class Kept {
        private final long after;
        private final List<Anchor> anchors = new ArrayList<>();

        Kept(long after) {
            this.after = after;
        }
    }
}
