package org.kenh.gateway.coap;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what blocks on virtual threads, a bounded number at a time, so that the protocol threads never wait. */
final class BlockingWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockingWork.class);

    private final ExecutorService threads;
    private final Semaphore places;

    BlockingWork(String name, int atATime) {
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
        places = new Semaphore(atATime);
    }

    /** Runs the task unless as much as is allowed is running; then answers false and does nothing. */
    boolean attempt(Runnable task) {
        if (!places.tryAcquire()) {
            return false;
        }
        return start(() -> runInPlace(task));
    }

    /** Runs the task as soon as there is a place; for tasks whose number is bounded elsewhere. */
    void run(Runnable task) {
        start(() -> {
            places.acquireUninterruptibly();
            runInPlace(task);
        });
    }

    /** Runs the task after the delay, then as {@link #run} does; not at all when this is closed before. */
    void runLater(Runnable task, Duration delay) {
        start(() -> {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                return;
            }
            places.acquireUninterruptibly();
            runInPlace(task);
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private boolean start(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException closed) {
            LOG.debug("not run any more: {}", closed.getMessage());
            return false;
        }
    }

    private void runInPlace(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException problem) {
            LOG.error("unexpected failure", problem);
        } finally {
            places.release();
        }
    }
}
