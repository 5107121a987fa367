package org.kenh.edge.sensor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When which point of a driver is to be read next. A late one is read once, not as often as it was missed. */
final class Schedule {
    private final List<Entry> entries = new ArrayList<>();
    private final long interval;
    private final long started;
    /** For a driver without points, which has to be read all the same. */
    private long nextOfNone;

    Schedule(Duration interval, long now) {
        this.interval = interval.toNanos();
        this.started = now;
        this.nextOfNone = now;
    }

    void add(Point point) {
        entries.add(new Entry(point, nextOfNone));
    }

    boolean isDue(long now) {
        return now - next() >= 0;
    }

    /** The earliest time at which something is due. */
    long next() {
        long next = entries.isEmpty() ? nextOfNone : entries.get(0).next;
        for (Entry entry : entries) {
            next = entry.next - next < 0 ? entry.next : next;
        }
        return next;
    }

    /** Takes what is due, and sets when it is next. */
    List<Point> due(long now) {
        if (entries.isEmpty() && now - nextOfNone >= 0) {
            nextOfNone = after(now, interval);
        }
        List<Point> due = new ArrayList<>();
        for (Entry entry : entries) {
            if (now - entry.next >= 0) {
                due.add(entry.point);
                entry.next = after(now, entry.point.interval().toNanos());
            }
        }
        return due;
    }

    private long after(long now, long step) {
        // All points of one interval stay in step, so that they are read in one go.
        return started + ((now - started) / step + 1) * step;
    }

    private static final class Entry {
        private final Point point;
        private long next;

        Entry(Point point, long next) {
            this.point = point;
            this.next = next;
        }
    }
}
