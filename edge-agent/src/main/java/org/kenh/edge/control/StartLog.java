package org.kenh.edge.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * When a machine was started and stopped, for the bounds on both. Times are monotonic nanoseconds of this boot; those
 * from before it are negative or at least earlier.
 */
final class StartLog {
    static final long HOUR = 3_600 * Moment.SECOND;
    private static final int MOST = 100;

    private final Deque<Long> starts = new ArrayDeque<>();
    private long lastStop = Sight.NEVER;

    void started(long now) {
        forget(now);
        if (starts.size() == MOST) {
            starts.removeFirst();
        }
        starts.addLast(now);
    }

    void stopped(long now) {
        lastStop = now;
    }

    long lastStop() {
        return lastStop;
    }

    List<Long> starts() {
        return new ArrayList<>(starts);
    }

    int startsInHour(long now) {
        forget(now);
        return starts.size();
    }

    /** Nanoseconds until one more start stays within so many in any hour; 0 when it does now. */
    long untilOneOf(int most, long now) {
        forget(now);
        if (starts.size() < most) {
            return 0;
        }
        int over = starts.size() - most;
        return new ArrayList<>(starts).get(over) + HOUR - now;
    }

    /** Nanoseconds until the last stop is so long ago; 0 when it is, or there was none. */
    long untilRested(long pause, long now) {
        return lastStop == Sight.NEVER ? 0 : Math.max(0, lastStop + pause - now);
    }

    /** Whether it still keeps anything from being started, with a pause of that length. */
    boolean isCounting(long pause, long now) {
        forget(now);
        return !starts.isEmpty() || untilRested(pause, now) > 0;
    }

    /** Moves all that was before a time into the past, because more time has gone by than was thought. */
    void shiftBefore(long until, long nanos) {
        List<Long> shifted = new ArrayList<>();
        starts.forEach(start -> shifted.add(start < until ? start - nanos : start));
        starts.clear();
        starts.addAll(shifted);
        if (lastStop != Sight.NEVER && lastStop < until) {
            lastStop -= nanos;
        }
    }

    private void forget(long now) {
        while (!starts.isEmpty() && now - starts.getFirst() >= HOUR) {
            starts.removeFirst();
        }
    }
}
