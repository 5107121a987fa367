package org.kenh.ingest.alarm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The transition table and the rules of detection once more, as plainly as can be and without a thought for cost: time
 * is whole seconds, every second is looked at, letters are switched over as the table has them.
 */
final class ReferenceAlarm {
    static final double CLEAR_BELOW_SETPOINT = 2;
    private static final long LONG_AGO = -1_000_000_000;
    private static final long NEVER = Long.MAX_VALUE;

    /** What the rule says; times in seconds, 0 for "not at all". */
    record Settings(
            List<Double> setpoints,
            int onDelay,
            int offDelay,
            boolean latching,
            boolean auto,
            int reAlarm,
            int interval,
            boolean byPump,
            int hold) {}

    final List<String> rows = new ArrayList<>();
    private final Settings settings;

    // What was read: of the level, of the pump.
    private final double[] value = {Double.NaN, Double.NaN};
    private final long[] newest = {LONG_AGO, LONG_AGO};

    // Detection, level by level.
    private final boolean[] on;
    private final boolean[] waiting;
    /** How much of the delay was over before it last stood still, and since when it runs again. */
    private final long[] waited;

    private final long[] runsSince;
    private boolean frozen;
    private long time = LONG_AGO;

    // The table.
    Letter letter = Letter.A;
    private boolean active;
    private boolean hiddenLatch;
    private boolean hiddenAcknowledged;
    private final TreeSet<Letter> covers = new TreeSet<>();
    private boolean pumpCover;
    private final TreeSet<String> groupCovers = new TreeSet<>();
    int severity;
    boolean live;
    private long shelvedUntil = NEVER;
    private boolean once;
    private long tellAgain = NEVER;
    private long pumpCoverEnds = NEVER;

    private final List<Long> returns = new ArrayList<>();
    private boolean held;
    private long quietSince;

    private long present;
    private long scanned;
    private long lastRow = LONG_AGO;

    ReferenceAlarm(Settings settings) {
        this.settings = settings;
        on = new boolean[settings.setpoints().size()];
        waiting = new boolean[on.length];
        waited = new long[on.length];
        runsSince = new long[on.length];
    }

    /** Whether the reading counted as present. */
    boolean reads(int input, long at, double read, long now) {
        clock(now);
        long when = Math.min(at, now);
        long lateAfter = settings.interval() == 0 ? 600 : Math.max(60, 2 * settings.interval());
        boolean again = when == newest[input] && at <= now;
        if (when < newest[input] || again || now - when > lateAfter) {
            return false;
        }
        scan(Math.min(scanned, when), when);
        value[input] = read;
        newest[input] = when;
        if (input == 0) {
            time = Math.max(time, when);
            look();
        }
        if (settings.byPump()) {
            lookAtPump(when);
        }
        scan(when, when);
        return true;
    }

    void ticks(long now) {
        clock(now);
        scan(Math.min(scanned, now), now);
    }

    String acknowledges(boolean thisOne) {
        if (live && !thisOne) {
            return "Conflict";
        }
        switch (letter) {
            case B -> {
                tellAgain = settings.reAlarm() == 0 ? NEVER : present + settings.reAlarm();
                row("ACKNOWLEDGE", present, Letter.C);
            }
            case D -> row("ACKNOWLEDGE", present, Letter.A);
            case E -> row("ACKNOWLEDGE", present, Letter.F);
            default -> {
                return "NoOp";
            }
        }
        return "Done";
    }

    String resets() {
        if (letter == Letter.A || letter == Letter.D) {
            return "NoOp";
        }
        boolean coming = false;
        for (int i = 0; i < on.length; i++) {
            coming |= on[i] || waiting[i];
        }
        if (letter != Letter.F || coming) {
            return "Conflict";
        }
        row("RESET", present, Letter.A);
        return "Done";
    }

    String shelves(long until, boolean oneTime) {
        if (until <= present || until - present > 8 * 3600) {
            return "Invalid";
        }
        if (!covers.isEmpty()) {
            return "Conflict";
        }
        shelvedUntil = until;
        once = oneTime;
        cover(Letter.G, "SHELVE", present);
        return "Done";
    }

