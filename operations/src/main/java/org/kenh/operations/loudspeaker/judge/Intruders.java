package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

    private final List<DueSlot> slots;
    private final Evidence evidence;
    private final Matching matching;
    private final Limits limits;

    Intruders(List<DueSlot> slots, Evidence evidence, Matching matching, Limits limits) {
        this.slots = slots;
        this.evidence = evidence;
        this.matching = matching;
        this.limits = limits;
    }

    /** By their starts. The given plays were of the wrong audio. */
    List<Unplanned> find(Collection<Play> wrong) {
        List<Unplanned> found = new ArrayList<>();
        for (DueSlot slot : slots) {
            for (Play play : matching.of(slot)) {
                if (wrong.contains(play)) {
                    found.add(of(play, Optional.of(slot.id()), Why.WRONG_AUDIO));
                } else if (outside(play, slot).compareTo(TOLERATED) > 0) {
                    found.add(of(play, Optional.of(slot.id()), Why.OFF_TIME));
                }
            }
        }
        matching.strangers().forEach(play -> found.add(of(play, Optional.empty(), Why.NO_SLOT)));
        found.addAll(sounds());
        found.sort(Comparator.comparing(Unplanned::start).thenComparing(Unplanned::evidence));
        return found;
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
                slot.ends().plus(limits.startWithin().multipliedBy(2)));
    }

    private List<Unplanned> sounds() {
        List<Stretch> covers = new ArrayList<>();
        slots.stream()
                .filter(slot -> slot.cancelledAt()
                        .filter(at -> !at.isAfter(slot.starts()))
                        .isEmpty())
                .forEach(slot -> covers.add(window(slot, limits)));
        Play.all(evidence)
                .forEach(play -> covers.add(new Stretch(
                        play.start().minus(BEFORE_PLAY), play.until().plus(AFTER_PLAY))));
        Map<String, SoundEvent> newest = new HashMap<>();
        evidence.sounds().forEach(sound -> newest.merge(sound.sound(), sound, (a, b) -> a.compareTo(b) >= 0 ? a : b));
        return newest.values().stream()
                .filter(sound -> isBare(sound, covers))
                .map(Intruders::of)
                .toList();
    }

    private static boolean isBare(SoundEvent sound, List<Stretch> covers) {
        Instant end = sound.end().orElseGet(() -> sound.start().plus(TOLD_AFTER));
        return new Stretch(sound.start(), end).outside(covers).compareTo(SHORTEST_SOUND) >= 0;
    }

    private static Unplanned of(SoundEvent sound) {
        return new Unplanned(
                "sound:" + sound.sound(),
                sound.start(),
                sound.end(),
                sound.level(),
                sound.rise(),
                sound.current(),
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
                slot,
                why);
    }
}
