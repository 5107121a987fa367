package org.kenh.ingest.writing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one lane: live messages before backlog, each in the order of arrival. A batch that live messages fill
 * still leaves an eighth to backlog, so that it never waits for ever. The bound is kept by whoever offers.
 */
final class LaneQueue {
    private static final int SHARE_OF_BACKLOG = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> live = new ArrayDeque<>();
    private final Deque<Waiting> backlog = new ArrayDeque<>();
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
            boolean first = isEmpty();
            (message.backlog() ? backlog : live).addLast(message);
            queuedValues += message.values();
            // A lane that lingers wants to be woken once, not for every message; one at work finds it by itself.
            if (lingering ? queuedValues >= batchValues : first) {
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
            while (isEmpty() && !closing) {
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

    private boolean isEmpty() {
        return live.isEmpty() && backlog.isEmpty();
    }

    /**
     * One device alone that waits for each answer would gain nothing from waiting; when several spoke during the last
     * commit, a few milliseconds save many commits. No message lingers twice: what came during the last commit has
     * waited already.
     */
    private void linger() throws InterruptedException {
        if (lastBatch <= 1 && live.size() + backlog.size() <= 1) {
            return;
        }
        lingering = true;
        long remaining = lingerNanos - oldestNanos();
        while (remaining > 0 && queuedValues < batchValues && !closing) {
            remaining = changed.awaitNanos(remaining);
        }
        lingering = false;
    }

    private long oldestNanos() {
        Waiting oldest = live.isEmpty() ? backlog.peekFirst() : live.peekFirst();
        return oldest == null ? 0 : System.nanoTime() - oldest.sinceNanos();
    }

    private List<Waiting> drain() {
        List<Waiting> batch = new ArrayList<>();
        int reserved = backlog.isEmpty() ? 0 : batchValues / SHARE_OF_BACKLOG;
        int values = move(live, batch, batchValues - reserved);
        values += move(backlog, batch, batchValues - values);
        queuedValues -= values;
        lastBatch = batch.size();
        return batch;
    }

    /** Moves what fits; a message that alone is larger than a batch goes when the batch is empty. */
    private static int move(Deque<Waiting> from, List<Waiting> batch, int most) {
        int values = 0;
        while (!from.isEmpty() && (batch.isEmpty() || values + from.getFirst().values() <= most)) {
            Waiting message = from.removeFirst();
            values += message.values();
            batch.add(message);
        }
        return values;
    }
}
