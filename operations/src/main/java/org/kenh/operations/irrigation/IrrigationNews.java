package org.kenh.operations.irrigation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.kenh.operations.background.Listeners;

/** Tells listeners that something of the irrigation desk has changed, not what: they look again. Safe for any thread. */
public final class IrrigationNews {
    private final Listeners<Item> listeners = new Listeners<>();
    private final InstantSource clock;

    public IrrigationNews(InstantSource clock) {
        this.clock = clock;
    }

    /** Listeners are called by whoever changes something and must not block. */
    public Listeners.Registration listen(Consumer<Item> listener) {
        return listeners.listen(listener);
    }

    /**
     * Tells them.
     *
     * @param id of the turn, plan, request, lockout, stop or field
     * @param area whose people it concerns; empty: everybody
     */
    public void tell(Kind kind, String id, Optional<String> area) {
        listeners.tell(new Item(kind, id, area, clock.instant()));
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
}
