package org.kenh.edge.journal;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kenh.edge.uplink.Message;

/** A journal in memory, bounded in bytes of payload. It forgets when the process ends. */
public final class MemoryJournal implements Journal {
    private static final List<Lane> LEAST_URGENT_FIRST = List.of(Lane.BACKLOG, Lane.LIVE, Lane.URGENT, Lane.CONTROL);

    private final long maxBytes;
    private final Map<Lane, NavigableSet<Parcel>> waiting = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> taken = new EnumMap<>(Lane.class);
    private long bytes;
    private long sequence;
    private long droppedReadings;

    /** Holds at most {@code maxBytes} of payload, what is under way included. */
    public MemoryJournal(long maxBytes) {
        this.maxBytes = maxBytes;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new TreeSet<>(Comparator.comparingLong(Parcel::sequence)));
            taken.put(lane, 0);
        }
    }

    @Override
    public synchronized void append(Lane lane, Message message, int readings) {
        sequence++;
        insert(new Parcel(sequence, lane, message, readings));
        while (bytes > maxBytes && dropOldest()) {
            // One large message may push out several small ones.
        }
    }

    @Override
    public synchronized Optional<Parcel> take(Set<Lane> lanes) {
        for (Lane lane : Lane.values()) {
            Parcel parcel = lanes.contains(lane) ? queue(lane).pollFirst() : null;
            if (parcel != null) {
                taken.merge(lane, 1, Integer::sum);
                return Optional.of(parcel);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void done(Parcel parcel) {
        taken.merge(parcel.lane(), -1, Integer::sum);
        bytes -= parcel.bytes();
    }

    @Override
    public synchronized void putBack(Parcel parcel) {
        done(parcel);
        insert(parcel);
    }

    @Override
    public synchronized int pending(Lane lane) {
        return queue(lane).size() + taken.getOrDefault(lane, 0);
    }

    @Override
    public synchronized long droppedReadings() {
        return droppedReadings;
    }

    private void insert(Parcel parcel) {
        queue(parcel.lane()).add(parcel);
        bytes += parcel.bytes();
    }

    private boolean dropOldest() {
        for (Lane lane : LEAST_URGENT_FIRST) {
            Parcel oldest = queue(lane).pollFirst();
            if (oldest != null) {
                bytes -= oldest.bytes();
                droppedReadings += oldest.readings();
                return true;
            }
        }
        return false;
    }

    private NavigableSet<Parcel> queue(Lane lane) {
        return Objects.requireNonNull(waiting.get(lane));
    }
}
