package org.kenh.operations.irrigation.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a new plan changes for fields, and what that costs, within its horizon. Of each field, turns that are the same in both are left out, the
 * others are paired in order of time; what has no partner was added or removed.
 *
 * @param cost VND more, or less if negative
 * @param kilowattHours more or less
 * @param missing m³ more or less that fields do not get in time
 */
public record PlanDifference(
        List<Move> moved,
        List<FieldTurn> added,
        List<FieldTurn> removed,
        double cost,
        double kilowattHours,
        double missing) {
    public PlanDifference {
        moved = List.copyOf(moved);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /** A turn that is at another time or has another length. */
    public record Move(FieldTurn before, FieldTurn after) {}

    /** Of two plans; what lies outside the horizon of the new one's problem does not count. */
    public static PlanDifference between(Plan before, Plan after, PlanProblem problem) {
        Horizon horizon = problem.horizon();
        List<Move> moved = new ArrayList<>();
        List<FieldTurn> added = new ArrayList<>();
        List<FieldTurn> removed = new ArrayList<>();
        for (String field : fields(before, after)) {
            List<FieldTurn> old = turns(before, field, horizon);
            List<FieldTurn> fresh = turns(after, field, horizon);
            List<FieldTurn> gone = without(old, fresh);
            List<FieldTurn> come = without(fresh, old);
            int pairs = Math.min(gone.size(), come.size());
            for (int i = 0; i < pairs; i++) {
                moved.add(new Move(gone.get(i), come.get(i)));
            }
            removed.addAll(gone.subList(pairs, gone.size()));
            added.addAll(come.subList(pairs, come.size()));
        }
        Bill old = Bill.of(before, problem);
        Bill fresh = Bill.of(after, problem);
        return new PlanDifference(
                moved,
                added,
                removed,
                fresh.cost() - old.cost(),
                fresh.kilowattHours() - old.kilowattHours(),
                after.missing() - before.missing());
    }

    private static TreeSet<String> fields(Plan before, Plan after) {
        return Stream.concat(before.fieldTurns().stream(), after.fieldTurns().stream())
                .map(FieldTurn::field)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<FieldTurn> turns(Plan plan, String field, Horizon horizon) {
        return plan.fieldTurns().stream()
                .filter(turn -> turn.field().equals(field) && turn.period().overlaps(horizon.period()))
                .sorted(Comparator.comparing(FieldTurn::start))
                .toList();
    }

    private static List<FieldTurn> without(List<FieldTurn> turns, List<FieldTurn> others) {
        return turns.stream()
                .filter(turn ->
                        others.stream().noneMatch(other -> other.period().equals(turn.period())))
                .toList();
    }

    /** What pumps take within the horizon. */
    private record Bill(double cost, double kilowattHours) {
        static Bill of(Plan plan, PlanProblem problem) {
            double cost = 0;
            double energy = 0;
            for (PumpTurn turn : plan.pumpTurns()) {
                if (turn.period().overlaps(problem.horizon().period())) {
                    double power = turn.kilowattHours() / turn.period().length().toMillis() * 3_600_000;
                    List<BandEnergy> bands =
                            Energy.of(power, Energy.within(turn.period(), problem.horizon()), problem.tariff());
                    cost += bands.stream().mapToDouble(BandEnergy::cost).sum();
                    energy += bands.stream()
                            .mapToDouble(BandEnergy::kilowattHours)
                            .sum();
                }
            }
            return new Bill(cost, energy);
        }
    }
}
