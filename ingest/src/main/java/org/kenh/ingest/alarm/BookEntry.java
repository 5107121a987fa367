package org.kenh.ingest.alarm;

import org.jspecify.annotations.Nullable;

/** An alarm in its book and what is planned for it; ordered by its wake, which must not change while it is planned. */
final class BookEntry implements Comparable<BookEntry> {
    private final Alarm alarm;
    private final long number;
    private @Nullable Audience audience;
    private int place;
    private long wakeAt = Micros.NEVER;
    private boolean listed;
    private boolean gone;

    BookEntry(Alarm alarm, long number) {
        this.alarm = alarm;
        this.number = number;
    }

    Alarm alarm() {
        return alarm;
    }

    long wakeAt() {
        return wakeAt;
    }

    void planWake(long at) {
        wakeAt = at;
    }

    /** Whether it waits to be saved. */
    boolean listed() {
        return listed;
    }

    void list(boolean waits) {
        listed = waits;
    }

    boolean gone() {
        return gone;
    }

    void leave() {
        gone = true;
    }

    /** Where the bounds of its one series are kept. */
    void sitIn(Audience now, int at) {
        audience = now;
        place = at;
    }

    /** Something has happened to the alarm. */
    void refresh() {
        if (audience != null) {
            audience.refresh(place);
        }
    }

    @Override
    public int compareTo(BookEntry other) {
        int byTime = Long.compare(wakeAt, other.wakeAt);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
}
