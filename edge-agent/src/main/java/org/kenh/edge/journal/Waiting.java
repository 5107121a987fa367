package org.kenh.edge.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is in memory: entries that are not on disk yet; entries that are, but so new that they are sent from memory;
 * parcels under way and those that came back. All of it is bounded. Guarded by the journal.
 */
final class Waiting {
    /** New enough to be live. */
    private static final long FRESH_NANOS = 60_000_000_000L;

    private static final int FRESH_WEIGHT = 256 * 1024;

    private final Map<Strand, NavigableMap<Long, Entry>> unsynced = new EnumMap<>(Strand.class);
    private final Map<Strand, NavigableMap<Long, Fresh>> fresh = new EnumMap<>(Strand.class);
    private final Map<Long, Strand> underWay = new HashMap<>();
    private final TreeMap<Long, Parcel> returned = new TreeMap<>();
    private int unsyncedWeight;
    private int freshWeight;

    Waiting() {
        for (Strand strand : Strand.values()) {
            unsynced.put(strand, new TreeMap<>());
            fresh.put(strand, new TreeMap<>());
        }
    }

    void add(Strand strand, Entry entry) {
        unsynced(strand).put(entry.id(), entry);
        unsyncedWeight += entry.weight();
    }

    /** About how much memory the entries take that are not on disk. */
    int unsyncedWeight() {
        return unsyncedWeight;
    }

    List<Entry> unsyncedEntries(Strand strand) {
        return new ArrayList<>(unsynced(strand).values());
    }

    boolean isUnsynced() {
        return unsynced.values().stream().anyMatch(entries -> !entries.isEmpty());
    }

    void replaceUnsynced(UnaryOperator<Entry> change) {
        unsynced.values().forEach(entries -> entries.replaceAll((id, entry) -> change.apply(entry)));
    }

    /** It is on disk, or will never be. */
    boolean removeUnsynced(Strand strand, long id) {
        Entry entry = unsynced(strand).remove(id);
        unsyncedWeight -= entry == null ? 0 : entry.weight();
        return entry != null;
    }

    /** The oldest that is not on disk and not under way. */
    Optional<Entry> firstUnsynced(Strand strand) {
        return unsynced(strand).values().stream()
                .filter(entry -> !isSpoken(entry.id()))
                .findFirst();
    }

    void addFresh(Strand strand, Entry entry, long now) {
        fresh(strand).put(entry.id(), new Fresh(entry, now));
        freshWeight += entry.weight();
    }

    Optional<Entry> firstFresh(Strand strand) {
        Map.Entry<Long, Fresh> first = fresh(strand).firstEntry();
        return first == null ? Optional.empty() : Optional.of(first.getValue().entry());
    }

    void removeFresh(Strand strand, long id) {
        Fresh gone = fresh(strand).remove(id);
        freshWeight -= gone == null ? 0 : gone.entry().weight();
    }

    /** Entries from here on are not to be read from disk: they are in memory. */
    long lowestFresh(Strand strand) {
        return fresh(strand).isEmpty() ? Long.MAX_VALUE : fresh(strand).firstKey();
    }

    /** Forgets what is too old or too much; it is on disk. Answers stay in order, whatever their age. */
    void evict(long now) {
        for (Strand strand : List.of(Strand.READINGS, Strand.URGENT)) {
            Map.Entry<Long, Fresh> first = fresh(strand).firstEntry();
            while (first != null && (now - first.getValue().since() > FRESH_NANOS || freshWeight > FRESH_WEIGHT)) {
                removeFresh(strand, first.getKey());
                first = fresh(strand).firstEntry();
            }
        }
    }

    int freshCount(Strand strand) {
        return fresh(strand).size();
    }

    void send(Strand strand, long id) {
        underWay.put(id, strand);
    }

    /** The strand of something that was under way. */
    Optional<Strand> landed(long id) {
        return Optional.ofNullable(underWay.remove(id));
    }

    void returned(Strand strand, Parcel parcel) {
        underWay.put(parcel.sequence(), strand);
        returned.put(parcel.sequence(), parcel);
    }

    Optional<Parcel> takeReturned(Lane lane) {
        Optional<Parcel> first = returned.values().stream()
                .filter(parcel -> parcel.lane() == lane)
                .findFirst();
        first.ifPresent(parcel -> returned.remove(parcel.sequence()));
        return first;
    }

    /** Whether it was taken and is not done, be it under way or back. */
    boolean isSpoken(long id) {
        return underWay.containsKey(id);
    }

    boolean isNeeded(Strand strand, long id) {
        return isSpoken(id) || fresh(strand).containsKey(id);
    }

    int spoken(Collection<Strand> strands) {
        return (int) underWay.values().stream().filter(strands::contains).count();
    }

    private NavigableMap<Long, Entry> unsynced(Strand strand) {
        return Objects.requireNonNull(unsynced.get(strand));
    }

    private NavigableMap<Long, Fresh> fresh(Strand strand) {
        return Objects.requireNonNull(fresh.get(strand));
    }

    private record Fresh(Entry entry, long since) {}
}
