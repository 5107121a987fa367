package org.kenh.operations.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many heavy calls run at a time; the others wait for a moment and are then asked to come back. */
final class Turnstile {
    private final Semaphore places;
    private final Duration patience;

    Turnstile(int places, Duration patience) {
        this.places = new Semaphore(places, true);
        this.patience = patience;
    }

    /** Waits for a place; throws a {@link Problem} of 503 when there is none in time. Closing the pass gives it back. */
    Pass enter() {
        boolean entered;
        try {
            entered = places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            entered = false;
        }
        if (!entered) {
            throw Problem.comeBack(503, "problem.busy", patience);
        }
        return places::release;
    }

    /** A place taken. */
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }
}
