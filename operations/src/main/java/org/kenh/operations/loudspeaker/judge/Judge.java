package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says how the slots of one cluster went: a function of what was planned, the set of what the cluster told, and the time. Made
 * for one judgement.
 */
public final class Judge {
    private static final double MILLIS = 1e3;

    private final Case given;
    private final List<DueSlot> slots;
    private final Evidence evidence;
    private final Limits limits;
    private final Instant now;
    private final Matching matching;
    private final List<Instant> looks = new ArrayList<>();

    private Judge(Case given) {
        this.given = given;
        this.slots = given.slots();
        this.evidence = given.evidence();
        this.limits = given.limits();
        this.now = given.now();
        this.matching = Matching.of(slots, Play.all(evidence), limits);
    }

    /** All slots that a play of the evidence might be for must be among the slots. */
    public static Judgement judge(Collection<DueSlot> slots, Evidence evidence, Limits limits, Instant now) {
        List<DueSlot> ordered = slots.stream()
                .sorted(Comparator.comparing(DueSlot::starts).thenComparing(DueSlot::id))
                .toList();
        return new Judge(new Case(ordered, evidence, limits, now)).judge();
    }

    private Judgement judge() {
        List<SlotVerdict> verdicts = new ArrayList<>();
        List<Play> wrong = new ArrayList<>();
        for (DueSlot slot : slots) {
            SlotVerdict verdict = verdict(slot, Sounding.of(slot, matching.of(slot)));
            if (isWrong(verdict)) {
                wrong.addAll(matching.of(slot));
            }
            verdicts.add(verdict);
        }
        Set<String> untold = verdicts.stream()
                .filter(Judge::mayBeTold)
                .map(SlotVerdict::slot)
                .collect(Collectors.toSet());
        Intruders intruders = new Intruders(given, matching, untold);
        List<Unplanned> unplanned = intruders.find(wrong);
        looks.addAll(intruders.looks());
        return new Judgement(
                verdicts, unplanned, looks.stream().filter(now::isBefore).min(Comparator.naturalOrder()));
    }

    private static boolean isWrong(SlotVerdict verdict) {
        return verdict.cause().filter(cause -> cause == Cause.WRONG_AUDIO).isPresent();
    }

    /** Of its beginning. */
    private static boolean mayBeTold(SlotVerdict verdict) {
        return verdict.verdict() == Verdict.DUE
                || verdict.cause().filter(cause -> cause == Cause.NO_LINK).isPresent();
    }

    private SlotVerdict verdict(DueSlot slot, Optional<Sounding> sounding) {
        // Who had not begun when it was called off need not begin any more.
        Optional<Instant> cancelled =
                slot.cancelledAt().filter(at -> !at.isAfter(slot.starts().plus(limits.startWithin())));
        if (sounding.isEmpty() && cancelled.isPresent()) {
            return said(slot, sounding, Verdict.EXCUSED, Optional.of(Cause.CANCELLED), true);
        }
        return sounding.map(sounded -> sounded(slot, sounded)).orElseGet(() -> notStarted(slot));
    }

    private SlotVerdict notStarted(DueSlot slot) {
        Instant startBy = slot.starts().plus(limits.startWithin()).plus(limits.patience());
        Instant lastCall = lastCall(slot, slot.ends());
        if (now.isBefore(startBy)) {
            look(startBy);
            return said(slot, Optional.empty(), Verdict.DUE, Optional.empty(), false);
        }
        look(lastCall);
        boolean over = !now.isBefore(lastCall);
        if (isPreempted(slot)) {
            return said(slot, Optional.empty(), Verdict.EXCUSED, Optional.of(Cause.PREEMPTED), over);
        }
        if (mayTellLater(slot, lastCall)) {
            return said(slot, Optional.empty(), Verdict.MISSED, Optional.of(Cause.NO_LINK), false);
        }
        Cause cause = atFault(slot).orElse(Cause.NO_START);
        return said(slot, Optional.empty(), Verdict.MISSED, Optional.of(cause), over);
    }

    private SlotVerdict sounded(DueSlot slot, Sounding sounding) {
        Optional<Sounding> shown = Optional.of(sounding);
        Instant lastCall = lastCall(slot, sounding.until());
        if (sounding.open()) {
            look(Intruders.overdue(slot, limits));
        }
        if (sounding.open() && now.isBefore(lastCall)) {
            look(lastCall);
            Verdict verdict = isEvident(sounding) ? Verdict.HEARD : Verdict.PLAYING;
            return said(slot, shown, verdict, Optional.empty(), false);
        }
        Assessment found = assess(slot, sounding);
        boolean certain = found.verdict() == Verdict.VERIFIED
                || found.cause().filter(cause -> cause == Cause.WRONG_AUDIO).isPresent();
        if (certain) {
            return said(slot, shown, found.verdict(), found.cause(), true);
        }
        if (wasCalledOff(slot, sounding)) {
            return said(slot, shown, Verdict.EXCUSED, Optional.of(Cause.CANCELLED), true);
        }
        if (now.isBefore(lastCall) && !isKnownSilent(slot, sounding, found)) {
            look(lastCall);
            return said(slot, shown, Verdict.AWAITING, Optional.empty(), false);
        }
        if (isPreempted(slot)) {
            return said(slot, shown, Verdict.EXCUSED, Optional.of(Cause.PREEMPTED), true);
        }
        boolean later = mayTellLater(slot, lastCall);
        // Its end is not known because it was not heard any more: that it was too short nobody can say yet.
        Optional<Cause> cause = later && sounding.open() && found.verdict() == Verdict.MISSED
                ? Optional.of(Cause.NO_LINK)
                : found.cause();
        return said(slot, shown, found.verdict(), cause, !later);
    }

