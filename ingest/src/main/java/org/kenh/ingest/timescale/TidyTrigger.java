package org.kenh.ingest.timescale;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has the tables tidied before their time when too much has been rejected since the last time: one looping device could
 * fill the disk between two rounds. Safe for any thread; never blocks.
 */
final class TidyTrigger {
    private final long most;
    private final Runnable tidy;
    private final AtomicLong sinceTidied = new AtomicLong();
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * @param most bytes that may be rejected between two rounds
     * @param tidy runs on a thread of its own, one at a time
     */
    TidyTrigger(long most, Runnable tidy) {
        this.most = most;
        this.tidy = tidy;
    }

    void rejected(long bytes) {
        if (sinceTidied.addAndGet(bytes) > most && underWay.compareAndSet(false, true)) {
            Thread.ofVirtual().name("kenh-tidy").start(this::run);
        }
    }

    /** A round begins, whoever started it. */
    void tidying() {
        sinceTidied.set(0);
    }

    private void run() {
        try {
            tidying();
            tidy.run();
        } finally {
            underWay.set(false);
        }
    }
}
