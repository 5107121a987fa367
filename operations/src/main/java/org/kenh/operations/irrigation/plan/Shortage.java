package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.plan.Shortfall.Cause;
import org.kenh.operations.irrigation.plan.Shortfall.Reason;

/** Finds fields that get too little, and asks of every slot that they might have had why they have it not. */
final class Shortage {
    private static final int MOST_REASONS = 5;

    private final Layout layout;
    private final Basin basin;
    private final int field;
    private final FieldDemand demand;
    private final Map<Key, Integer> slots = new LinkedHashMap<>();
    private final Map<Key, Instant> until = new LinkedHashMap<>();

    private Shortage(Layout layout, int field) {
        this.layout = layout;
        this.basin = layout.basin;
        this.field = field;
        this.demand = basin.demands.get(field);
    }

    /** Of one basin; turns are those of its fields. */
    static List<Shortfall> of(PlanProblem problem, Layout layout, List<FieldTurn> turns) {
        List<Shortfall> found = new ArrayList<>();
        for (int field = 0; field < layout.open.length; field++) {
            FieldDemand demand = layout.basin.demands.get(field);
            double given = turns.stream()
                    .filter(turn -> turn.field().equals(demand.field()))
                    .mapToDouble(turn -> inTime(turn, demand, problem.horizon()))
                    .sum();
            double missing = demand.volume() - given;
            if (missing > demand.flow()) {
                found.add(new Shortage(layout, field).told(missing));
            }
        }
        return found;
    }

    private static double inTime(FieldTurn turn, FieldDemand demand, Horizon horizon) {
        Instant from = turn.start().isBefore(horizon.start()) ? horizon.start() : turn.start();
        Instant to = turn.end().isBefore(demand.dueBy()) ? turn.end() : demand.dueBy();
        return to.isAfter(from) ? demand.flow() * Duration.between(from, to).toMillis() / 1000 : 0;
    }

    private Shortfall told(double missing) {
        Horizon horizon = basin.horizon;
        Instant by = demand.dueBy().isBefore(horizon.end()) ? demand.dueBy() : horizon.end();
        int from = Math.max(0, Slots.after(horizon, demand.earliest()));
        int to = Math.min(basin.slots, Slots.of(horizon, demand.dueBy()));
        int room = 0;
        for (int slot = from; slot < to; slot++) {
            if (!layout.open[field][slot]) {
                Key reason = reason(slot);
                room = reason.cause == Cause.PUMP_STARTS ? room + 1 : 0;
                slots.merge(reason, 1, Integer::sum);
            }
        }
        if (room > 0 && room < basin.piece[field]) {
            slots.merge(new Key(Cause.PIECE, demand.field(), null), room, Integer::sum);
        }
        List<Reason> reasons = new ArrayList<>(slots.entrySet().stream()
                .map(entry -> reason(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Reason::lasting).reversed())
                .limit(MOST_REASONS)
                .toList());
        if (basin.needed[field] > Math.max(0, to - from)) {
            Duration window = horizon.slot().multipliedBy(Math.max(0, to - from));
            reasons.addFirst(new Reason(Cause.INLET, demand.field(), null, null, window));
        }
        return new Shortfall(demand.field(), missing, by, reasons);
    }

    private Reason reason(Key key, int count) {
        return new Reason(
                key.cause,
                key.subject,
                key.block,
                until.get(key),
                basin.horizon.slot().multipliedBy(count));
    }

    private record Key(
            Cause cause, String subject, @Nullable BlockReason block) {}

    private Key reason(int slot) {
        Period period = new Period(basin.horizon.at(slot), basin.horizon.at(slot + 1));
        Key own = blocked(Cause.FIELD_BLOCKED, demand.field(), demand.quiet(), demand.blocks(), period);
        if (own != null) {
            return own;
        }
        for (int canal = 0; canal < basin.canals.size(); canal++) {
            if (basin.draws[field][canal] > 0) {
                Canal one = basin.canals.get(canal);
                Key blocked = blocked(Cause.CANAL_BLOCKED, one.id(), List.of(), one.blocks(), period);
                if (blocked != null) {
                    return blocked;
                }
            }
        }
        Key pumps = pumps(period, slot);
        return pumps != null ? pumps : water(slot);
    }

    private @Nullable Key pumps(Period period, int slot) {
        if (basin.pumps.isEmpty()) {
            return new Key(Cause.NO_PUMP, basin.canals.getFirst().id(), null);
        }
        Key found = null;
        for (int pump = 0; pump < basin.pumps.size(); pump++) {
            if (basin.pumpFree[pump][slot]) {
                return null;
            }
            Pump one = basin.pumps.get(pump);
            Key blocked = blocked(Cause.PUMP_BLOCKED, one.id(), one.quiet(), one.blocks(), period);
            if (blocked != null && (found == null || end(blocked).isAfter(end(found)))) {
                found = blocked;
            }
        }
        return found != null
                ? found
                : new Key(Cause.PUMP_STARTS, basin.canals.getFirst().id(), null);
    }

    private Instant end(Key key) {
        return until.getOrDefault(key, basin.horizon.start());
    }

    private Key water(int slot) {
        int own = basin.canalOf[field];
        int most = basin.canals.get(own).openAtOnce();
        if (most > 0 && layout.count[own][slot] >= most) {
            return new Key(Cause.CANAL_IN_TURN, demand.canal(), null);
        }
        for (int canal = basin.canals.size() - 1; canal >= 0; canal--) {
            long draw = basin.draws[field][canal];
            if (draw > 0 && layout.load[canal][slot] + draw > basin.capacity[canal]) {
                return new Key(Cause.CANAL_FULL, basin.canals.get(canal).id(), null);
            }
        }
        long flow = 0;
        for (int pump = 0; pump < basin.pumps.size(); pump++) {
            flow += basin.pumpFree[pump][slot] ? basin.pumpFlow[pump] : 0;
        }
        boolean full = Math.min(flow, basin.capacity[0]) < layout.load[0][slot] + basin.draws[field][0];
        return new Key(
                full ? Cause.PUMP_FULL : Cause.PUMP_STARTS,
                basin.canals.getFirst().id(),
                null);
    }

    private @Nullable Key blocked(
            Cause cause, String subject, List<WeeklyWindow> quiet, List<Block> blocks, Period period) {
        for (Block block : blocks) {
            if (block.period().overlaps(period)) {
                return keep(
                        new Key(cause, subject, block.reason()), block.period().to());
            }
        }
        for (WeeklyWindow window : quiet) {
            for (Period time : window.within(period)) {
                return keep(new Key(cause, subject, BlockReason.QUIET), time.to());
            }
        }
        return null;
    }

    private Key keep(Key key, Instant end) {
        until.merge(key, end, (one, other) -> one.isAfter(other) ? one : other);
        return key;
    }
}