    /** Of an emergency that was read out to its end the cluster has said all; in a flood nobody waits minutes for more. */
    private static boolean isKnownSilent(DueSlot slot, Sounding sounding, Assessment found) {
        return slot.estimated()
                && sounding.done()
                && found.cause().filter(cause -> cause == Cause.SILENT).isPresent();
    }

    /** It was called off while it sounded or was about to, and fell silent because of that. */
    private boolean wasCalledOff(DueSlot slot, Sounding sounding) {
        return !sounding.open()
                && slot.cancelledAt()
                        .filter(at -> at.isBefore(slot.estimated() ? latestEnd(slot) : slot.ends()))
                        .filter(at -> !sounding.until().isBefore(at.minus(limits.onTime()))
                                && !sounding.until().isAfter(at.plus(limits.startWithin())))
                        .isPresent();
    }

    private Instant latestEnd(DueSlot slot) {
        return slot.starts().plus(limits.startWithin()).plus(slot.longest());
    }

    private Assessment assess(DueSlot slot, Sounding sounding) {
        Duration beside = Duration.between(slot.starts(), sounding.start()).abs();
        double share = seconds(sounding.played()) / seconds(slot.length());
        if (isWrongAudio(sounding)) {
            return new Assessment(Verdict.MISSED, Cause.WRONG_AUDIO);
        }
        if (beside.compareTo(limits.startWithin()) > 0) {
            return new Assessment(Verdict.MISSED, Cause.NO_START);
        }
        Optional<Cause> fault = sounding.isMuted() ? Optional.of(Cause.MUTED) : atFault(slot);
        if (share < limits.half()) {
            return new Assessment(Verdict.MISSED, fault.orElse(Cause.TOO_SHORT));
        }
        if (isSilent(sounding)) {
            return new Assessment(Verdict.MISSED, fault.orElse(Cause.SILENT));
        }
        if (!isWhole(slot, sounding, share)) {
            return new Assessment(Verdict.PARTIAL, Cause.SHORT);
        }
        if (!isEvident(sounding) || !isRightAudio(slot, sounding)) {
            return new Assessment(Verdict.PARTIAL, Cause.NO_EVIDENCE);
        }
        return beside.compareTo(limits.onTime()) > 0
                ? new Assessment(Verdict.PARTIAL, Cause.LATE)
                : new Assessment(Verdict.VERIFIED, Optional.empty());
    }

    /**
     * What is 95 % of a guess tells nothing: the cluster knows when it has read out the last word. Of several pieces it knows
     * that of the last alone; between them anything may be missing, so that together they must be as long as was guessed.
     */
    private boolean isWhole(DueSlot slot, Sounding sounding, double share) {
        boolean asLong = share >= limits.whole();
        return slot.estimated() ? sounding.done() && (sounding.single() || asLong) : asLong;
    }

    /**
     * A wrong hash decides. Else the cluster's own opinion; without one the score of a match, which noise spoils, only where
     * no hash is known. What nobody could hear was not the wrong audio.
     */
    private boolean isWrongAudio(Sounding sounding) {
        Optional<Boolean> asPlanned = sounding.audio().asPlanned();
        if (asPlanned.isPresent() && !asPlanned.get()) {
            return true;
        }
        Measured measured = sounding.measured();
        if (sounding.heard().isPresent()) {
            return sounding.heard().get() == Hearing.WRONG && !isSilent(sounding);
        }
        boolean other = measured.match().isPresent() && measured.match().getAsDouble() < limits.otherMatch();
        return other && asPlanned.isEmpty() && isFaint(measured);
    }

    /** A slot that names a hash wants it proven: by the hash that was played, or by what was heard. */
    private boolean isRightAudio(DueSlot slot, Sounding sounding) {
        boolean told = slot.sha256().isEmpty() || sounding.audio().asPlanned().isPresent();
        return isMatch(sounding) || (told && sounding.measured().match().isEmpty());
    }

    private boolean isMatch(Sounding sounding) {
        return sounding.heard()
                .map(heard -> heard == Hearing.MATCHING)
                .orElseGet(() -> reaches(sounding.measured().match(), limits.match()));
    }

    /** What is recognised sounded, be it no louder than the rain. */
    private boolean isEvident(Sounding sounding) {
        Measured measured = sounding.measured();
        return isMatch(sounding)
                || reaches(measured.rise(), limits.rise())
                || reaches(measured.current(), limits.current());
    }

