package org.kenh.gateway.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.kenh.gateway.intake.Intake;

/**
 * Those who wait until the intake has room again, in the order in which they came: a few at a time, so that those whose
 * turn it is find room, and nobody is overtaken for ever. However many come and go while there is none, the intake is
 * asked to call only once. Safe for any thread.
 */
final class Relief {
    private static final int AT_A_TIME = 32;
    /** For those whose turn it was to hand in what they have. */
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(1);

    private final Intake intake;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private boolean registered;

    Relief(Intake intake) {
        this.intake = intake;
    }

    /** Runs the action once, on any thread, as soon as there is room, unless it is {@linkplain #forget forgotten}. */
    void await(Runnable action) {
        synchronized (waiting) {
            waiting.add(action);
            if (registered) {
                return;
            }
            registered = true;
        }
        intake.onRelief(this::relieve);
    }

    /** Nobody waits for the action any more. */
    void forget(Runnable action) {
        synchronized (waiting) {
            waiting.remove(action);
        }
    }

    private void relieve() {
        List<Runnable> turn = new ArrayList<>();
        boolean more;
        synchronized (waiting) {
            Iterator<Runnable> oldest = waiting.iterator();
            while (turn.size() < AT_A_TIME && oldest.hasNext()) {
                turn.add(oldest.next());
                oldest.remove();
            }
            more = !waiting.isEmpty();
            // Who comes from here on finds that a new call must be asked for, unless one is.
            registered = more;
        }
        turn.forEach(Runnable::run);
        if (more) {
            Thread.ofVirtual().name("kenh-relief").start(this::next);
        }
    }

    private void next() {
        LockSupport.parkNanos(BETWEEN_TURNS.toNanos());
        intake.onRelief(this::relieve);
    }
}
