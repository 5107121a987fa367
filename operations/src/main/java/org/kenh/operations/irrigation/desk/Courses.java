package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.Period;

/** What has become of turns of the plan that stands. May block on the database. */
@FunctionalInterface
public interface Courses {
    /** By the id of each turn in the period that is over before its planned end: when it ended; empty: it did not run. */
    Map<String, Optional<Instant>> over(Period period);

    /** The turns as they went: what is over ended when it did, what did not run is left out. */
    default List<PlannedTurn> asTheyWent(List<PlannedTurn> turns, Instant now) {
        Optional<Instant> first = turns.stream()
                .map(turn -> turn.period().from())
                .filter(now::isAfter)
                .min(Instant::compareTo);
        Map<String, Optional<Instant>> over =
                first.map(from -> over(new Period(from, now))).orElse(Map.of());
        List<PlannedTurn> went = new ArrayList<>();
        for (PlannedTurn turn : turns) {
            Optional<Instant> end = over.get(turn.id());
            if (end == null) {
                went.add(turn);
            } else {
                end.map(at -> at.isBefore(now) ? at : now)
                        .flatMap(turn::endedAt)
                        .ifPresent(went::add);
            }
        }
        return List.copyOf(went);
    }
}
