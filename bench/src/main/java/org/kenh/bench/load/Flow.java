package org.kenh.bench.load;

import java.util.Arrays;

/**
 * The messages of one kind of one device: what is due, and what awaits its acknowledgement. A message in flight holds a
 * slot; a slot's number is its packet id on the wire.
 */
final class Flow {
    private static final long FREE = Long.MIN_VALUE;

    private final Recorder recorder;
    private final Pace pace;
    private final Message message;
    private final int firstSlot;
    private final long[] intended;
    private final int[] freeSlots;
    private int free;

    /** @param slots no other flow of the connection may have them */
    Flow(Message message, Pace pace, Recorder recorder, Slots slots) {
        this.message = message;
        this.pace = pace;
        this.recorder = recorder;
        this.firstSlot = slots.first();
        this.intended = new long[slots.count()];
        this.freeSlots = new int[slots.count()];
        releaseAll();
    }

    Message message() {
        return message;
    }

    /** Takes a slot for the message that is due; 0 when none is due or no slot is free. */
    int take(long now) {
        if (free == 0) {
            return 0;
        }
        long due = pace.due(now);
        if (due == Pace.NEVER) {
            return 0;
        }
        int slot = freeSlots[--free];
        intended[slot - firstSlot] = due;
        pace.taken();
        recorder.sent();
        return slot;
    }

    boolean owns(int slot) {
        return slot >= firstSlot && slot < firstSlot + intended.length;
    }

    void acknowledged(int slot, long now) {
        long due = release(slot);
        if (due == FREE) {
            recorder.failed("acknowledged twice or unasked", 1);
        } else {
            recorder.acknowledged(due, now);
        }
    }

    void failed(int slot, String reason) {
        if (release(slot) != FREE) {
            recorder.failed(reason, 1);
        }
    }

    int inFlight() {
        return intended.length - free;
    }

    /** The connection is gone and what was in flight with it. */
    void abandon(String reason) {
        if (inFlight() > 0) {
            recorder.failed(reason, inFlight());
        }
        releaseAll();
    }

    private long release(int slot) {
        long due = intended[slot - firstSlot];
        if (due != FREE) {
            intended[slot - firstSlot] = FREE;
            freeSlots[free++] = slot;
        }
        return due;
    }

    private void releaseAll() {
        Arrays.fill(intended, FREE);
        for (int i = 0; i < freeSlots.length; i++) {
            freeSlots[i] = firstSlot + freeSlots.length - 1 - i;
        }
        free = freeSlots.length;
    }

    /** A range of slots, from 1. */
    record Slots(int first, int count) {}
}
