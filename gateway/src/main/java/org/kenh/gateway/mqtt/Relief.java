package org.kenh.gateway.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.kenh.gateway.intake.Intake;

/**
 * Those who wait until the intake has room again, in the order in which they came: a few at a time, and the next only
 * when these have handed in what they have. So those whose turn it is find room, and nobody is overtaken for ever. However
 * many come and go while there is none, the intake is asked to call only once. Safe for any thread.
 */
final class Relief {
    private static final int AT_A_TIME = 32;
    /** An event loop that stops never runs what it was given. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(1);

    private final Intake intake;
    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private boolean registered;

    Relief(Intake intake) {
        this.intake = intake;
    }

    /** Somebody who waits; known by its identity. */
    static final class Waiter {
        private final Executor loop;
        private final Runnable action;

        /**
         * Nobody waits until {@link Relief#await} is told.
         *
         * @param loop runs what it is given in order, on any thread
         * @param action what to do when there is room; must not block
         */
        Waiter(Executor loop, Runnable action) {
            this.loop = loop;
            this.action = action;
        }
    }

    /** Runs the action once as soon as there is room, unless the waiter is {@linkplain #forget forgotten}. */
    void await(Waiter waiter) {
        synchronized (waiting) {
            waiting.add(waiter);
            if (registered) {
                return;
            }
            registered = true;
        }
        intake.onRelief(this::relieve);
    }

    /** Nobody waits any more. */
    void forget(Waiter waiter) {
        synchronized (waiting) {
            waiting.remove(waiter);
        }
    }

    private void relieve() {
        List<Waiter> turn = new ArrayList<>();
        boolean more;
        synchronized (waiting) {
            Iterator<Waiter> oldest = waiting.iterator();
            while (turn.size() < AT_A_TIME && oldest.hasNext()) {
                turn.add(oldest.next());
                oldest.remove();
            }
            more = !waiting.isEmpty();
            // Who comes from here on finds that a new call must be asked for, unless one is.
            registered = more;
        }
        CountDownLatch done = new CountDownLatch(turn.size());
        for (Waiter waiter : turn) {
            waiter.loop.execute(() -> {
                waiter.action.run();
                // Once more through the loop: what was waiting in the socket is read in between.
                waiter.loop.execute(done::countDown);
            });
        }
        if (more) {
            Thread.ofVirtual().name("kenh-relief").start(() -> next(done));
        }
    }

    private void next(CountDownLatch done) {
        try {
            done.await(LONGEST_TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        intake.onRelief(this::relieve);
    }
}
