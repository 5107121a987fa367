package org.kenh.operations.irrigation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners that something of the irrigation desk has changed, not what: they look again. Safe for any thread. */
public final class IrrigationNews {
    private static final Logger LOG = LoggerFactory.getLogger(IrrigationNews.class);

    private final List<Consumer<Item>> listeners = new CopyOnWriteArrayList<>();
    private final InstantSource clock;

    public IrrigationNews(InstantSource clock) {
        this.clock = clock;
    }

    /** Listeners are called by whoever changes something and must not block. */
    public Registration listen(Consumer<Item> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Tells them.
     *
     * @param id of the turn, plan, request, lockout, stop or field
     * @param area whose people it concerns; empty: everybody
     */
    public void tell(Kind kind, String id, Optional<String> area) {
        Item item = new Item(kind, id, area, clock.instant());
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
        TURN,
        PLAN,
        REQUEST,
        LOCKOUT,
        STOP,
        STATE
    }

    /** A change. */
    public record Item(Kind kind, String id, Optional<String> area, Instant at) {}

    /** Ends the listening when closed. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
