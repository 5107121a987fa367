package org.kenh.operations.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest live events, bounded in number and bytes, so that a client that lost its connection can go on where it
 * was. Events are numbered from 1; the numbers of forgotten ones are not given again. Safe for any thread.
 */
final class LiveRing {
    /** The area of what concerns everybody. */
    static final String EVERYWHERE = "";

    private final @Nullable Event[] slots;
    private final long mostBytes;
    private long oldest = 1;
    private long newest;
    private long bytes;

    LiveRing(int mostEvents, long mostBytes) {
        this.slots = new @Nullable Event[mostEvents];
        this.mostBytes = mostBytes;
    }

    /** The number that the next event will have. Only one thread may append. */
    synchronized long nextNumber() {
        return newest + 1;
    }

    synchronized long newest() {
        return newest;
    }

    synchronized void append(Event event) {
        newest++;
        if (newest - oldest >= slots.length) {
            forgetOldest();
        }
        slots[slot(newest)] = event;
        bytes += event.frame().length;
        while (bytes > mostBytes && oldest < newest) {
            forgetOldest();
        }
    }

    /** Events were lost before they came here: whoever waits for the next one has missed something. */
    synchronized void interrupt() {
        while (oldest <= newest) {
            forgetOldest();
        }
        newest++;
        oldest = newest + 1;
    }

    /** What follows the event of this number. */
    synchronized Next after(long number) {
        if (number > newest || number < oldest - 1) {
            return new Next.Missed(newest);
        }
        Event event = number == newest ? null : slots[slot(number + 1)];
        return event == null ? new Next.Nothing() : new Next.Found(event);
    }

    private void forgetOldest() {
        Event forgotten = slots[slot(oldest)];
        if (forgotten != null) {
            bytes -= forgotten.frame().length;
        }
        slots[slot(oldest)] = null;
        oldest++;
    }

    private int slot(long number) {
        return (int) (number % slots.length);
    }

    /**
     * An event, ready to be sent.
     *
     * @param area where it happened
     * @param notFor area whose people are told otherwise
     * @param frame the whole frame of the stream, with its id
     */
    @SuppressWarnings("ArrayRecordComponent") // shared by all streams, never changed, never compared
    record Event(long number, LiveTopic topic, String area, Optional<String> notFor, byte[] frame) {
        Event(long number, LiveTopic topic, String area, byte[] frame) {
            this(number, topic, area, Optional.empty(), frame);
        }
    }

    /** What follows. */
    sealed interface Next {
        record Found(Event event) implements Next {}

        /** Nothing yet. */
        record Nothing() implements Next {}

        /** Forgotten already; it goes on after this number. */
        record Missed(long newest) implements Next {}
    }
}
