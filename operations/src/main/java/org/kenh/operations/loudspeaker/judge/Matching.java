package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which play was for which slot: by the slot's id, else by bulletin and nearest time, else by hash, else by overlap in time. */
final class Matching {
    /** A play of the right bulletin so far outside of a slot is not for it. */
    private static final Duration NEAR = Duration.ofMinutes(10);

    private final List<DueSlot> slots;
    private final Limits limits;
    private final Map<String, List<Play>> bySlot = new HashMap<>();
    private final List<Play> strangers = new ArrayList<>();

    private Matching(List<DueSlot> slots, Limits limits) {
        this.slots = slots;
        this.limits = limits;
    }

    static Matching of(List<DueSlot> slots, List<Play> plays, Limits limits) {
        Matching matching = new Matching(slots, limits);
        plays.forEach(matching::take);
        return matching;
    }

    /** By their starts. */
    List<Play> of(DueSlot slot) {
        return bySlot.getOrDefault(slot.id(), List.of());
    }

    /** Plays that were for no slot. */
    List<Play> strangers() {
        return strangers;
    }

    private void take(Play play) {
        slot(play)
                .ifPresentOrElse(
                        slot -> bySlot.computeIfAbsent(slot.id(), id -> new ArrayList<>())
                                .add(play),
                        () -> strangers.add(play));
    }

    private Optional<DueSlot> slot(Play play) {
        return play.slot()
                .flatMap(id -> wanted(play).filter(slot -> slot.id().equals(id)).findFirst())
                .or(() -> play.bulletin()
                        .flatMap(id -> nearest(play, slot -> slot.bulletin().equals(id))))
                .or(() -> play.sha256()
                        .flatMap(hash -> nearest(
                                play, slot -> slot.sha256().filter(hash::equals).isPresent())))
                .or(() -> overlapping(play));
    }

    private Optional<DueSlot> nearest(Play play, Predicate<DueSlot> fits) {
        return wanted(play)
                .filter(fits)
                .filter(slot -> !play.start().isBefore(slot.starts().minus(NEAR))
                        && !play.start().isAfter(slot.ends().plus(NEAR)))
                .min(Comparator.comparing((DueSlot slot) -> distance(play, slot))
                        .thenComparing(DueSlot::starts)
                        .thenComparing(DueSlot::id));
    }

    /** A play that names a bulletin of other slots is not for this one. */
    private Optional<DueSlot> overlapping(Play play) {
        boolean named = play.bulletin()
                .filter(id -> slots.stream().anyMatch(slot -> slot.bulletin().equals(id)))
                .isPresent();
        if (named) {
            return Optional.empty();
        }
        // While it goes on it has no length yet.
        Instant end =
                play.until().isAfter(play.start()) ? play.until() : play.start().plusSeconds(1);
        Stretch sounding = new Stretch(play.start(), end);
        return wanted(play)
                .filter(slot -> !sounding.overlap(reach(slot)).isZero())
                .min(Comparator.comparing((DueSlot slot) -> sounding.overlap(reach(slot)))
                        .reversed()
                        .thenComparing(slot -> distance(play, slot))
                        .thenComparing(DueSlot::id));
    }

    private Stream<DueSlot> wanted(Play play) {
        return slots.stream()
                .filter(slot -> slot.cancelledAt()
                        .filter(at -> play.start().isAfter(at.plus(limits.patience())))
                        .isEmpty());
    }

    private Stretch reach(DueSlot slot) {
        return new Stretch(slot.starts().minus(limits.onTime()), slot.ends().plus(limits.startWithin()));
    }

    private static Duration distance(Play play, DueSlot slot) {
        return Duration.between(slot.starts(), play.start()).abs();
    }
}
