package org.kenh.edge.sensor.gpio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One contact: its level counts when it has not changed for the debounce time. Thread-safe. */
final class Contact {
    private final boolean activeLow;
    private final Duration debounce;
    private boolean level;
    private boolean closed;
    private int edges;

    Contact(boolean activeLow, Duration debounce) {
        this.activeLow = activeLow;
        this.debounce = debounce;
    }

    /** Whether it is active, as it was when it last was quiet. */
    synchronized boolean isActive() {
        return closed;
    }

    /** Sets the level without waiting; for a start. */
    synchronized void settle(boolean nowHigh) {
        edges++;
        level = nowHigh;
        closed = nowHigh != activeLow;
    }

    /** Takes an edge; a change that lasts goes to {@code changed}, on any thread. */
    void edge(boolean nowHigh, Consumer<Boolean> changed) {
        int number;
        synchronized (this) {
            level = nowHigh;
            number = ++edges;
        }
        if (debounce.isZero()) {
            lasted(number, changed);
        } else {
            CompletableFuture.delayedExecutor(debounce.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> lasted(number, changed));
        }
    }

    private void lasted(int number, Consumer<Boolean> changed) {
        boolean active;
        synchronized (this) {
            active = level != activeLow;
            if (number != edges || active == closed) {
                return;
            }
            closed = active;
        }
        changed.accept(active);
    }
}
