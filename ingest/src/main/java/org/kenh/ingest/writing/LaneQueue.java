package org.kenh.ingest.writing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for one lane, in the order of arrival. Its bound is kept by whoever offers. */
final class LaneQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final int batchValues;
    private final long lingerNanos;
    private int queuedValues;
    private int lastBatch;
    private boolean lingering;
    private boolean closing;

    LaneQueue(int batchValues, Duration linger) {
        this.batchValues = batchValues;
        this.lingerNanos = linger.toNanos();
    }

    /** False if the queue is closing. */
    boolean offer(Waiting message) {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            queue.addLast(message);
            queuedValues += message.values();
            // A lane that lingers wants to be woken once, not for every message.
            if (!lingering || queuedValues >= batchValues) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The next batch; empty only when the queue is closing and has run dry. */
    List<Waiting> take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty() && !closing) {
                changed.await();
            }
            linger();
            return drain();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken any more; what waits can still be taken out. */
    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * One device alone that waits for each answer would gain nothing from waiting; when several spoke during the last
     * commit, a few milliseconds save many commits.
     */
    private void linger() throws InterruptedException {
        if (lastBatch <= 1 && queue.size() <= 1) {
            return;
        }
        long remaining = lingerNanos;
        lingering = true;
        while (remaining > 0 && queuedValues < batchValues && !closing) {
            remaining = changed.awaitNanos(remaining);
        }
        lingering = false;
    }

    private List<Waiting> drain() {
        List<Waiting> batch = new ArrayList<>();
        int values = 0;
        while (!queue.isEmpty() && (batch.isEmpty() || values + queue.getFirst().values() <= batchValues)) {
            Waiting message = queue.removeFirst();
            values += message.values();
            batch.add(message);
        }
        queuedValues -= values;
        lastBatch = batch.size();
        return batch;
    }
}
