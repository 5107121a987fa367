package org.kenh.ingest.alarm;

import org.jspecify.annotations.Nullable;

/** What becomes of an alarm by itself: its condition comes and goes, its rule suppresses it, its times run out. */
final class Course {
    private final AlarmRule rule;
    private final Detection detection;
    private final Standing standing;
    private final JournalWriter writer;
    private final Chatter chatter = new Chatter();
    private final @Nullable Operation suppressing;
    private final boolean latching;
    private final long hold;

    /** When suppression by the rule ends, its condition having ended before; NEVER while that holds. */
    private long releaseAt = Micros.NEVER;

    Course(AlarmRule rule, Detection detection, Standing standing, JournalWriter writer, Inputs inputs) {
        this.rule = rule;
        this.detection = detection;
        this.standing = standing;
        this.writer = writer;
        latching = rule.handling().latching();
        suppressing = rule.suppression()
                .map(part -> new Operation(part.when(), rule.inputs(), inputs))
                .orElse(null);
        hold = rule.suppression().map(part -> Micros.of(part.hold())).orElse(0L);
    }

    /** When something happens without any reading, or NEVER. */
    long deadline() {
        long own = Math.min(Math.min(chatter.settleAt(), releaseAt), standing.shelvedUntil());
        return Math.min(Math.min(own, standing.reAlarmAt()), detection.deadline());
    }

    /** Does what is due: one thing at a time, and at the same time in this order. */
    void fire(long at) {
        if (detection.deadline() <= at) {
            int before = detection.level();
            detection.fire(at);
            if (detection.level() != before) {
                levelChanged(before, detection.level(), at);
            }
        } else if (chatter.settleAt() <= at) {
            settle(at);
        } else if (releaseAt <= at) {
            releaseAt = Micros.NEVER;
            writer.mark();
            standing.suppressByRule(false, latching);
            moved(Event.UNSUPPRESS, at, suppressionText());
        } else if (standing.shelvedUntil() <= at) {
            unshelve(at, "expired");
        } else {
            writer.mark();
            standing.unacknowledge();
            moved(Event.RE_ALARM, at, "");
        }
    }

    /**
     * Follows the suppression of the rule after a reading. Unknown leaves it as it is: a link that is lost must not
     * raise what it hides. Returns whether a deadline may have come nearer or gone.
     */
    boolean followSuppression(long at) {
        if (suppressing == null) {
            return false;
        }
        Truth truth = suppressing.truth(at);
        if (truth == Truth.TRUE && standing.byRule() && releaseAt != Micros.NEVER) {
            releaseAt = Micros.NEVER;
            return true;
        }
        if (truth == Truth.TRUE && !standing.byRule()) {
            writer.mark();
            standing.suppressByRule(true, latching);
            moved(Event.SUPPRESS, at, suppressionText());
            return true;
        }
        if (truth == Truth.FALSE && standing.byRule() && releaseAt == Micros.NEVER) {
            releaseAt = at + hold;
            return true;
        }
        return false;
    }

    boolean chatters() {
        return chatter.holds();
    }

    void clockWentBack(long now) {
        chatter.clockWentBack(now);
        standing.clockWentBack(
                now,
                Micros.of(rule.handling().longestShelving()),
                rule.timing().reAlarm().map(Micros::of).orElse(0L));
        if (releaseAt != Micros.NEVER) {
            releaseAt = Math.min(releaseAt, now + hold);
        }
    }

    void write(StateWriter out) {
        chatter.write(out);
        out.longs(releaseAt);
    }

    void read(StateReader in) {
        chatter.read(in);
        releaseAt = in.number();
    }

    /** Another version of the rule: its suppression, seen anew, must say again that it holds. */
    void takeOver() {
        releaseAt = standing.byRule() ? writer.present() + hold : Micros.NEVER;
    }

    private void levelChanged(int before, int after, long at) {
        if (before == 0) {
            cameOn(after, at);
        } else if (after == 0) {
            wentOff(at);
        } else {
            severityChanged(after, at);
        }
    }

    private void cameOn(int level, long at) {
        if (chatter.holds()) {
            chatter.stirred(at);
            severityChanged(level, at);
            return;
        }
        writer.mark();
        long when = writer.activationAt(at);
        standing.activate(level, when, writer.occurrence(when), latching);
        moved(Event.ACTIVATE, when, "");
    }

    private void wentOff(long at) {
        if (chatter.holds()) {
            chatter.stirred(at);
        } else if (chatter.returned(at)) {
            writer.mark();
            moved(Event.CHATTERING, at, "");
        } else {
            clear(at);
        }
    }

    private void clear(long at) {
        writer.mark();
        standing.clear(rule.handling().autoAcknowledged());
        moved(Event.RETURN, at, "");
        if (standing.oneShot()) {
            unshelve(at, "returned");
        }
    }

    private void severityChanged(int to, long at) {
        // While it chatters it stands at the gravest level that it has reached.
        if (to == standing.level() || (chatter.holds() && to < standing.level())) {
            return;
        }
        writer.mark();
        boolean rise = to > standing.level();
        boolean tell = rise && standing.letter() == Letter.C && rule.handling().tellRises();
        standing.setLevel(to, tell);
        moved(rise ? Event.SEVERITY_RAISED : Event.SEVERITY_LOWERED, at, "");
    }

    private void settle(long at) {
        chatter.settle();
        writer.mark();
        moved(Event.SETTLED, at, "");
        if (detection.level() == 0) {
            clear(at);
        } else {
            severityChanged(detection.level(), at);
        }
    }

    private void unshelve(long at, String reason) {
        writer.mark();
        standing.unshelve(latching);
        moved(Event.UNSHELVE, at, reason);
    }

    private void moved(Event event, long at, String reason) {
        writer.moved(event, at, JournalWriter.SYSTEM, reason);
    }

    private String suppressionText() {
        return rule.suppression().map(part -> part.when().toString()).orElse("");
    }
}
