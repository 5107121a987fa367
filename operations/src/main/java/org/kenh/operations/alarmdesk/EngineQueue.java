package org.kenh.operations.alarmdesk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.telemetry.DeviceId;

/**
 * What waits for the engine. Never blocks who offers: what has no place is left out, and its device is a gap, of which
 * nothing more is taken until the engine has closed it from the database. Safe for any thread.
 */
final class EngineQueue {
    private final int mostReadings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Pack> packs = new ArrayList<>();
    private int readings;
    private Set<DeviceId> gaps = new HashSet<>();
    private boolean woken;

    EngineQueue(int mostReadings) {
        this.mostReadings = mostReadings;
    }

    void offer(CommittedBatch batch) {
        lock.lock();
        try {
            gaps.addAll(batch.unsure());
            boolean first = packs.isEmpty();
            for (Pack pack : batch.packs()) {
                place(pack);
            }
            if ((first && !packs.isEmpty()) || !gaps.isEmpty()) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void place(Pack pack) {
        if (!gaps.isEmpty() && gaps.contains(pack.device())) {
            return;
        }
        int size = pack.readings().size();
        if (readings + size > mostReadings && readings > 0) {
            gaps.add(pack.device());
            return;
        }
        readings += size;
        packs.add(pack);
    }

    /** Of these devices something is missing still; what waits of them is newer, and is read with it. */
    void gap(Set<DeviceId> devices) {
        lock.lock();
        try {
            gaps.addAll(devices);
            packs.removeIf(pack -> devices.contains(pack.device()));
            readings = packs.stream().mapToInt(pack -> pack.readings().size()).sum();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** There is something else to do. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** All that waits; empty after the time given. */
    Taken take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long remaining = nanos;
            while (packs.isEmpty() && gaps.isEmpty() && !woken && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
            woken = false;
            return drain();
        } finally {
            lock.unlock();
        }
    }

    /** All that has come by now, without waiting. */
    Taken takeNow() {
        lock.lock();
        try {
            return drain();
        } finally {
            lock.unlock();
        }
    }

    private Taken drain() {
        Taken taken = new Taken(packs, gaps);
        packs = new ArrayList<>();
        gaps = gaps.isEmpty() ? gaps : new HashSet<>();
        readings = 0;
        return taken;
    }

    /**
     * What has come.
     *
     * @param gaps devices of which something was left out after these packs; from now on they are taken again
     */
    record Taken(List<Pack> packs, Set<DeviceId> gaps) {}
}
