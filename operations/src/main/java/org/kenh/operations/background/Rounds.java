package org.kenh.operations.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a piece of work again and again on a virtual thread of its own. A round that fails is not the last. Thread-safe. */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Runnable round;
    private final Duration pause;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private Rounds(String name, Duration pause, Runnable round) {
        this.round = round;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::work);
    }

    /** The first round begins at once, each other one a pause after the one before, or when it is woken. */
    public static Rounds start(String name, Duration pause, Runnable round) {
        Rounds rounds = new Rounds(name, pause, round);
        rounds.thread.start();
        return rounds;
    }

    /** Begins the next round now. */
    public void wake() {
        woken.release();
    }

    /** No round begins any more; one that is under way has five seconds to end. */
    @Override
    public void close() {
        closed = true;
        woken.release();
        try {
            // Not interrupted: that would break the connection that it may be using.
            if (!thread.join(CLOSING)) {
                LOG.debug("{} is still at work while it is closed", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!closed) {
            try {
                round.run();
            } catch (RuntimeException e) {
                LOG.error("{} failed, trying again", thread.getName(), e);
            }
            try {
                if (woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
