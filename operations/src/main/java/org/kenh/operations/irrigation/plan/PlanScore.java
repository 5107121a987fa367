package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How good a plan is; the lower the better, each figure only if the ones before it are equal.
 *
 * @param missing m³ that fields do not get in time, times their weights, rounded; what comes later counts for a part that shrinks with time
 * @param cost VND, rounded
 * @param moved turns of the plan before it that it does not keep
 * @param starts of pumps
 * @param lateness of the ends of all fields' turns after the horizon's start, summed, minutes
 */
public record PlanScore(long missing, long cost, int moved, int starts, long lateness)
        implements Comparable<PlanScore> {
    private static final Comparator<PlanScore> ORDER = Comparator.comparingLong(PlanScore::missing)
            .thenComparingLong(PlanScore::cost)
            .thenComparingInt(PlanScore::moved)
            .thenComparingInt(PlanScore::starts)
            .thenComparingLong(PlanScore::lateness);

    public static PlanScore of(PlanProblem problem, Plan plan) {
        Map<String, Double> weights =
                problem.demands().stream().collect(Collectors.toMap(FieldDemand::field, FieldDemand::weight));
        Map<String, Double> late = late(problem, plan);
        double missing = plan.shortfalls().stream()
                .mapToDouble(one ->
                        (one.missing() - late.getOrDefault(one.field(), 0.0)) * weights.getOrDefault(one.field(), 1.0))
                .sum();
        return new PlanScore(
                Math.round(missing),
                Math.round(plan.cost()),
                moved(problem, plan),
                starts(problem, plan),
                plan.fieldTurns().stream()
                        .mapToLong(turn -> minutes(problem.horizon().start(), turn.end()))
                        .sum());
    }

    /** m³ that fields do not get in time, times their weights, whatever comes after; no plan may have more of it than the simple one. */
    static double lacking(PlanProblem problem, Plan plan) {
        Map<String, Double> weights =
                problem.demands().stream().collect(Collectors.toMap(FieldDemand::field, FieldDemand::weight));
        return plan.shortfalls().stream()
                .mapToDouble(one -> one.missing() * weights.getOrDefault(one.field(), 1.0))
                .sum();
    }

    /** What water after the deadline is worth, m³ in time. */
    private static Map<String, Double> late(PlanProblem problem, Plan plan) {
        Map<String, Instant> due =
                problem.demands().stream().collect(Collectors.toMap(FieldDemand::field, FieldDemand::dueBy));
        Map<String, Double> worth = new HashMap<>();
        for (FieldTurn turn : plan.fieldTurns()) {
            Instant by = due.getOrDefault(turn.field(), turn.end());
            Instant from = turn.start().isBefore(by) ? by : turn.start();
            if (!turn.pinned() && from.isBefore(turn.end())) {
                Duration lasting = Duration.between(from, turn.end());
                Duration late = Duration.between(by, from).plus(lasting.dividedBy(2));
                double share = Worth.lateShare(late);
                worth.merge(turn.field(), turn.flow() * lasting.toSeconds() * share, Double::sum);
            }
        }
        return worth;
    }

    @Override
    public int compareTo(PlanScore other) {
        return ORDER.compare(this, other);
    }

    private record Slot(String field, Instant start, Instant end) {}

    private static int moved(PlanProblem problem, Plan plan) {
        Set<Slot> kept = plan.fieldTurns().stream()
                .map(turn -> new Slot(turn.field(), turn.start(), turn.end()))
                .collect(Collectors.toSet());
        return (int) problem.before().stream()
                .filter(turn -> turn.end().isAfter(problem.horizon().start()))
                .filter(turn -> !kept.contains(new Slot(turn.field(), turn.start(), turn.end())))
                .count();
    }

    private static int starts(PlanProblem problem, Plan plan) {
        Set<String> running = problem.pumps().stream()
                .filter(pump -> pump.runningSince() != null)
                .map(Pump::id)
                .collect(Collectors.toSet());
        return (int) plan.pumpTurns().stream()
                .filter(turn -> !running.contains(turn.pump())
                        || !turn.start().equals(problem.horizon().start()))
                .count();
    }

    private static long minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMinutes();
    }
}
