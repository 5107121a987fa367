package org.kenh.edge.control;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control's own threads, so that nothing else in the agent can delay it: one for the cycles, one that watches them,
 * and up to four that write outputs and files and go away when there is nothing to write.
 */
final class ControlThreads implements AutoCloseable {
    private static final int WRITERS = 4;
    private static final int MOST_WAITING = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(ControlThreads.class);

    private final ScheduledThreadPoolExecutor cycles = new ScheduledThreadPoolExecutor(2, named("control"));
    private final Executor background;

    ControlThreads() {
        this(pool());
    }

    ControlThreads(Executor background) {
        this.background = background;
    }

    Executor background() {
        return background;
    }

    void start(Duration interval, Runnable cycle, Runnable check) {
        every(interval, cycle);
        every(Duration.ofSeconds(1), check);
    }

    void stopCycles() {
        cycles.shutdown();
        try {
            boolean unused = cycles.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cycles.shutdownNow();
        if (background instanceof ExecutorService pool) {
            pool.shutdown();
        }
    }

    private void every(Duration interval, Runnable task) {
        ScheduledFuture<?> unused =
                cycles.scheduleAtFixedRate(guarded(task), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WRITERS,
                WRITERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                named("control-write"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A failure must not end the cycles; outputs are dropped when none succeeds for too long. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A cycle of the control failed", e);
            }
        };
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
