package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.kenh.operations.loudspeaker.judge.Unplanned.Why;

/** Finds what sounded although nobody scheduled it. */
final class Intruders {
    /** A play may be so much longer than its slot, or beside it. */
    private static final Duration TOLERATED = Duration.ofSeconds(30);

    /** So long after that the cluster has said once more what it does. */
    private static final Duration SAID_AGAIN = Duration.ofMinutes(2);

    /** The least that counts as sound of its own. */
    private static final Duration SHORTEST_SOUND = Duration.ofSeconds(10);

    /** Told after 15 s; so long it sounded at least. */
    private static final Duration TOLD_AFTER = Duration.ofSeconds(15);

    /** Clocks of players and meters differ a little, and a hall rings on. */
    private static final Duration BEFORE_PLAY = Duration.ofSeconds(5);

    private static final Duration AFTER_PLAY = Duration.ofSeconds(15);

    /** A sound whose end was not told lasted no longer. */
    private static final Duration LONGEST_SOUND = Duration.ofMinutes(30);

    /** A play of a bulletin so far from its slot is not of it. */
    private static final Duration NEAR = Duration.ofMinutes(10);

    private final Case given;
    private final List<DueSlot> slots;
    private final Limits limits;
    private final Matching matching;
    private final Set<String> untold;
    private final List<Instant> looks = new ArrayList<>();

    /** Of the untold slots a play may still be told. */
    Intruders(Case given, Matching matching, Set<String> untold) {
        this.given = given;
        this.slots = given.slots();
        this.limits = given.limits();
        this.matching = matching;
        this.untold = untold;
    }

    /** When more may be found although nothing more is told. */
    List<Instant> looks() {
        return looks;
    }

    /** By their starts. The given plays were of the wrong audio. */
    List<Unplanned> find(Collection<Play> wrong) {
        List<Unplanned> found = new ArrayList<>();
        for (DueSlot slot : slots) {
            for (Play play : matching.of(slot)) {
                if (wrong.contains(play)) {
                    found.add(of(play, Optional.of(slot.id()), Why.WRONG_AUDIO));
                } else if (outside(play, slot).compareTo(TOLERATED) > 0) {
                    found.add(of(play, Optional.of(slot.id()), beside(play, slot)));
                }
            }
        }
        matching.strangers()
                .forEach(play -> found.add(slots.stream()
                        .filter(slot -> isOfOldPlan(play, slot)
                                || (slot.cancelledAt().isPresent() && isOf(play, slot) && hasItsLength(play, slot)))
                        .findFirst()
                        .map(slot -> of(play, Optional.of(slot.id()), Why.CANCELLED))
                        .orElseGet(() -> of(play, Optional.empty(), Why.NO_SLOT))));
        found.addAll(sounds());
        found.sort(Comparator.comparing(Unplanned::start).thenComparing(Unplanned::evidence));
        return distinct(found);
    }

    /** Where a device counts its plays anew, the time tells them apart. */
    private static List<Unplanned> distinct(List<Unplanned> found) {
        Set<String> named = new HashSet<>();
        return found.stream()
                .map(one -> named.add(one.evidence())
                        ? one
                        : one.named(one.evidence() + "@" + one.start().getEpochSecond()))
                .toList();
    }

    private Why beside(Play play, DueSlot slot) {
        if (isLate(play, slot)) {
            return Why.LATE;
        }
        return isOfOldPlan(play, slot) ? Why.CANCELLED : Why.OFF_TIME;
    }

    /** It sounded when it would have before another one was put first: its cluster had not been told. */
    private boolean isOfOldPlan(Play play, DueSlot slot) {
        boolean then = Duration.between(slot.planned(), play.start()).abs().compareTo(limits.startWithin()) <= 0;
        return slot.planned().isBefore(slot.starts()) && then && isOf(play, slot) && hasItsLength(play, slot);
    }

    /** It is what was planned, and only came late. */
    private boolean isLate(Play play, DueSlot slot) {
        return !play.start().isBefore(slot.starts()) && isOf(play, slot) && hasItsLength(play, slot);
    }

