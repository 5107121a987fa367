package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.operations.Eventually;

/** A store that can be made to wait with loading and saving. */
final class SlowStore implements AlarmStore {
    private final AlarmStore store;
    private final Semaphore gate = new Semaphore(1);

    SlowStore(AlarmStore store) {
        this.store = store;
    }

    /** From now on it waits, until it is released. */
    Held hold() {
        gate.acquireUninterruptibly();
        return new Held(gate);
    }

    void awaitHeld() {
        Eventually.isTrue("the engine waits for the store", gate::hasQueuedThreads);
    }

    @Override
    public Loaded load(Instant now) {
        gate.acquireUninterruptibly();
        try {
            return store.load(now);
        } finally {
            gate.release();
        }
    }

    @Override
    public Map<AlarmKey, Long> add(List<NewAlarm> alarms, Instant now) {
        return store.add(alarms, now);
    }

    @Override
    public Saved save(Batch batch) {
        gate.acquireUninterruptibly();
        try {
            return store.save(batch);
        } finally {
            gate.release();
        }
    }

    @Override
    public List<JournalRow> journal(JournalQuery query) {
        return store.journal(query);
    }

    /** It waits while this is open. */
    static final class Held implements AutoCloseable {
        private final Semaphore gate;
        private boolean released;

        private Held(Semaphore gate) {
            this.gate = gate;
        }

        void release() {
            if (!released) {
                released = true;
                gate.release();
            }
        }

        @Override
        public void close() {
            release();
        }
    }
}
