package org.kenh.operations.loudspeaker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.kenh.operations.background.Listeners;

/**
 * Tells listeners that something of the loudspeaker desk has changed, not what: they look again. What changes often is told
 * once a {@link #flush}, which is to be called every second. Safe for any thread.
 */
public final class LoudspeakerNews {
    /** Names everything of its kind, when too much changes at once to name it all. */
    public static final String ALL = "*";

    private static final int MOST_PENDING = 2_000;

    private final Listeners<Item> listeners = new Listeners<>();
    private final InstantSource clock;
    private Map<Subject, Optional<String>> pending = new LinkedHashMap<>();

    public LoudspeakerNews(InstantSource clock) {
        this.clock = clock;
    }

    /** Listeners are called by whoever flushes and must not block. */
    public Listeners.Registration listen(Consumer<Item> listener) {
        return listeners.listen(listener);
    }

    /**
     * Has it told with the next flush.
     *
     * @param id of the cluster's device, the slot, or the emergency
     * @param area whose people it concerns; empty: everybody
     */
    public synchronized void tell(Kind kind, String id, Optional<String> area) {
        boolean full = pending.size() >= MOST_PENDING;
        pending.put(new Subject(kind, full ? ALL : id), full ? Optional.empty() : area);
    }

    /** Tells what has come together. */
    public void flush() {
        Map<Subject, Optional<String>> told;
        synchronized (this) {
            if (pending.isEmpty()) {
                return;
            }
            told = pending;
            pending = new LinkedHashMap<>();
        }
        Instant now = clock.instant();
        told.forEach((subject, area) -> listeners.tell(new Item(subject.kind(), subject.id(), area, now)));
    }

    /** What has changed. */
    public enum Kind {
        CLUSTER,
        VERDICT,
        UNPLANNED,
        SLOT,
        EMERGENCY
    }

    /** A change. */
    public record Item(Kind kind, String id, Optional<String> area, Instant at) {}

    private record Subject(Kind kind, String id) {}
}
