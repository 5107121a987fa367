package org.kenh.gateway.mqtt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The will of a device that may still come back (MQTT 5, section 3.1.3.2.2). Guarded by its device's lock, but for the
 * moment of speaking: a will that is being said while the device returns has been said just before.
 */
final class DelayedWill {
    private Optional<Waiting> waiting = Optional.empty();

    void left(Farewell farewell) {
        waiting = farewell.will().map(DelayedWill::schedule);
    }

    /** The device is back: its will is dropped, or said at once when the return ends the old session. */
    void returned(boolean sessionEnds) {
        Optional<Waiting> old = waiting;
        waiting = Optional.empty();
        old.ifPresent(will -> {
            if (will.timer.cancel(false) && sessionEnds) {
                will.speaking.run();
            }
        });
    }

    private static Waiting schedule(Farewell.ScheduledWill will) {
        CompletableFuture<Void> timer = new CompletableFuture<Void>()
                .completeOnTimeout(null, will.delay().toMillis(), TimeUnit.MILLISECONDS);
        return new Waiting(timer, timer.thenRun(will.speaking()), will.speaking());
    }

    private record Waiting(CompletableFuture<Void> timer, CompletableFuture<Void> spoken, Runnable speaking) {}
}
