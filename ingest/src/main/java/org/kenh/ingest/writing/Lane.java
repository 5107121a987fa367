package org.kenh.ingest.writing;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that commits the batches of its devices, one after the other. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final LaneQueue queue;
    private final Committer committer;
    private final Thread thread;

    Lane(String name, LaneQueue queue, Committer committer) {
        this.queue = queue;
        this.committer = committer;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean offer(Waiting message) {
        return queue.offer(message);
    }

    /** Takes nothing any more. */
    void close() {
        queue.close();
    }

    void awaitEnd(Duration longest) {
        try {
            thread.join(longest.isPositive() ? longest : Duration.ofNanos(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries nothing again; whatever is left is answered as failed. */
    void abandon() {
        committer.giveUp();
    }

    private void run() {
        try {
            List<Waiting> batch = queue.take();
            while (!batch.isEmpty()) {
                commit(batch);
                batch = queue.take();
            }
        } catch (InterruptedException e) {
            LOG.error("{} was interrupted; nobody should do that", thread.getName(), e);
        }
    }

    /** Whatever goes wrong, even in the machine itself, costs a batch and never the lane: its queue goes on filling. */
    private void commit(List<Waiting> batch) {
        try {
            committer.commit(batch);
        } catch (RuntimeException | Error e) {
            fail(batch, e);
        }
    }

    private void fail(List<Waiting> batch, Throwable cause) {
        try {
            committer.fail(batch, "a fault at the centre");
            LOG.error("{} could not see a batch of {} messages through", thread.getName(), batch.size(), cause);
        } catch (RuntimeException | Error e) {
            // Not even memory to say so: the lane goes on all the same.
            cause.addSuppressed(e);
        }
    }
}
