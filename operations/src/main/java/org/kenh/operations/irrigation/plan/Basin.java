package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.List;

/**
 * Canals that share pumps, in slots and whole numbers: the part of a problem that depends on nothing else. Canal 0 is the one that the pumps
 * feed. Flows are in {@link #UNITS} parts of a m³/s.
 */
final class Basin {
    /** 1 ml/s; fine enough that rounding stays below what the check allows. */
    static final double UNITS = 1e6;

    final Horizon horizon;
    final int slots;
    final List<Canal> canals;
    final List<Pump> pumps;
    final List<FieldDemand> demands;

    /** What a field draws from a canal if it is open; 0 off its way. [field][canal] */
    final long[][] draws;

    final int[] canalOf;
    final long[] capacity;

    /** Whether a field may be open at all. [field][slot] */
    final boolean[][] fieldFree;

    /** From which slot on water comes too late; what is given then is worth less. */
    final int[] due;

    /** Slots that hold the demand, and that a turn must have. */
    final int[] needed;

    final int[] piece;

    final long[] pumpFlow;
    final boolean[][] pumpFree;

    /** VND for a whole slot. [pump][slot] */
    final double[][] slotCost;

    final int[] minimumRun;
    final int[] minimumOff;

    /** Whether a pump that runs has to go on for the rest of its minimum run, and can. */
    final boolean[] bound;

    Basin(Horizon horizon, List<Canal> canals, List<Pump> pumps, List<FieldDemand> demands) {
        this.horizon = horizon;
        this.slots = horizon.slots();
        this.canals = List.copyOf(canals);
        this.pumps = List.copyOf(pumps);
        this.demands = List.copyOf(demands);
        this.draws = new long[demands.size()][canals.size()];
        this.canalOf = new int[demands.size()];
        this.capacity = new long[canals.size()];
        this.fieldFree = new boolean[demands.size()][slots];
        this.due = new int[demands.size()];
        this.needed = new int[demands.size()];
        this.piece = new int[demands.size()];
        this.pumpFlow = new long[pumps.size()];
        this.pumpFree = new boolean[pumps.size()][slots];
        this.slotCost = new double[pumps.size()][slots];
        this.minimumRun = new int[pumps.size()];
        this.minimumOff = new int[pumps.size()];
        this.bound = new boolean[pumps.size()];
    }

    /** Until before which slot a pump that runs as the horizon begins must go on, if it does. */
    int boundToRun(int pump) {
        Instant since = pumps.get(pump).runningSince();
        int end = since == null
                ? 0
                : Slots.after(horizon, since.plus(pumps.get(pump).minimumRun()));
        return Math.max(0, end);
    }

    boolean running(int pump) {
        return pumps.get(pump).runningSince() != null;
    }

    int startsPerHour(int pump) {
        return pumps.get(pump).startsPerHour();
    }

    int slotsPerHour() {
        return (int) (3600 / horizon.slot().toSeconds());
    }

    /** Slots at which starts before the horizon count, 0 or less, as far as they are less than an hour ago. */
    int[] startsBefore(int pump) {
        return pumps.get(pump).startsBefore().stream()
                .mapToInt(start -> Math.min(0, Slots.after(horizon, start)))
                .filter(slot -> slot > -slotsPerHour())
                .toArray();
    }

    /** m³ that a field gets in a slot. */
    double slotVolume(int field) {
        return demands.get(field).flow() * horizon.slot().toSeconds();
    }
}
