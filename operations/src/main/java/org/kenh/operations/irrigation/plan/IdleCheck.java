package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Pumps that run for nothing. A pump may finish its minimum run, run on to the end of a slot, and start with the slot in which a pinned turn begins;
 * no more.
 */
final class IdleCheck {
    private final PlanProblem problem;
    private final Plan plan;
    private final Map<String, Canal> canals = new HashMap<>();
    private final Map<String, Pump> pumps = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();

    private IdleCheck(PlanProblem problem, Plan plan) {
        this.problem = problem;
        this.plan = plan;
        problem.canals().forEach(canal -> canals.put(canal.id(), canal));
        problem.pumps().forEach(pump -> pumps.put(pump.id(), pump));
    }

    static List<Violation> violations(PlanProblem problem, Plan plan) {
        IdleCheck check = new IdleCheck(problem, plan);
        plan.pumpTurns().forEach(check::pump);
        return check.found;
    }

    private void pump(PumpTurn turn) {
        List<FieldTurn> uses = plan.fieldTurns().stream()
                .filter(one -> root(one.canal()).equals(turn.canal()))
                .filter(one -> one.period().overlaps(turn.period()))
                .sorted(Comparator.comparing(FieldTurn::start))
                .toList();
        Pump pump = Objects.requireNonNull(pumps.get(turn.pump()));
        Instant running = pump.runningSince();
        boolean goesOn =
                running != null && turn.start().equals(problem.horizon().start());
        Instant until = turn.start().plus(problem.horizon().slot());
        if (!goesOn && uses.stream().noneMatch(use -> use.start().isBefore(until))) {
            broken(turn, turn.start(), until);
            return;
        }
        Instant since = goesOn && running != null ? running : turn.start();
        Instant used = since.plus(pump.minimumRun());
        used = used.isBefore(turn.start()) ? turn.start() : used;
        for (FieldTurn use : uses) {
            idle(turn, used, waited(use));
            used = use.end().isAfter(used) ? use.end() : used;
        }
        idle(turn, used, turn.end());
    }

    /** Pumps start with slots, turns that people pin do not. */
    private Instant waited(FieldTurn use) {
        Horizon horizon = problem.horizon();
        return use.pinned() && use.start().isAfter(horizon.start())
                ? Horizon.of(use.start(), horizon.slot(), horizon.slot()).start()
                : use.start();
    }

    private void idle(PumpTurn turn, Instant from, Instant to) {
        if (Duration.between(from, to).compareTo(problem.horizon().slot()) > 0) {
            broken(turn, from, to);
        }
    }

    private void broken(PumpTurn turn, Instant from, Instant to) {
        found.add(new Violation(
                ViolationCode.PUMP_WITHOUT_USE,
                turn.canal(),
                from,
                Map.of("lasting", Duration.between(from, to).toString())));
    }

    private String root(String canal) {
        Canal at = Objects.requireNonNull(canals.get(canal));
        while (at.parent() != null) {
            at = Objects.requireNonNull(canals.get(at.parent()));
        }
        return at.id();
    }
}
