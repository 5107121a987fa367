package org.kenh.gateway.mqtt;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Room for CONNECT packets whose end has not come yet, shared by all connections of a door: whoever sends them has not
 * shown a secret yet, and must not be able to fill the memory. Safe for any thread.
 */
final class ConnectBudget {
    private final long room;
    private final AtomicLong taken = new AtomicLong();

    ConnectBudget(long room) {
        this.room = room;
    }

    /** Takes room for so many bytes more, or gives back when negative; false, and nothing taken, when there is none. */
    boolean change(int bytes) {
        if (taken.addAndGet(bytes) <= room || bytes <= 0) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    long taken() {
        return taken.get();
    }
}
