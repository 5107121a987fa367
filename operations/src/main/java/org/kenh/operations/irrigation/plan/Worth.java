package org.kenh.operations.irrigation.plan;

import java.time.Duration;

/**
 * What layouts are compared by while searching: VND for energy by whole slots, and prices that put water first and break ties.
 *
 * @see PlanScore which judges the finished plans
 */
final class Worth {
    /** VND for a m³ that a field of weight 1 lacks: some hundred times what pumping it costs. */
    static final double MISSING = 20_000;

    /** Of its worth, what water still has that comes right after the deadline; half of that after the longest horizon. */
    private static final double LATE = 0.25;

    static final double PUMP_START = 10;
    static final double FIELD_START = 2;
    static final double KEPT_SLOT = 1;
    /** For each slot that a pump's slot lies after the beginning. */
    static final double LATENESS = 0.01 / 8;

    private Worth() {}

    /** VND that a slot of water is worth to a field that gets it in time. */
    static double slot(Basin basin, int field) {
        return basin.slotVolume(field) * basin.demands.get(field).weight() * MISSING;
    }

    /** VND that water in that slot is worth to the field; far more than pumping it costs, however late. */
    static double slot(Basin basin, int field, int slot) {
        return slot(basin, field) - lost(basin, field, slot);
    }

    /** VND by which water in that slot is worth less for being late. */
    static double lost(Basin basin, int field, int slot) {
        int late = slot - basin.due[field];
        return late < 0
                ? 0
                : slot(basin, field) * (1 - lateShare(basin.horizon.slot().multipliedBy(late)));
    }

    /** What water is worth that comes so long after the deadline, against water in time. */
    static double lateShare(Duration late) {
        return LATE * (1 - late.toMillis() / 2.0 / Horizon.LONGEST.toMillis());
    }

    /**
     * The lower the better.
     *
     * @param kept slots of fields that the plan before had
     */
    static double of(Layout layout, boolean[][] kept) {
        Basin basin = layout.basin;
        double sum = 0;
        for (int pump = 0; pump < layout.on.length; pump++) {
            boolean before = basin.running(pump);
            for (int slot = 0; slot < basin.slots; slot++) {
                boolean on = layout.on[pump][slot];
                sum += on ? basin.slotCost[pump][slot] + LATENESS * slot : 0;
                sum += on && !before ? PUMP_START : 0;
                before = on;
            }
        }
        for (int field = 0; field < layout.open.length; field++) {
            sum += field(layout, field, kept[field]);
        }
        return sum;
    }

    private static double field(Layout layout, int field, boolean[] kept) {
        double sum = 0;
        boolean before = false;
        int missing = layout.basin.needed[field];
        for (int slot = 0; slot < kept.length; slot++) {
            boolean open = layout.open[field][slot];
            sum += open && !before ? FIELD_START : 0;
            sum -= open && kept[slot] ? KEPT_SLOT : 0;
            sum += open ? lost(layout.basin, field, slot) : 0;
            missing -= open ? 1 : 0;
            before = open;
        }
        return sum + missing * slot(layout.basin, field);
    }
}
