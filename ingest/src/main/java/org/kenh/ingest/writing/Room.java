package org.kenh.ingest.writing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.telemetry.DeviceId;

/**
 * The bytes that may wait. Saturated from four fifths of the bound on, until half of it is free again, so that front
 * doors do not flutter between open and shut; beyond the bound nothing is taken at all.
 *
 * <p>Backlog may fill only half of the bound, is saturated from half of that on until three quarters of it are free, and
 * then only devices whose backlog waits are slowed down: whoever tells what is happening now still finds room. Its packs
 * are large and come from many at once, hence the greater distance.
 */
final class Room {
    private final long bound;
    private final long backlogBound;
    private final Map<DeviceId, Integer> backlogs = new ConcurrentHashMap<>();
    private long taken;
    private long backlogTaken;
    private volatile boolean saturated;
    private volatile boolean backlogSaturated;
    private List<Runnable> waiting = new ArrayList<>();

    Room(long bound) {
        this.bound = bound;
        this.backlogBound = bound / 2;
    }

    /** A message larger than the whole bound is taken when nothing else waits. */
    synchronized boolean take(Waiting message) {
        if (!hasPlaceFor(message)) {
            return false;
        }
        taken += message.bytes();
        saturated = saturated || taken > bound / 5 * 4;
        if (message.backlog()) {
            backlogTaken += message.bytes();
            backlogSaturated = backlogSaturated || backlogTaken > backlogBound / 2;
            backlogs.merge(message.device(), 1, Integer::sum);
        }
        return true;
    }

    /** Gives bytes back; those who waited for relief are started when there is room again. */
    void give(Waiting message) {
        List<Runnable> relieved;
        synchronized (this) {
            taken -= message.bytes();
            if (message.backlog()) {
                backlogTaken -= message.bytes();
                backlogs.computeIfPresent(message.device(), (device, count) -> count == 1 ? null : count - 1);
            }
            if (!isRelieved()) {
                return;
            }
            relieved = waiting;
            waiting = new ArrayList<>();
        }
        relieved.forEach(Room::start);
    }

    boolean isSaturated() {
        return saturated;
    }

    /** Whether this device should wait. */
    boolean isSaturatedFor(DeviceId device) {
        return saturated || (backlogSaturated && backlogs.containsKey(device));
    }

    synchronized long taken() {
        return taken;
    }

    void onRelief(Runnable action) {
        synchronized (this) {
            if (saturated || backlogSaturated) {
                waiting.add(action);
                return;
            }
        }
        action.run();
    }

    private boolean hasPlaceFor(Waiting message) {
        if (taken > 0 && taken + message.bytes() > bound) {
            saturated = true;
            return false;
        }
        if (message.backlog() && backlogTaken > 0 && backlogTaken + message.bytes() > backlogBound) {
            backlogSaturated = true;
            return false;
        }
        return true;
    }

    /** Whether one of the two has just found room again. */
    private boolean isRelieved() {
        boolean relieved = false;
        if (saturated && taken <= bound / 2) {
            saturated = false;
            relieved = true;
        }
        if (backlogSaturated && backlogTaken <= backlogBound / 4) {
            backlogSaturated = false;
            relieved = true;
        }
        return relieved;
    }

    /** On a thread of its own: whatever it does must not hold up the commits. */
    private static void start(Runnable action) {
        Thread.ofVirtual().name("kenh-relief").start(action);
    }
}