    String unshelves() {
        if (!covers.contains(Letter.G)) {
            return "NoOp";
        }
        endShelving(present);
        return "Done";
    }

    String suppresses(String cause, boolean set) {
        boolean changes = set ? groupCovers.add(cause) : groupCovers.remove(cause);
        if (!changes) {
            return "NoOp";
        }
        coverH(set, present);
        return "Done";
    }

    String serves(boolean out) {
        if (covers.contains(Letter.I) == out) {
            return "NoOp";
        }
        if (out) {
            cover(Letter.I, "OUT_OF_SERVICE", present);
        } else {
            uncover(Letter.I, "IN_SERVICE", present);
        }
        return "Done";
    }

    private void clock(long now) {
        if (now < present) {
            newest[0] = Math.min(newest[0], now);
            newest[1] = Math.min(newest[1], now);
            time = Math.min(time, now);
            Arrays.fill(waited, 0);
            Arrays.fill(runsSince, now);
            returns.replaceAll(each -> Math.min(each, now));
            quietSince = Math.min(quietSince, now);
            if (shelvedUntil != NEVER) {
                shelvedUntil = Math.min(shelvedUntil, now + 8 * 3600);
            }
            if (tellAgain != NEVER) {
                tellAgain = Math.min(tellAgain, now + settings.reAlarm());
            }
            if (pumpCoverEnds != NEVER) {
                pumpCoverEnds = Math.min(pumpCoverEnds, now + settings.hold());
            }
            lastRow = Math.min(lastRow, now);
            scanned = Math.min(scanned, now);
        }
        present = now;
    }

    private void scan(long from, long to) {
        for (long second = from; second <= to; second++) {
            while (somethingHappens(second)) {
                // One thing at a time.
            }
        }
        // A lagging reading may have begun a delay that was over long ago: the next scan begins there.
        scanned = to;
    }

    private boolean somethingHappens(long now) {
        if (delaysEnd(now)) {
            return true;
        }
        boolean waits = false;
        for (boolean each : waiting) {
            waits |= each;
        }
        if (waits && !frozen && now > time && unknown(0, now)) {
            time = now;
            look();
            return true;
        }
        if (held && now >= quietSince + 60) {
            settles(now);
            return true;
        }
        if (now >= pumpCoverEnds) {
            pumpCoverEnds = NEVER;
            pumpCover = false;
            coverH(false, now);
            return true;
        }
        if (now >= shelvedUntil) {
            endShelving(now);
            return true;
        }
        if (now >= tellAgain) {
            tellAgain = NEVER;
            row("RE_ALARM", now, Letter.B);
            return true;
        }
        return false;
    }

    private boolean delaysEnd(long now) {
        int before = level();
        boolean any = false;
        for (int i = 0; i < on.length; i++) {
            int delay = on[i] ? settings.offDelay() : settings.onDelay();
            if (waiting[i] && !frozen && waited[i] + now - runsSince[i] >= delay) {
                on[i] = !on[i];
                waiting[i] = false;
                any = true;
            }
        }
        if (any) {
            time = Math.max(time, now);
            look();
            changes(before, level(), now);
        }
        return any;
    }

    private void look() {
        if (unknown(0, time)) {
            for (int i = 0; i < on.length; i++) {
                waited[i] += frozen || !waiting[i] ? 0 : time - runsSince[i];
            }
            frozen = true;
            return;
        }
        for (int i = 0; i < on.length; i++) {
            if (frozen) {
                runsSince[i] = time;
            }
            double setpoint = settings.setpoints().get(i);
            boolean other = on[i] ? value[0] <= setpoint - CLEAR_BELOW_SETPOINT : value[0] >= setpoint;
            if (other && !waiting[i]) {
                waited[i] = 0;
                runsSince[i] = time;
            }
            waiting[i] = other;
        }
        frozen = false;
    }

    private void lookAtPump(long when) {
        if (unknown(1, when)) {
            return;
        }
        if (value[1] == 0) {
            pumpCoverEnds = NEVER;
            if (!pumpCover) {
                pumpCover = true;
                coverH(true, when);
            }
        } else if (pumpCover && pumpCoverEnds == NEVER) {
            pumpCoverEnds = when + settings.hold();
        }
    }

