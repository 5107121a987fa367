package org.kenh.edge.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the files within their bound: what the centre has is deleted; then old readings are thinned out; then the oldest
 * go, of readings first, alarms and events last.
 */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final Map<Strand, Shelf> shelves;
    private final Storage storage;

    Room(Map<Strand, Shelf> shelves, Storage storage) {
        this.shelves = shelves;
        this.storage = storage;
    }

    long bytes() {
        return shelves.values().stream().mapToLong(Shelf::bytes).sum();
    }

    /** With the lock of the journal held. */
    void deleteFinished() {
        long newest = 0;
        long oldest = Long.MAX_VALUE;
        for (Shelf shelf : shelves.values()) {
            for (Segment segment : shelf.segments()) {
                // The numbers of the next start are read from the newest packs.
                newest = segment.lastSequence() >= 0 ? Math.max(newest, segment.lastId()) : newest;
            }
        }
        for (Shelf shelf : shelves.values()) {
            for (Segment segment : List.copyOf(shelf.segments())) {
                if (segment.remaining() <= 0 && !shelf.isOpen(segment) && segment.lastId() != newest) {
                    remove(shelf, segment);
                } else {
                    oldest = Math.min(oldest, segment.firstId());
                }
            }
        }
        storage.acks().removeBelow(oldest);
    }

    /** Drops until the files fit; takes the journal's lock where it changes what others see. Returns what was dropped. */
    List<Entry> make(DiskJournal journal, Waiting waiting) {
        List<Entry> lost = new ArrayList<>();
        try {
            boolean changed = true;
            while (changed && isTooMuch(journal)) {
                changed = thin(journal, waiting, lost) || drop(journal, waiting, lost);
            }
        } catch (IOException e) {
            LOG.warn("Cannot make room in {}: {}", storage.directory(), e.toString());
        }
        return lost;
    }

    private boolean isTooMuch(DiskJournal journal) {
        synchronized (journal) {
            return bytes() > storage.maxBytes();
        }
    }

    private boolean thin(DiskJournal journal, Waiting waiting, List<Entry> lost) throws IOException {
        Shelf shelf = shelf(Strand.READINGS);
        Segment old;
        Thinning.Split split;
        synchronized (journal) {
            Optional<Segment> chosen = Thinning.choose(closed(shelf), storage.maxBytes() / 2);
            if (chosen.isEmpty()) {
                return false;
            }
            old = chosen.get();
            split = split(old, waiting);
        }
        if (split.dropped().isEmpty() || split.kept().isEmpty()) {
            return drop(journal, waiting, lost, old);
        }
        Thinning.Rewritten rewritten = Thinning.rewrite(old, split.kept(), storage.salt(), storage.disk());
        synchronized (journal) {
            if (split.dropped().stream().anyMatch(entry -> waiting.isNeeded(Strand.READINGS, entry.id()))) {
                // It was sent meanwhile; what is under way must stay countable. Once more, then without it.
                return true;
            }
            Segment thinned = rewritten.replace(old, storage.disk());
            split.kept().forEach(entry -> thinned.add(entry, !storage.acks().contains(entry.id())));
            shelf.segments().set(shelf.segments().indexOf(old), thinned);
            shelf.cursor().forget(old);
            journal.lost(old, split.dropped());
        }
        lost.addAll(split.dropped());
        return true;
    }

    private boolean drop(DiskJournal journal, Waiting waiting, List<Entry> lost) throws IOException {
        for (Strand strand : List.of(Strand.READINGS, Strand.ANSWERS, Strand.URGENT)) {
            Optional<Segment> oldest;
            synchronized (journal) {
                oldest = closed(shelf(strand)).stream().findFirst();
            }
            if (oldest.isPresent()) {
                return drop(journal, waiting, lost, oldest.get());
            }
        }
        return false;
    }

    private boolean drop(DiskJournal journal, Waiting waiting, List<Entry> lost, Segment segment) throws IOException {
        synchronized (journal) {
            Thinning.Split split = split(segment, waiting);
            List<Entry> gone = new ArrayList<>(split.kept());
            gone.addAll(split.dropped());
            remove(shelf(segment.header().strand()), segment);
            journal.lost(segment, gone);
            lost.addAll(gone);
        }
        return true;
    }

    private Thinning.Split split(Segment segment, Waiting waiting) throws IOException {
        Strand strand = segment.header().strand();
        return Thinning.split(segment, storage.acks()::contains, id -> waiting.isNeeded(strand, id));
    }

    private static List<Segment> closed(Shelf shelf) {
        return shelf.segments().stream()
                .filter(segment -> !shelf.isOpen(segment))
                .toList();
    }

    private static void remove(Shelf shelf, Segment segment) {
        shelf.segments().remove(segment);
        shelf.cursor().forget(segment);
        Opening.delete(segment.path());
    }

    private Shelf shelf(Strand strand) {
        return Objects.requireNonNull(shelves.get(strand));
    }
}
