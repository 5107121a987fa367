package org.kenh.edge;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.kenh.edge.agent.Ticker;
import org.kenh.edge.uplink.Delayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the process. Paho parks three threads for each connection in a pool that never shares one, so it has a
 * pool of its own; all else is short work on a few threads.
 */
final class Workers implements Delayer, Ticker, AutoCloseable {
    private static final int PAHO_THREADS_PER_CONNECTION = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final ScheduledThreadPoolExecutor shared;
    private final ScheduledThreadPoolExecutor paho;

    /** At most {@code mqttConnections} at a time can be open. */
    Workers(int mqttConnections) {
        shared = pool("agent", 3);
        // A connection that is being made needs one more, and so does its ping.
        paho = pool("mqtt", mqttConnections * PAHO_THREADS_PER_CONNECTION + 4);
    }

    ScheduledExecutorService shared() {
        return shared;
    }

    ScheduledExecutorService paho() {
        return paho;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> unused = shared.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Not scheduled: the process is ending");
        }
    }

    @Override
    public void every(Duration first, Duration interval, Runnable task) {
        ScheduledFuture<?> unused =
                shared.scheduleAtFixedRate(guarded(task), first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        shared.shutdownNow();
        paho.shutdownNow();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A task failed", e);
            }
        };
    }

    private static ScheduledThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }
}
