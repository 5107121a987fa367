package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** When a pump may stop within the last slot of its run: as soon as the others suffice, but not before its minimum run. */
final class PumpEnds {
    private static final double SLACK = 1 / Basin.UNITS;

    private final Layout layout;
    private final Basin basin;
    private final List<FieldTurn> turns;
    private final Map<List<Integer>, Instant> ends = new HashMap<>();

    PumpEnds(Layout layout, List<FieldTurn> turns) {
        this.layout = layout;
        this.basin = layout.basin;
        this.turns = List.copyOf(turns);
        for (int slot = 0; slot < basin.slots; slot++) {
            ending(slot);
        }
    }

    /** Of a run in slots. */
    Instant end(int pump, int from, int to) {
        Instant useful = ends.getOrDefault(List.of(pump, to - 1), basin.horizon.at(to));
        Instant since = basin.pumps.get(pump).runningSince();
        Instant start = from == 0 && since != null ? since : basin.horizon.at(from);
        Instant least = start.plus(basin.pumps.get(pump).minimumRun());
        Instant end = least.isAfter(useful) ? least : useful;
        Instant latest = basin.horizon.at(to);
        return end.isBefore(latest) ? end : latest;
    }

    /** Of the pumps that end here, the dearest stops first. */
    private void ending(int slot) {
        List<Integer> stopping = new ArrayList<>();
        double others = 0;
        for (int pump = 0; pump < layout.on.length; pump++) {
            if (layout.on[pump][slot]) {
                others += basin.pumps.get(pump).flow();
                if (slot + 1 == basin.slots || !layout.on[pump][slot + 1]) {
                    stopping.add(pump);
                }
            }
        }
        stopping.sort((one, other) -> Double.compare(price(other, slot), price(one, slot)));
        for (int pump : stopping) {
            others -= basin.pumps.get(pump).flow();
            ends.put(List.of(pump, slot), lastNeed(slot, others));
        }
    }

    private double price(int pump, int slot) {
        return basin.slotCost[pump][slot] / basin.pumpFlow[pump];
    }

    /** The end of the last stretch within the slot in which fields take more than the others give. */
    private Instant lastNeed(int slot, double others) {
        Instant from = basin.horizon.at(slot);
        Period period = new Period(from, basin.horizon.at(slot + 1));
        TreeSet<Instant> changes = new TreeSet<>(List.of(from, period.to()));
        for (FieldTurn turn : turns) {
            if (turn.period().overlaps(period)) {
                changes.add(period.contains(turn.start()) ? turn.start() : from);
                changes.add(period.contains(turn.end()) ? turn.end() : period.to());
            }
        }
        List<Instant> moments = List.copyOf(changes);
        for (int i = moments.size() - 1; i > 0; i--) {
            if (taken(moments.get(i - 1)) > others + SLACK) {
                return moments.get(i);
            }
        }
        // Runs through the slot only for its minimum run; any time in it will do.
        return from.plusSeconds(1);
    }

    private double taken(Instant moment) {
        double sum = 0;
        for (FieldTurn turn : turns) {
            if (turn.period().contains(moment)) {
                sum += inflow(turn);
            }
        }
        return sum;
    }

    private double inflow(FieldTurn turn) {
        for (int field = 0; field < basin.demands.size(); field++) {
            if (basin.demands.get(field).field().equals(turn.field())) {
                return basin.draws[field][0] / Basin.UNITS;
            }
        }
        return 0;
    }
}
