package org.kenh.operations.loudspeaker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners that something of the loudspeaker desk has changed, not what: they look again. What changes often is told
 * once a {@link #flush}, which is to be called every second. Safe for any thread.
 */
public final class LoudspeakerNews {
    /** Names everything of its kind, when too much changes at once to name it all. */
    public static final String ALL = "*";

    private static final Logger LOG = LoggerFactory.getLogger(LoudspeakerNews.class);
    private static final int MOST_PENDING = 2_000;

    private final List<Consumer<Item>> listeners = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private Map<Subject, Optional<String>> pending = new LinkedHashMap<>();

    public LoudspeakerNews(InstantSource clock) {
        this.clock = clock;
    }

    /** Listeners are called by whoever flushes and must not block. */
    public Registration listen(Consumer<Item> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
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
        told.forEach((subject, area) -> tell(new Item(subject.kind(), subject.id(), area, now)));
    }

    private void tell(Item item) {
        for (Consumer<Item> listener : listeners) {
            try {
                listener.accept(item);
            } catch (RuntimeException e) {
                LOG.error("somebody could not be told of {}", item, e);
            }
        }
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

    /** Ends the listening when closed. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
