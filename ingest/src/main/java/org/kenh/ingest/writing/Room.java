package org.kenh.ingest.writing;

import java.util.ArrayList;
import java.util.List;

/**
 * The bytes that may wait. Saturated from four fifths of the bound on, until half of it is free again, so that front
 * doors do not flutter between open and shut; beyond the bound nothing is taken at all.
 */
final class Room {
    private final long bound;
    private long taken;
    private boolean saturated;
    private List<Runnable> waiting = new ArrayList<>();

    Room(long bound) {
        this.bound = bound;
    }

    /** A message larger than the whole bound is taken when nothing else waits. */
    synchronized boolean take(long bytes) {
        if (taken > 0 && taken + bytes > bound) {
            saturated = true;
            return false;
        }
        taken += bytes;
        saturated = saturated || taken > bound / 5 * 4;
        return true;
    }

    /** Gives bytes back; those who waited for relief are started when there is room again. */
    void give(long bytes) {
        List<Runnable> relieved;
        synchronized (this) {
            taken -= bytes;
            if (!saturated || taken > bound / 2) {
                return;
            }
            saturated = false;
            relieved = waiting;
            waiting = new ArrayList<>();
        }
        relieved.forEach(Room::start);
    }

    synchronized boolean isSaturated() {
        return saturated;
    }

    synchronized long taken() {
        return taken;
    }

    void onRelief(Runnable action) {
        synchronized (this) {
            if (saturated) {
                waiting.add(action);
                return;
            }
        }
        action.run();
    }

    /** On a thread of its own: whatever it does must not hold up the commits. */
    private static void start(Runnable action) {
        Thread.ofVirtual().name("kenh-relief").start(action);
    }
}
