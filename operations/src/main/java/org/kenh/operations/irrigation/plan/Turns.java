package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes turns out of a layout: joins slots, and cuts what is not needed from the last slot of a turn. */
final class Turns {
    private final PlanProblem problem;
    private final Layout layout;
    private final Basin basin;
    private final List<FieldTurn> fields = new ArrayList<>();
    private final List<PumpTurn> pumps = new ArrayList<>();

    private Turns(PlanProblem problem, Layout layout) {
        this.problem = problem;
        this.layout = layout;
        this.basin = layout.basin;
    }

    /** Of a problem whose pins are all in the layout. */
    static Plan plan(PlanProblem problem, Layout layout) {
        Turns turns = new Turns(problem, layout);
        for (int field = 0; field < layout.open.length; field++) {
            turns.field(field);
        }
        PumpEnds ends = new PumpEnds(layout, turns.fields);
        for (int pump = 0; pump < layout.on.length; pump++) {
            turns.pump(pump, ends);
        }
        List<Shortfall> shortfalls = Shortage.of(problem, layout, turns.fields);
        return new Plan(turns.fields, turns.pumps, shortfalls, List.of());
    }

    /** All parts in the order that a plan has. */
    static Plan join(List<Plan> plans, List<PinRefusal> refusals) {
        return new Plan(
                plans.stream()
                        .flatMap(plan -> plan.fieldTurns().stream())
                        .sorted(Comparator.comparing(FieldTurn::start).thenComparing(FieldTurn::field))
                        .toList(),
                plans.stream()
                        .flatMap(plan -> plan.pumpTurns().stream())
                        .sorted(Comparator.comparing(PumpTurn::start).thenComparing(PumpTurn::pump))
                        .toList(),
                plans.stream().flatMap(plan -> plan.shortfalls().stream()).toList(),
                refusals);
    }

    static FieldTurn pinned(PlanProblem problem, PinnedTurn pin) {
        FieldDemand demand = problem.demands().stream()
                .filter(one -> one.field().equals(pin.field()))
                .findFirst()
                .orElseThrow();
        Instant start = problem.horizon().start();
        Instant from =
                pin.period().from().isBefore(start) ? start : pin.period().from();
        double volume =
                demand.flow() * new Period(from, pin.period().to()).length().toMillis() / 1000;
        return new FieldTurn(
                demand.field(),
                demand.canal(),
                demand.valve(),
                pin.period().from(),
                pin.period().to(),
                demand.flow(),
                volume,
                true);
    }

    private void field(int field) {
        FieldDemand demand = basin.demands.get(field);
        double pinnedVolume = 0;
        for (PinnedTurn pin : problem.pins()) {
            if (pin.field().equals(demand.field())) {
                fields.add(pinned(problem, pin));
                pinnedVolume += fields.getLast().volume();
            }
        }
        List<int[]> runs = runs(layout.open[field]);
        double excess = layout.openSlots(field) * basin.slotVolume(field) - Math.max(0, demand.volume() - pinnedVolume);
        long spare = Math.max(0, (long) Math.floor(excess / demand.flow() + 1e-6));
        int cut = spare > 0 ? dearestEnd(runs) : -1;
        for (int[] run : runs) {
            Instant from = basin.horizon.at(run[0]);
            Instant to = basin.horizon.at(run[1]);
            Instant end = run[1] == cut ? to.minusSeconds(spare) : to;
            double volume = demand.flow() * new Period(from, end).length().toSeconds();
            fields.add(new FieldTurn(
                    demand.field(), demand.canal(), demand.valve(), from, end, demand.flow(), volume, false));
        }
    }

    /** The last slot that costs most is cut, of equals the latest. */
    private int dearestEnd(List<int[]> runs) {
        int best = -1;
        double price = -1;
        for (int[] run : runs) {
            double cost = cost(run[1] - 1);
            if (cost >= price) {
                best = run[1];
                price = cost;
            }
        }
        return best;
    }

    private double cost(int slot) {
        double sum = 0;
        for (double[] costs : basin.slotCost) {
            sum += costs[slot];
        }
        return sum;
    }

    private void pump(int index, PumpEnds ends) {
        Pump pump = basin.pumps.get(index);
        List<Period> whole = new ArrayList<>();
        for (int[] run : runs(layout.on[index])) {
            whole.add(new Period(basin.horizon.at(run[0]), ends.end(index, run[0], run[1])));
        }
        for (Period period : new Gaps(basin, pump, fields).without(whole)) {
            pumps.add(new PumpTurn(
                    pump.id(),
                    pump.canal(),
                    pump.target(),
                    period.from(),
                    period.to(),
                    Energy.of(pump.power(), period, problem.tariff())));
        }
    }

    /** From and until before which slots are set, in order. */
    static List<int[]> runs(boolean[] slots) {
        List<int[]> runs = new ArrayList<>();
        int start = -1;
        for (int slot = 0; slot <= slots.length; slot++) {
            boolean set = slot < slots.length && slots[slot];
            if (set && start < 0) {
                start = slot;
            } else if (!set && start >= 0) {
                runs.add(new int[] {start, slot});
                start = -1;
            }
        }
        return runs;
    }
}
