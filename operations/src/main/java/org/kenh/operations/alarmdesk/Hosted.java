package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.AlarmStatus;
import org.kenh.ingest.alarm.Transition;

/** An alarm that the desk watches. All but {@link #shown} is for the engine's thread. */
final class Hosted {
    private final long id;
    private final AlarmKey key;
    private final Instant since;
    private volatile Watched watched;
    private Notes notes;
    private final Set<Hosted> hiddenBy = new HashSet<>();
    private final Set<Hosted> hides = new HashSet<>();
    private boolean hiding;
    private boolean countedActive;
    private int activeMembers;
    private volatile @Nullable Shown shown;

    Hosted(long id, Watched watched, Notes notes, Instant since) {
        this.id = id;
        this.key = watched.key();
        this.since = since;
        this.watched = watched;
        this.notes = notes;
    }

    long id() {
        return id;
    }

    AlarmKey key() {
        return key;
    }

    /** When it was taken up. */
    Instant since() {
        return since;
    }

    Watched watched() {
        return watched;
    }

    void watch(Watched other) {
        watched = other;
    }

    Notes notes() {
        return notes;
    }

    void note(Notes other) {
        notes = other;
    }

    /** Takes from a transition who did what. */
    void follow(Transition row, boolean oneShot) {
        if (row.historical()) {
            return;
        }
        notes = switch (row.event()) {
            case ACTIVATE -> notes.withNewOccurrence();
            case ACKNOWLEDGE -> notes.withAcknowledgement(Optional.of(row.who()), Optional.of(row.at()));
            case RE_ALARM, SEVERITY_RAISED -> notes.withAcknowledgement(Optional.empty(), Optional.empty());
            case SHELVE -> notes.withShelving(Optional.of(row.who()), Optional.of(row.reason()), oneShot);
            case UNSHELVE -> notes.withShelving(Optional.empty(), Optional.empty(), false);
            case OUT_OF_SERVICE -> notes.withOutOfService(Optional.of(row.reason()));
            case IN_SERVICE -> notes.withOutOfService(Optional.empty());
            case RETURN, SEVERITY_LOWERED, RESET, SUPPRESS, UNSUPPRESS, CHATTERING, SETTLED -> notes;
        };
    }

    /** The group alarms that hide it. */
    Set<Hosted> hiddenBy() {
        return hiddenBy;
    }

    /** The alarms that it hides. */
    Set<Hosted> hides() {
        return hides;
    }

    boolean isHiding() {
        return hiding;
    }

    void setHiding(boolean set) {
        hiding = set;
    }

    boolean isCountedActive() {
        return countedActive;
    }

    void setCountedActive(boolean set) {
        countedActive = set;
    }

    int activeMembers() {
        return activeMembers;
    }

    void countMembers() {
        activeMembers = 0;
        for (Hosted member : hides) {
            activeMembers += member.countedActive ? 1 : 0;
        }
    }

    /** The largest of the groups that hide it. */
    Optional<Long> suppressedBy() {
        Hosted largest = null;
        for (Hosted group : hiddenBy) {
            if (largest == null || group.watched.rank() < largest.watched.rank()) {
                largest = group;
            }
        }
        return largest == null ? Optional.empty() : Optional.of(largest.id);
    }

    /** How it stands after the last commit; null if it has always been normal. For any thread. */
    @Nullable
    Shown shown() {
        return shown;
    }

    void show(Shown now) {
        shown = now;
    }

    /** How an alarm stood at a commit. */
    record Shown(
            Watched watched,
            AlarmStatus status,
            Notes notes,
            int members,
            Optional<Long> suppressedBy,
            Instant updatedAt,
            long revision) {

        /** Whether a person could tell the difference. */
        boolean looksLike(Shown other) {
            return watched.sameAs(other.watched)
                    && status.equals(other.status)
                    && notes.equals(other.notes)
                    && members == other.members
                    && suppressedBy.equals(other.suppressedBy);
        }
    }
}
