package org.kenh.ingest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done again and again, each on a thread of its own, until closed. A chore that fails is not given up. */
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final CountDownLatch closed = new CountDownLatch(1);

    void every(Duration pause, Runnable chore) {
        Thread.ofVirtual().name("kenh-chore").start(() -> repeat(pause, chore));
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void repeat(Duration pause, Runnable chore) {
        while (!isClosedWithin(pause)) {
            try {
                chore.run();
            } catch (RuntimeException e) {
                LOG.error("A chore failed; it is tried again in {}", pause, e);
            }
        }
    }

    private boolean isClosedWithin(Duration pause) {
        try {
            return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
