package org.kenh.edge.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of ids, kept as ranges: few, because what is acknowledged is nearly without gaps. Not thread-safe. */
final class IdRanges {
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

    void add(long id) {
        add(id, id);
    }

    /** Adds all from first to last, both included. */
    void add(long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = lastByFirst.floorEntry(from);
        if (before != null && before.getValue() >= from - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> next = lastByFirst.ceilingEntry(from);
        while (next != null && next.getKey() <= to + 1) {
            to = Math.max(to, next.getValue());
            lastByFirst.remove(next.getKey());
            next = lastByFirst.ceilingEntry(from);
        }
        lastByFirst.put(from, to);
    }

    boolean contains(long id) {
        Map.Entry<Long, Long> before = lastByFirst.floorEntry(id);
        return before != null && before.getValue() >= id;
    }

    /** Forgets all ids below one. */
    void removeBelow(long id) {
        Map.Entry<Long, Long> straddling = lastByFirst.lowerEntry(id);
        boolean cut = straddling != null && straddling.getValue() >= id;
        lastByFirst.headMap(id).clear();
        if (cut) {
            lastByFirst.put(id, straddling.getValue());
        }
    }

    /** The highest id, or 0. */
    long last() {
        return lastByFirst.isEmpty() ? 0 : lastByFirst.lastEntry().getValue();
    }

    boolean isEmpty() {
        return lastByFirst.isEmpty();
    }

    /** First and last id of each range, in order. */
    List<long[]> ranges() {
        List<long[]> ranges = new ArrayList<>(lastByFirst.size());
        lastByFirst.forEach((first, last) -> ranges.add(new long[] {first, last}));
        return ranges;
    }

    void clear() {
        lastByFirst.clear();
    }
}
