package org.kenh.gateway.mqtt;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kenh.gateway.intake.Intake;

/**
 * Those who wait until the intake has room again. However many come and go while it has none, the intake is asked to
 * call only once. Safe for any thread.
 */
final class Relief {
    private final Intake intake;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean registered = new AtomicBoolean();

    Relief(Intake intake) {
        this.intake = intake;
    }

    /** Runs the action once, on any thread, as soon as there is room, unless it is {@linkplain #forget forgotten}. */
    void await(Runnable action) {
        waiting.add(action);
        if (registered.compareAndSet(false, true)) {
            intake.onRelief(this::relieve);
        }
    }

    /** Nobody waits for the action any more. */
    void forget(Runnable action) {
        waiting.remove(action);
    }

    private void relieve() {
        // Before the sweep: who comes too late for it finds that a new call must be asked for.
        registered.set(false);
        for (Runnable action : List.copyOf(waiting)) {
            if (waiting.remove(action)) {
                action.run();
            }
        }
    }
}
