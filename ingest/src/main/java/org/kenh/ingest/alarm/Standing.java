package org.kenh.ingest.alarm;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orthogonal flags of an alarm and how events change them. The letter follows from the flags alone. */
final class Standing {
    /** A device, its site, its commune, the district: far more than can ever hide one alarm. */
    static final int MOST_SUPPRESSORS = 16;

    private boolean active;
    private boolean acknowledged = true;
    private boolean latched;
    private int level;
    private @Nullable UUID occurrence;
    private long activatedAt = Micros.NONE;
    private long shelvedUntil = Micros.NEVER;
    private boolean oneShot;
    private boolean byRule;
    private List<String> suppressors = List.of();
    private boolean outOfService;
    private long reAlarmAt = Micros.NEVER;

    Letter letter() {
        if (outOfService) {
            return Letter.I;
        }
        if (byRule || !suppressors.isEmpty()) {
            return Letter.H;
        }
        if (shelved()) {
            return Letter.G;
        }
        if (active) {
            return acknowledged ? Letter.C : Letter.B;
        }
        if (latched) {
            return acknowledged ? Letter.F : Letter.E;
        }
        return acknowledged ? Letter.A : Letter.D;
    }

    /** A new occurrence. What begins unseen does not latch: nobody was told of it, and the journal has it. */
    void activate(int to, long at, UUID id, boolean latching) {
        active = true;
        acknowledged = false;
        level = to;
        occurrence = id;
        activatedAt = at;
        reAlarmAt = Micros.NEVER;
        latched = latched || (latching && !letter().suppressed());
    }

    void clear(boolean autoAcknowledged) {
        active = false;
        level = 0;
        reAlarmAt = Micros.NEVER;
        if (autoAcknowledged || (letter().suppressed() && !latched)) {
            acknowledged = true;
        }
        endIfOver();
    }

    void setLevel(int to, boolean tell) {
        level = to;
        if (tell) {
            unacknowledge();
        }
    }

    void acknowledge(long tellAgainAt) {
        acknowledged = true;
        reAlarmAt = active ? tellAgainAt : Micros.NEVER;
        endIfOver();
    }

    void unacknowledge() {
        acknowledged = false;
        reAlarmAt = Micros.NEVER;
    }

    void reset() {
        latched = false;
        endIfOver();
    }

    void shelve(long until, boolean once) {
        shelvedUntil = until;
        oneShot = once;
        reAlarmAt = Micros.NEVER;
    }

    void unshelve(boolean latching) {
        shelvedUntil = Micros.NEVER;
        oneShot = false;
        leave(latching);
    }

    void suppressByRule(boolean set, boolean latching) {
        byRule = set;
        reAlarmAt = Micros.NEVER;
        leave(latching);
    }

    /** Several larger alarms may hide the same one: it is hidden until the last of them has gone. */
    void suppressBy(String cause, boolean set, boolean latching) {
        List<String> causes = new ArrayList<>(suppressors);
        if (set) {
            causes.add(cause);
        } else {
            causes.remove(cause);
        }
        suppressors = List.copyOf(causes);
        reAlarmAt = Micros.NEVER;
        leave(latching);
    }

    void takeOutOfService(boolean set, boolean latching) {
        outOfService = set;
        reAlarmAt = Micros.NEVER;
        leave(latching);
    }

    /** Times that were counted by a clock that was ahead must not keep an alarm quiet for longer than they could. */
    void clockWentBack(long now, long longestShelving, long longestReAlarm) {
        activatedAt = Math.min(activatedAt, now);
        if (shelved()) {
            shelvedUntil = Math.min(shelvedUntil, now + longestShelving);
        }
        if (reAlarmAt != Micros.NEVER) {
            reAlarmAt = Math.min(reAlarmAt, now + longestReAlarm);
        }
    }

    boolean active() {
        return active;
    }

    boolean acknowledged() {
        return acknowledged;
    }

    boolean latched() {
        return latched;
    }

    int level() {
        return level;
    }

    @Nullable
    UUID occurrence() {
        return occurrence;
    }

    long activatedAt() {
        return activatedAt;
    }

    boolean shelved() {
        return shelvedUntil != Micros.NEVER;
    }

    long shelvedUntil() {
        return shelvedUntil;
    }

    boolean oneShot() {
        return oneShot;
    }

    boolean byRule() {
        return byRule;
    }

    /** What larger alarms hide it now. */
    List<String> suppressors() {
        return suppressors;
    }

    boolean outOfService() {
        return outOfService;
    }

    long reAlarmAt() {
        return reAlarmAt;
    }

    void write(StateWriter out) {
        out.booleans(active, acknowledged, latched, oneShot, byRule, outOfService, occurrence != null);
        out.longs(level, activatedAt, shelvedUntil, reAlarmAt, suppressors.size());
        suppressors.forEach(out::text);
        if (occurrence != null) {
            out.longs(occurrence.getMostSignificantBits(), occurrence.getLeastSignificantBits());
        }
    }

    void read(StateReader in) {
        active = in.flag();
        acknowledged = in.flag();
        latched = in.flag();
        oneShot = in.flag();
        byRule = in.flag();
        outOfService = in.flag();
        boolean occurs = in.flag();
        level = in.count(Condition.MOST_LEVELS);
        activatedAt = in.number();
        shelvedUntil = in.number();
        reAlarmAt = in.number();
        List<String> causes = new ArrayList<>();
        for (int left = in.count(MOST_SUPPRESSORS); left > 0; left--) {
            causes.add(in.text());
        }
        suppressors = List.copyOf(causes);
        occurrence = occurs ? new UUID(in.number(), in.number()) : null;
    }

    /** Looks again once the last kind of suppression has gone. */
    private void leave(boolean latching) {
        if (letter().suppressed()) {
            return;
        }
        if (active) {
            acknowledged = false;
            latched = latched || latching;
        } else if (!latched) {
            acknowledged = true;
        }
        endIfOver();
    }

    private void endIfOver() {
        if (!active && acknowledged && !latched) {
            occurrence = null;
        }
    }
}
