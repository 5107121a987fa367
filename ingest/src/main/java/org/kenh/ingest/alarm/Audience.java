package org.kenh.ingest.alarm;

import java.util.Arrays;

/**
 * The alarms that look at one series. Most readings mean nothing to most of them: while an alarm is calm, a value between
 * two bounds changes nothing but what is known of the series. That is noted here once for all of them, and they look it
 * up when they need it.
 */
final class Audience {
    private final Watch[] watches;
    /** Of each alarm the bounds between which, both left out, it has nothing to do; NaN while there are none. */
    private final double[] bounds;

    private final long lateAfter;
    private final Noted noted = new Noted();
    private long newest = Micros.NONE;

    private Audience(Watch... watches) {
        this.watches = watches;
        bounds = new double[2 * watches.length];
        long late = Micros.NEVER;
        for (int i = 0; i < watches.length; i++) {
            Alarm alarm = watches[i].entry().alarm();
            late = Math.min(late, alarm.lateAfter(watches[i].input()));
            newest = Math.max(newest, alarm.newestMicros(watches[i].input()));
            if (alarm.rule().inputs().size() == 1) {
                alarm.follow(noted);
                watches[i].entry().sitIn(this, i);
            }
            refresh(i);
        }
        lateAfter = late;
    }

    static Audience of(Watch... watches) {
        return new Audience(watches);
    }

    /** What the others know goes on in the new one. */
    Audience joinedBy(Audience other) {
        Watch[] joined = Arrays.copyOf(watches, watches.length + other.watches.length);
        System.arraycopy(other.watches, 0, joined, watches.length, other.watches.length);
        return new Audience(joined);
    }

    /** Those that are left; none may be. */
    Watch[] without(BookEntry entry) {
        return Arrays.stream(watches).filter(watch -> watch.entry() != entry).toArray(Watch[]::new);
    }

    Watch[] watches() {
        return watches;
    }

    /** Whether a reading is newer than all before and not stale, so that the bounds decide. */
    boolean isInTime(long at, long now) {
        return at > newest && now - at <= lateAfter;
    }

    /** Whether an alarm has nothing to do with a value; never with NaN. */
    boolean isQuiet(int place, double value) {
        return value > bounds[2 * place] && value < bounds[2 * place + 1];
    }

    /** A reading in time, which all that are not quiet have been told. */
    void note(long at, double value, long now) {
        noted.at = at;
        noted.value = value;
        noted.now = now;
        newest = at;
    }

    /** A reading that was told to each. */
    void seen(long at) {
        newest = Math.max(newest, at);
    }

    /** Something has happened to an alarm: it may have become calm, or be calm no more. */
    void refresh(int place) {
        Alarm alarm = watches[place].entry().alarm();
        bounds[2 * place] = alarm.quietAbove();
        bounds[2 * place + 1] = alarm.quietBelow();
    }

    void clockWentBack(long now) {
        newest = Math.min(newest, now);
        noted.at = Math.min(noted.at, now);
    }

    /** An alarm that looks at a series, as the input at this place. */
    record Watch(BookEntry entry, int input) {}

    /** The newest reading that was not told to the calm; with the present at which it came. */
    static final class Noted {
        private long at = Micros.NONE;
        private double value = Double.NaN;
        private long now;

        long at() {
            return at;
        }

        double value() {
            return value;
        }

        long now() {
            return now;
        }
    }
}
