package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.Period;

/**
 * What a person wants of a new plan.
 *
 * @param parent the plan to be changed; empty: a new one on what is published
 * @param from when it begins at the earliest; empty: shortly
 * @param length of the time that is planned
 * @param pins ids of turns of the parent that are to stay as they are
 * @param moves turns of the parent that are to be at another time
 * @param forbids times at which something must be at rest
 * @param releases numbers of the parent's constraints that no longer hold
 */
public record Wish(
        Optional<Long> parent,
        Optional<Instant> from,
        Optional<Duration> length,
        List<String> pins,
        List<Move> moves,
        List<Forbid> forbids,
        List<Integer> releases) {
    public Wish {
        pins = List.copyOf(pins);
        moves = List.copyOf(moves);
        forbids = List.copyOf(forbids);
        releases = List.copyOf(releases);
    }

    /** A new plan. */
    public static Wish fresh(Optional<Instant> from, Optional<Duration> length) {
        return new Wish(Optional.empty(), from, length, List.of(), List.of(), List.of(), List.of());
    }

    /** A turn of a field and when it is to be. */
    public record Move(String turn, Period period) {}

    /** A time at which something must be at rest. */
    public record Forbid(SubjectKind kind, String subject, Period period, String reason) {}
}
