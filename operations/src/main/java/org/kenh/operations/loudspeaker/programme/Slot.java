package org.kenh.operations.loudspeaker.programme;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.DueSlot;

/**
 * One planned sounding of a bulletin.
 *
 * @param id unique, at most 40 characters; one that a schedule makes is always the same
 * @param planned when the schedule asks for it
 * @param starts when it is to begin: later than planned where another one comes first
 * @param seconds of the whole, with repetitions
 * @param targets ids of the clusters' devices, sorted, as they were when the slot was made
 * @param cancelledAt since when it is not wanted any more
 */
public record Slot(
        String id,
        long bulletin,
        String title,
        BulletinClass kind,
        Instant planned,
        Instant starts,
        int seconds,
        Optional<String> sha256,
        int order,
        List<String> targets,
        Optional<Instant> cancelledAt) {
    /** How ids of slots begin that a schedule makes; others are made by people. */
    static final String SCHEDULED = "b";

    public Slot {
        targets = targets.stream().sorted().distinct().toList();
    }

    public Instant ends() {
        return starts.plusSeconds(seconds);
    }

    /** The day it counts for. */
    public LocalDate day() {
        return LocalDay.of(starts);
    }

    /** The days that it counts for, or did before it was moved. */
    public Set<LocalDate> days() {
        return new TreeSet<>(
                List.of(LocalDay.of(planned), LocalDay.of(planned.plus(SlotMaker.MOST_MOVED)), LocalDay.of(starts)));
    }

    /** As the judge needs it. */
    public DueSlot due() {
        return new DueSlot(
                id,
                String.valueOf(bulletin),
                kind,
                starts,
                Duration.ofSeconds(seconds),
                sha256,
                cancelledAt,
                isReadOut(),
                planned);
    }

    /** What no schedule makes and has no file is text that the cluster reads out: nobody knows how long that takes. */
    private boolean isReadOut() {
        return !isScheduled() && sha256.isEmpty();
    }

    /** Whether this is what is to be told in it. */
    boolean tells(Content content) {
        return title.equals(content.title())
                && kind == content.kind()
                && seconds == content.seconds()
                && sha256.equals(content.sha256());
    }

    boolean isScheduled() {
        return id.startsWith(SCHEDULED);
    }

    public boolean isCancelled() {
        return cancelledAt.isPresent();
    }

    Slot with(int otherOrder, List<String> others) {
        return new Slot(id, bulletin, title, kind, planned, starts, seconds, sha256, otherOrder, others, cancelledAt);
    }

    /** The same for a commune whose own order moves it there; its id stays within 40 characters for up to 99,999 communes. */
    Slot partOf(int commune) {
        return new Slot(
                id + "-" + commune,
                bulletin,
                title,
                kind,
                planned,
                starts,
                seconds,
                sha256,
                order,
                targets,
                cancelledAt);
    }

    /** For the clusters that are not among these. */
    Slot without(Set<String> others) {
        return with(
                order,
                targets.stream().filter(device -> !others.contains(device)).toList());
    }

    Slot startingAt(Instant moment) {
        return new Slot(id, bulletin, title, kind, planned, moment, seconds, sha256, order, targets, cancelledAt);
    }

    Slot cancelledAt(Instant moment) {
        return new Slot(
                id, bulletin, title, kind, planned, starts, seconds, sha256, order, targets, Optional.of(moment));
    }
}
