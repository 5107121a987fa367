package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.plan.Plan;
import org.kenh.operations.irrigation.plan.PlanCheck;
import org.kenh.operations.irrigation.plan.PlanProblem;
import org.kenh.operations.irrigation.plan.Pump;
import org.kenh.operations.irrigation.plan.Violation;
import org.kenh.operations.irrigation.plan.ViolationCode;

/** Why a plan may not go further now, though it could when it was made. */
final class Obstacles {
    /** A turn that should have begun so long ago is begun late by the device, without harm. */
    static final Duration LATE = Duration.ofMinutes(10);

    private final PlanStore store;
    private final Surroundings surroundings;

    Obstacles(PlanStore store, Surroundings surroundings) {
        this.store = store;
        this.surroundings = surroundings;
    }

    Optional<Decision> of(PlanContent content, Instant now) {
        Optional<Long> current = store.current().map(PlanHead::id);
        if (!current.equals(content.head().base())) {
            return Optional.of(new Decision.BaseChanged(current));
        }
        List<String> begun = begun(content.turns(), standing(current), now);
        if (!begun.isEmpty()) {
            return Optional.of(new Decision.Begun(begun));
        }
        try {
            List<Violation> violations = violations(content, standing(current));
            return violations.isEmpty() ? Optional.empty() : Optional.of(new Decision.Broken(violations));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Decision.Unfit(String.valueOf(e.getMessage())));
        }
    }

    private List<PlannedTurn> standing(Optional<Long> current) {
        return current.flatMap(store::content).map(PlanContent::turns).orElse(List.of()).stream()
                .filter(PlannedTurn::isWanted)
                .toList();
    }

    /** What is over, though its time is not, need not go on. */
    private List<String> begun(List<PlannedTurn> turns, List<PlannedTurn> standing, Instant now) {
        List<String> found = new ArrayList<>();
        for (PlannedTurn turn : surroundings.courses().asTheyWent(standing, now)) {
            if (turn.period().contains(now) && !goesOn(turn, turns)) {
                found.add(turn.id());
            }
        }
        for (PlannedTurn turn : turns) {
            if (turn.period().from().isBefore(now.minus(LATE)) && !goesOn(turn, standing)) {
                found.add(turn.id());
            }
        }
        return found;
    }

    /** A field's turn as it is; a pump that has begun may end at another time, with what it serves. */
    private static boolean goesOn(PlannedTurn turn, List<PlannedTurn> others) {
        return others.stream()
                .anyMatch(other -> other.id().equals(turn.id())
                        || (turn.kind() == SubjectKind.PUMP
                                && other.kind() == SubjectKind.PUMP
                                && other.subject().equals(turn.subject())
                                && other.period().from().equals(turn.period().from())));
    }

    private List<Violation> violations(PlanContent content, List<PlannedTurn> standing) {
        PlanProblem then = content.problem();
        Plan plan = content.plan().orElseThrow(() -> new IllegalArgumentException("the plan is not solved"));
        List<Blocked> blocked =
                new ArrayList<>(surroundings.blocks().within(then.horizon().period()));
        blocked.addAll(Assembly.forbidden(content.constraints()));
        PlanProblem now = new Assembly(then.horizon(), surroundings.works().works(), blocked, standing).again(then);
        List<Violation> found = new ArrayList<>(PlanCheck.violations(now, plan));
        tooShort(content.turns(), standing, now.pumps()).stream()
                .filter(one -> !found.contains(one))
                .forEach(found::add);
        return found;
    }

    /** Turns as devices are told of them; those that devices have already are not told anew. */
    static List<Violation> tooShort(List<PlannedTurn> turns, List<PlannedTurn> standing, List<Pump> pumps) {
        Map<String, Duration> least =
                pumps.stream().collect(Collectors.toMap(Pump::id, Pump::minimumRun, (one, other) -> one));
        Set<String> told = standing.stream().map(PlannedTurn::id).collect(Collectors.toSet());
        return turns.stream()
                .filter(turn -> turn.kind() == SubjectKind.PUMP && turn.isWanted() && !told.contains(turn.id()))
                .filter(turn -> turn.period().length().compareTo(least.getOrDefault(turn.subject(), Duration.ZERO)) < 0)
                .map(turn -> new Violation(
                        ViolationCode.PUMP_MINIMUM_RUN,
                        turn.subject(),
                        turn.period().from(),
                        Map.of(
                                "least",
                                String.valueOf(least.get(turn.subject())),
                                "end",
                                turn.period().to().toString())))
                .toList();
    }
}