    /** It says so, and its file is no other one. */
    private static boolean isOf(Play play, DueSlot slot) {
        boolean near = !play.start().isBefore(slot.planned().minus(NEAR))
                && !play.start().isAfter(slot.ends().plus(NEAR));
        boolean named = play.slot().filter(slot.id()::equals).isPresent()
                || (near && play.bulletin().filter(slot.bulletin()::equals).isPresent());
        boolean other = play.sha256().isPresent()
                && slot.sha256().isPresent()
                && !play.sha256().equals(slot.sha256());
        return named && !other;
    }

    private boolean hasItsLength(Play play, DueSlot slot) {
        Instant over = play.start().plus(slot.longest()).plus(TOLERATED);
        if (play.open()) {
            looks.add(over.plus(SAID_AGAIN));
        }
        return !play.until().isAfter(over);
    }

    private Duration outside(Play play, DueSlot slot) {
        return new Stretch(play.start(), play.until()).outside(List.of(window(slot, limits)));
    }

    /** When a play that has not ended by then is one that nobody planned. */
    static Instant overdue(DueSlot slot, Limits limits) {
        return window(slot, limits).to().plus(TOLERATED).plus(SAID_AGAIN);
    }

    /** In which the slot may sound: a late start ends as much later. */
    private static Stretch window(DueSlot slot, Limits limits) {
        return new Stretch(
                slot.starts().minus(limits.startWithin()),
                slot.starts().plus(slot.longest()).plus(limits.startWithin().multipliedBy(2)));
    }

    private List<Unplanned> sounds() {
        List<Stretch> covers = new ArrayList<>();
        slots.stream().filter(this::covers).forEach(slot -> covers.add(window(slot, limits)));
        Play.all(given.evidence())
                .forEach(play -> covers.add(new Stretch(
                        play.start().minus(BEFORE_PLAY), play.until().plus(AFTER_PLAY))));
        return Tellings.sounds(given.evidence().sounds()).stream()
                .filter(sound -> isBare(sound, covers))
                .map(Intruders::of)
                .toList();
    }

    /** What sounds in the time of a slot that nothing played is not the slot. */
    private boolean covers(DueSlot slot) {
        boolean wanted =
                slot.cancelledAt().filter(at -> !at.isAfter(slot.starts())).isEmpty();
        return wanted && (untold.contains(slot.id()) || !matching.of(slot).isEmpty());
    }

    private boolean isBare(SoundEvent sound, List<Stretch> covers) {
        Instant end = sound.end().orElseGet(() -> goesOn(sound));
        Duration bare = new Stretch(sound.start(), end).outside(covers);
        if (bare.compareTo(SHORTEST_SOUND) >= 0) {
            return true;
        }
        if (sound.end().isEmpty()) {
            // It cannot be bare before it has left what covers it now.
            Instant left = end;
            for (Optional<Stretch> over = over(left, covers); over.isPresent(); over = over(left, covers)) {
                left = over.get().to();
            }
            looks.add(left.plus(SHORTEST_SOUND).minus(bare).plus(TOLD_AFTER));
        }
        return false;
    }

    private static Optional<Stretch> over(Instant at, List<Stretch> covers) {
        return covers.stream()
                .filter(cover -> !cover.from().isAfter(at) && cover.to().isAfter(at))
                .findFirst();
    }

    /** Until when it surely sounded: as long as the cluster could have told its end. */
    private Instant goesOn(SoundEvent sound) {
        Instant least = sound.start().plus(TOLD_AFTER);
        Instant until = earlier(given.now().minus(TOLD_AFTER), sound.start().plus(LONGEST_SOUND));
        for (Silence silence : given.evidence().silences()) {
            Optional<Instant> told = silence.to().map(to -> to.plus(limits.patience()));
            if (told.filter(at -> !given.now().isBefore(at)).isEmpty()) {
                told.ifPresent(looks::add);
                until = earlier(until, silence.from());
            }
        }
        return until.isAfter(least) ? until : least;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Unplanned of(SoundEvent sound) {
        return new Unplanned(
                "sound:" + sound.sound(),
                sound.start(),
                sound.end(),
                sound.level(),
                sound.rise(),
                sound.current(),
                Audio.UNTOLD,
                Optional.empty(),
                Why.SOUND);
    }

    private static Unplanned of(Play play, Optional<String> slot, Why why) {
        return new Unplanned(
                "play:" + play.id(),
                play.start(),
                play.open() ? Optional.empty() : Optional.of(play.until()),
                OptionalDouble.empty(),
                play.measured().rise(),
                play.measured().current(),
                Audio.of(play),
                slot,
                why);
    }
}
