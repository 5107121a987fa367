package org.kenh.edge.sound;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads for what is slow. What the centre orders never waits for a file: a decoder or a mount that hangs must not hold
 * up a mute.
 *
 * @param orders one after the other
 * @param files reads, fetches and sounds; takes only few and refuses more
 */
record Hands(ScheduledExecutorService orders, ExecutorService files) implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 4;
    private static final int PATIENCE_SECONDS = 2;

    static Hands open() {
        ThreadPoolExecutor files = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> daemon(task, "loudspeaker-files"));
        files.allowCoreThreadTimeOut(true);
        return new Hands(thread("loudspeaker-work"), files);
    }

    static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> daemon(task, name));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** What is being done for the centre may end, if that does not take long. */
    @Override
    public void close() {
        files.shutdownNow();
        orders.shutdown();
        try {
            if (!orders.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                orders.shutdownNow();
                boolean unused = orders.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            orders.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
