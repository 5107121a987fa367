package org.kenh.gateway.coap;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Room for block-wise transfers that are not complete yet. What a transfer takes is reserved with its first block, and
 * given back when it ends or when its next block is overdue. Safe for any thread.
 */
final class UploadBudget {
    /** Small transfers count as this much, which also bounds their number. */
    static final int LEAST = 16 * 1024;

    private final long room;
    private final long lifetimeNanos;
    private final LongSupplier nanoTime;
    private final Map<Object, Reservation> byTransfer = new LinkedHashMap<>();
    private long taken;

    UploadBudget(long room, Duration lifetime, LongSupplier nanoTime) {
        this.room = room;
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether there is room; a transfer that starts anew keeps what it had. */
    synchronized boolean reserve(Object transfer, int bytes) {
        release(transfer);
        long wanted = Math.max(bytes, LEAST);
        if (taken + wanted > room) {
            releaseOverdue();
        }
        if (taken + wanted > room) {
            return false;
        }
        taken += wanted;
        byTransfer.put(transfer, new Reservation(wanted, nanoTime.getAsLong()));
        return true;
    }

    /** Another block came. */
    synchronized void extend(Object transfer) {
        Reservation held = byTransfer.remove(transfer);
        if (held != null) {
            byTransfer.put(transfer, new Reservation(held.bytes(), nanoTime.getAsLong()));
        }
    }

    synchronized void release(Object transfer) {
        Reservation held = byTransfer.remove(transfer);
        if (held != null) {
            taken -= held.bytes();
        }
    }

    synchronized long taken() {
        return taken;
    }

    /** The map is in the order of the last block, so the overdue ones come first. */
    private void releaseOverdue() {
        long now = nanoTime.getAsLong();
        Iterator<Reservation> oldestFirst = byTransfer.values().iterator();
        while (oldestFirst.hasNext()) {
            Reservation held = oldestFirst.next();
            if (now - held.lastBlock() < lifetimeNanos) {
                return;
            }
            taken -= held.bytes();
            oldestFirst.remove();
        }
    }

    private record Reservation(long bytes, long lastBlock) {}
}