    private boolean isSilent(Sounding sounding) {
        Measured measured = sounding.measured();
        boolean any = measured.rise().isPresent()
                || measured.current().isPresent()
                || sounding.heard().filter(Hearing.SILENT::equals).isPresent();
        return any && !isFaint(measured) && !isMatch(sounding);
    }

    private boolean isFaint(Measured measured) {
        return reaches(measured.rise(), limits.faintRise()) || reaches(measured.current(), limits.faintCurrent());
    }

    private static boolean reaches(OptionalDouble value, double limit) {
        return value.isPresent() && value.getAsDouble() >= limit;
    }

    private boolean isPreempted(DueSlot slot) {
        return !slot.isEmergency()
                && slots.stream()
                        .filter(DueSlot::isEmergency)
                        .anyMatch(emergency -> Sounding.of(emergency, matching.of(emergency))
                                .filter(sounding -> tookThePlace(slot, emergency, sounding))
                                .isPresent());
    }

    /** Only an emergency that really sounded here, when the slot should have begun or while it played. */
    private boolean tookThePlace(DueSlot slot, DueSlot emergency, Sounding sounding) {
        boolean real = sounding.open() || seconds(sounding.played()) >= seconds(emergency.wanted()) * limits.half();
        Instant from = sounding.start();
        Instant until =
                sounding.open() && emergency.ends().isAfter(sounding.until()) ? emergency.ends() : sounding.until();
        boolean held =
                until.isAfter(slot.starts()) && !from.isAfter(slot.starts().plus(limits.startWithin()));
        boolean cut = matching.of(slot).stream()
                .anyMatch(piece -> piece.start().isBefore(from)
                        && (piece.open() || !piece.until().isBefore(from.minus(limits.onTime()))));
        return real && from.isBefore(slot.ends()) && (held || cut);
    }

    private Optional<Cause> atFault(DueSlot slot) {
        Instant from = slot.starts().minus(limits.startWithin());
        Set<StateReading.State> said = EnumSet.noneOf(StateReading.State.class);
        // A state is told when it changes: the last one from before still held.
        evidence.states().stream()
                .filter(reading -> reading.at().isBefore(from))
                .max(Comparator.comparing(StateReading::at).thenComparing(StateReading::state))
                .ifPresent(reading -> said.add(reading.state()));
        evidence.states().stream()
                .filter(reading -> !reading.at().isBefore(from) && reading.at().isBefore(slot.ends()))
                .forEach(reading -> said.add(reading.state()));
        if (said.contains(StateReading.State.FAULT)) {
            return Optional.of(Cause.FAULT);
        }
        return said.contains(StateReading.State.MUTED) ? Optional.of(Cause.MUTED) : Optional.empty();
    }

    /** It could not be heard when it should have told, and is still away or has hardly come back. */
    private boolean mayTellLater(DueSlot slot, Instant lastCall) {
        boolean later = false;
        for (Silence silence : silences()) {
            Optional<Instant> settled = silence.to().map(to -> to.plus(limits.patience()));
            boolean fits = silence.from().isBefore(lastCall)
                    && silence.to().filter(to -> to.isBefore(slot.starts())).isEmpty();
            if (fits && settled.filter(at -> !now.isBefore(at)).isEmpty()) {
                settled.ifPresent(this::look);
                later = true;
            }
        }
        return later;
    }

    /** Who comes back for less than the time to tell has not come back. */
    private List<Silence> silences() {
        List<Silence> joined = new ArrayList<>();
        evidence.silences().stream()
                .sorted(Comparator.comparing(Silence::from)
                        .thenComparing(silence -> silence.to().orElse(Instant.MAX)))
                .forEach(silence -> {
                    Optional<Silence> before = joined.isEmpty() ? Optional.empty() : Optional.of(joined.getLast());
                    boolean same = before.filter(known -> known.to()
                                    .filter(to -> silence.from().isAfter(to.plus(limits.patience())))
                                    .isEmpty())
                            .isPresent();
                    if (same) {
                        joined.removeLast();
                    }
                    joined.add(same ? before.orElseThrow().with(silence) : silence);
                });
        return joined;
    }

    private Instant lastCall(DueSlot slot, Instant told) {
        Instant startBy = slot.starts().plus(limits.startWithin());
        Instant end = slot.ends().isAfter(startBy) ? slot.ends() : startBy;
        return (told.isAfter(end) ? told : end).plus(limits.patience());
    }

    private void look(Instant at) {
        looks.add(at);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    private static SlotVerdict said(
            DueSlot slot, Optional<Sounding> sounding, Verdict verdict, Optional<Cause> cause, boolean settled) {
        return new SlotVerdict(
                slot.id(),
                verdict,
                cause,
                sounding.map(Sounding::start),
                sounding.flatMap(Sounding::end),
                sounding.map(sounded -> seconds(sounded.played())).orElse(0.0),
                sounding.map(Sounding::measured).orElse(Measured.NOTHING),
                sounding.map(Sounding::audio).orElse(Audio.UNTOLD),
                settled);
    }

    private record Assessment(Verdict verdict, Optional<Cause> cause) {
        Assessment(Verdict verdict, Cause cause) {
            this(verdict, Optional.of(cause));
        }
    }
}
