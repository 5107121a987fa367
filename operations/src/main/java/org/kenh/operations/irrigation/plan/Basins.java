package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes a problem apart into basins. */
final class Basins {
    private static final double ROUNDING = 1e-9;

    private final PlanProblem problem;
    private final Map<String, Canal> byId = new HashMap<>();
    private final Map<String, Double> pinned = new HashMap<>();

    private Basins(PlanProblem problem) {
        this.problem = problem;
        problem.canals().forEach(canal -> byId.put(canal.id(), canal));
        Map<String, FieldDemand> demands =
                problem.demands().stream().collect(Collectors.toMap(FieldDemand::field, demand -> demand));
        for (PinnedTurn pin : problem.pins()) {
            Period within = Energy.within(pin.period(), problem.horizon());
            FieldDemand demand = demands.get(pin.field());
            double flow = demand == null ? 0 : demand.flow();
            pinned.merge(pin.field(), flow * within.length().toMillis() / 1000, Double::sum);
        }
    }

    /** In the order of the canals that pumps feed. The problem's pins are taken as kept. */
    static List<Basin> of(PlanProblem problem) {
        Basins basins = new Basins(problem);
        return problem.canals().stream()
                .filter(canal -> canal.parent() == null)
                .map(basins::basin)
                .toList();
    }

    private Basin basin(Canal root) {
        List<Canal> canals = new ArrayList<>(List.of(root));
        problem.canals().stream()
                .filter(canal -> canal.parent() != null && root(canal).equals(root))
                .forEach(canals::add);
        List<String> ids = canals.stream().map(Canal::id).toList();
        Basin basin = new Basin(
                problem.horizon(),
                canals,
                problem.pumps().stream()
                        .filter(pump -> pump.canal().equals(root.id()))
                        .toList(),
                problem.demands().stream()
                        .filter(demand -> ids.contains(demand.canal()))
                        .toList());
        for (int i = 0; i < canals.size(); i++) {
            basin.capacity[i] = units(canals.get(i).capacity());
        }
        for (int i = 0; i < basin.pumps.size(); i++) {
            pump(basin, i);
        }
        bind(basin);
        for (int i = 0; i < basin.demands.size(); i++) {
            field(basin, i, ids);
        }
        return basin;
    }

    private Canal root(Canal canal) {
        Canal at = canal;
        while (at.parent() != null) {
            at = canal(at.parent());
        }
        return at;
    }

    private void pump(Basin basin, int index) {
        Pump pump = basin.pumps.get(index);
        Horizon horizon = basin.horizon;
        basin.pumpFlow[index] = units(pump.flow());
        basin.minimumRun[index] = Math.max(1, Slots.of(horizon, pump.minimumRun()));
        basin.minimumOff[index] = Slots.of(horizon, pump.minimumOff());
        boolean[] free = basin.pumpFree[index];
        Arrays.fill(free, true);
        Slots.clear(free, horizon, pump.quiet(), pump.blocks());
        Slots.clear(free, horizon, List.of(), basin.canals.getFirst().blocks());
        Instant stopped = pump.stoppedAt();
        if (stopped != null && pump.runningSince() == null && pump.minimumOff().isPositive()) {
            Slots.clear(free, horizon, new Period(stopped, stopped.plus(pump.minimumOff())));
        }
        for (int slot = 0; slot < basin.slots; slot++) {
            Period period = new Period(horizon.at(slot), horizon.at(slot + 1));
            basin.slotCost[index][slot] = Energy.of(pump.power(), period, problem.tariff()).stream()
                    .mapToDouble(BandEnergy::cost)
                    .sum();
        }
    }

    /** Pumps that run and must go on, as far as they may and their canal carries them all. */
    private static void bind(Basin basin) {
        long left = basin.capacity[0];
        for (int pump = 0; pump < basin.pumps.size(); pump++) {
            int end = basin.boundToRun(pump);
            boolean free = end > 0 && end <= basin.slots && basin.pumpFlow[pump] <= left;
            for (int slot = 0; free && slot < end; slot++) {
                free = basin.pumpFree[pump][slot];
            }
            basin.bound[pump] = free;
            left -= free ? basin.pumpFlow[pump] : 0;
        }
    }

    private void field(Basin basin, int index, List<String> ids) {
        FieldDemand demand = basin.demands.get(index);
        Horizon horizon = basin.horizon;
        basin.canalOf[index] = ids.indexOf(demand.canal());
        boolean[] free = basin.fieldFree[index];
        int from = Math.max(0, Slots.after(horizon, demand.earliest()));
        int to = Math.min(basin.slots, Slots.of(horizon, demand.latest()));
        basin.due[index] = Math.clamp(Slots.of(horizon, demand.dueBy()), 0, basin.slots);
        for (int slot = from; slot < to; slot++) {
            free[slot] = anyPump(basin, slot);
        }
        Slots.clear(free, horizon, demand.quiet(), demand.blocks());
        double flow = demand.flow();
        Canal at = canal(demand.canal());
        while (true) {
            flow /= at.efficiency();
            basin.draws[index][ids.indexOf(at.id())] = units(flow);
            Slots.clear(free, horizon, List.of(), at.blocks());
            if (at.parent() == null) {
                break;
            }
            at = canal(at.parent());
        }
        problem.pins().stream()
                .filter(pin -> pin.field().equals(demand.field()))
                .forEach(pin -> Slots.clear(free, horizon, pin.period()));
        double open = Math.max(0, demand.volume() - pinned.getOrDefault(demand.field(), 0.0));
        basin.needed[index] = (int) Math.min(basin.slots, Math.ceil(open / basin.slotVolume(index) - ROUNDING));
        int piece = Math.max(1, Slots.of(horizon, demand.minimumPiece()));
        basin.piece[index] = demand.splittable() ? Math.clamp(basin.needed[index], 1, piece) : 1;
    }

    private static boolean anyPump(Basin basin, int slot) {
        for (boolean[] free : basin.pumpFree) {
            if (free[slot]) {
                return true;
            }
        }
        return false;
    }

    private static long units(double flow) {
        return Math.round(flow * Basin.UNITS);
    }

    private Canal canal(String id) {
        Canal canal = byId.get(id);
        if (canal == null) {
            throw new IllegalArgumentException("canal " + id + " is not there");
        }
        return canal;
    }
}