    private boolean unknown(int input, long when) {
        boolean stale = settings.interval() > 0 && when - newest[input] >= 2L * settings.interval();
        return stale || Double.isNaN(value[input]);
    }

    private int level() {
        int level = 0;
        for (int i = 0; i < on.length; i++) {
            level = on[i] ? i + 1 : level;
        }
        return level;
    }

    private void changes(int before, int after, long now) {
        if (before == after) {
            return;
        }
        if (held && (before == 0 || after == 0)) {
            quietSince = now;
        }
        if (before == 0 && !held) {
            activates(after, now);
        } else if (after == 0 && !held) {
            returns.add(now);
            List<Long> lastThree = returns.subList(Math.max(0, returns.size() - 3), returns.size());
            if (lastThree.size() == 3 && now - lastThree.get(0) <= 60) {
                held = true;
                quietSince = now;
                row("CHATTERING", now, letter);
            } else {
                goes(now);
            }
        } else if (after != 0) {
            severity(after, now);
        }
    }

    private void activates(int to, long now) {
        active = true;
        severity = to;
        live = true;
        switch (letter) {
            case A, D, E, F -> row("ACTIVATE", now, Letter.B);
            case G, H, I -> {
                hiddenAcknowledged = false;
                row("ACTIVATE", now, letter);
            }
            default -> throw new IllegalStateException("active already: " + letter);
        }
    }

    private void goes(long now) {
        active = false;
        severity = 0;
        tellAgain = NEVER;
        switch (letter) {
            case B -> row("RETURN", now, settings.auto() ? Letter.A : settings.latching() ? Letter.E : Letter.D);
            case C -> row("RETURN", now, settings.latching() ? Letter.F : Letter.A);
            case G, H, I -> {
                live = hiddenLatch;
                row("RETURN", now, letter);
            }
            default -> throw new IllegalStateException("not active: " + letter);
        }
        if (once) {
            endShelving(now);
        }
    }

    private void severity(int to, long now) {
        if (to > severity) {
            severity = to;
            if (letter == Letter.C) {
                tellAgain = NEVER;
            }
            row("SEVERITY_RAISED", now, letter == Letter.C ? Letter.B : letter);
        } else if (to < severity && !held) {
            severity = to;
            row("SEVERITY_LOWERED", now, letter);
        }
    }

    private void settles(long now) {
        held = false;
        returns.clear();
        row("SETTLED", now, letter);
        if (level() == 0) {
            goes(now);
        } else {
            severity(level(), now);
        }
    }

    private void endShelving(long now) {
        shelvedUntil = NEVER;
        once = false;
        uncover(Letter.G, "UNSHELVE", now);
    }

    private void coverH(boolean set, long now) {
        if (set) {
            cover(Letter.H, "SUPPRESS", now);
        } else if (pumpCover || !groupCovers.isEmpty()) {
            row("UNSUPPRESS", now, letter);
        } else {
            uncover(Letter.H, "UNSUPPRESS", now);
        }
    }

    private void cover(Letter cover, String event, long now) {
        if (covers.isEmpty()) {
            hiddenLatch = letter == Letter.E
                    || letter == Letter.F
                    || (settings.latching() && (letter == Letter.B || letter == Letter.C));
            hiddenAcknowledged = letter == Letter.C || letter == Letter.F;
        }
        tellAgain = NEVER;
        covers.add(cover);
        row(event, now, covers.last());
    }

    private void uncover(Letter cover, String event, long now) {
        covers.remove(cover);
        if (!covers.isEmpty()) {
            row(event, now, covers.last());
        } else if (active) {
            row(event, now, Letter.B);
        } else if (hiddenLatch) {
            row(event, now, hiddenAcknowledged ? Letter.F : Letter.E);
        } else {
            row(event, now, Letter.A);
        }
    }

    private void row(String event, long at, Letter to) {
        lastRow = Math.max(lastRow, at);
        rows.add(event + "@" + lastRow + " " + letter + to + " " + severity);
        letter = to;
        if (to == Letter.A) {
            live = false;
        }
    }
}
