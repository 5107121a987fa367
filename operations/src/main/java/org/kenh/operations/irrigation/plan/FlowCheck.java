package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Water at every moment: between two changes of any valve or pump, what flows where. */
final class FlowCheck {
    private final PlanProblem problem;
    private final Plan plan;
    private final Map<String, Canal> canals;
    private final Map<String, Pump> pumps;
    /** Told once for as long as it lasts. */
    private final Set<String> standing = new HashSet<>();

    private final List<Violation> found = new ArrayList<>();

    private FlowCheck(PlanProblem problem, Plan plan) {
        this.problem = problem;
        this.plan = plan;
        this.canals = problem.canals().stream().collect(Collectors.toMap(Canal::id, Function.identity()));
        this.pumps = problem.pumps().stream().collect(Collectors.toMap(Pump::id, Function.identity()));
    }

    static List<Violation> violations(PlanProblem problem, Plan plan) {
        FlowCheck check = new FlowCheck(problem, plan);
        List<Instant> changes = check.changes();
        for (int i = 0; i + 1 < changes.size(); i++) {
            check.stretch(new Period(changes.get(i), changes.get(i + 1)));
        }
        return check.found;
    }

    /** What was open before the horizon is another plan's affair. */
    private List<Instant> changes() {
        TreeSet<Instant> moments = new TreeSet<>();
        moments.add(problem.horizon().start());
        moments.add(problem.horizon().end());
        plan.fieldTurns().forEach(turn -> moments.addAll(List.of(turn.start(), turn.end())));
        plan.pumpTurns().forEach(turn -> moments.addAll(List.of(turn.start(), turn.end())));
        moments.removeIf(moment -> moment.isBefore(problem.horizon().start()));
        return List.copyOf(moments);
    }

    private void stretch(Period time) {
        Map<String, Double> taken = new HashMap<>();
        Map<String, Integer> open = new HashMap<>();
        for (FieldTurn turn : plan.fieldTurns()) {
            if (turn.period().contains(time.from())) {
                open.merge(turn.canal(), 1, Integer::sum);
                addUpwards(turn, taken);
            }
        }
        for (Canal canal : problem.canals()) {
            double inflow = taken.getOrDefault(canal.id(), 0.0);
            int count = open.getOrDefault(canal.id(), 0);
            told(
                    inflow > canal.capacity() + PlanCheck.FLOW_TOLERANCE,
                    violation(ViolationCode.CANAL_CAPACITY, canal, time, canal.capacity(), inflow));
            told(
                    canal.openAtOnce() > 0 && count > canal.openAtOnce(),
                    violation(ViolationCode.CANAL_ORDER, canal, time, canal.openAtOnce(), count));
            if (canal.parent() == null) {
                pumped(canal, time, inflow);
            }
        }
    }

    private void addUpwards(FieldTurn turn, Map<String, Double> taken) {
        double flow = turn.flow();
        String at = turn.canal();
        while (at != null) {
            Canal canal = canal(at);
            flow /= canal.efficiency();
            taken.merge(at, flow, Double::sum);
            at = canal.parent();
        }
    }

    private void pumped(Canal canal, Period time, double needed) {
        double given = plan.pumpTurns().stream()
                .filter(turn -> turn.period().contains(time.from()))
                .map(turn -> Objects.requireNonNull(pumps.get(turn.pump())))
                .filter(pump -> pump.canal().equals(canal.id()))
                .mapToDouble(Pump::flow)
                .sum();
        double slack = PlanCheck.FLOW_TOLERANCE;
        told(
                given > canal.capacity() + slack && given > 0,
                violation(ViolationCode.CANAL_CAPACITY, canal, time, canal.capacity(), given));
        told(given < needed - slack, violation(ViolationCode.PUMP_FLOW, canal, time, needed, given));
    }

    private static Violation violation(ViolationCode code, Canal canal, Period time, double limit, double value) {
        return new Violation(
                code,
                canal.id(),
                time.from(),
                Map.of("limit", PlanCheck.number(limit), "value", PlanCheck.number(value)));
    }

    private void told(boolean broken, Violation violation) {
        String key = violation.code() + " " + violation.subject();
        if (!broken) {
            standing.remove(key);
        } else if (standing.add(key)) {
            found.add(violation);
        }
    }

    private Canal canal(String id) {
        return Objects.requireNonNull(canals.get(id));
    }
}
