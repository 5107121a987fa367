package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.Period;

/**
 * Water of turns that have begun, as far as it comes before a new plan begins. Needs know only of turns that are over, and the new plan counts
 * only what comes within its time; what lies between would be given twice.
 */
final class UnderWay {
    /** m³; less is not worth a turn. */
    private static final double LEAST = 1;

    private final List<PlannedTurn> standing;
    private final Instant start;
    private final Instant now;

    /**
     * For a plan that is made now.
     *
     * @param standing turns that are wanted
     * @param start of the new plan
     */
    UnderWay(List<PlannedTurn> standing, Instant start, Instant now) {
        this.standing = List.copyOf(standing);
        this.start = start;
        this.now = now;
    }

    /** What is needed besides; empty: nothing. */
    Optional<FieldNeed> besides(FieldNeed need) {
        double rest = need.volume() - volume(need.field(), need.counted().orElse(tillNow()));
        return rest < LEAST ? Optional.empty() : Optional.of(need.with(rest));
    }

    /** Of a volume in m³ that a person asked for, what is still to be given. */
    double besides(String field, double asked) {
        double rest = asked - volume(field, tillNow());
        return rest < LEAST ? 0 : rest;
    }

    private FieldNeed.Counted tillNow() {
        return new FieldNeed.Counted(now, Optional.empty());
    }

    private double volume(String field, FieldNeed.Counted counted) {
        return standing.stream()
                .filter(turn ->
                        turn.kind() == SubjectKind.FIELD && turn.subject().equals(field))
                .filter(turn -> turn.period().to().isAfter(counted.ended()))
                .mapToDouble(turn -> turn.flow() * seconds(turn.period(), counted.measured()))
                .sum();
    }

    private double seconds(Period turn, Optional<Instant> measured) {
        Instant from = measured.filter(turn.from()::isBefore).orElse(turn.from());
        Instant to = turn.to().isBefore(start) ? turn.to() : start;
        return to.isAfter(from) ? new Period(from, to).length().toMillis() / 1e3 : 0;
    }
}
