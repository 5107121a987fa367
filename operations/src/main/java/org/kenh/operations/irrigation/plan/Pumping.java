package org.kenh.operations.irrigation.plan;

/** Finds pumps for the water that a layout draws: adds to those that run, mends runs and rests that have become too short. */
final class Pumping {
    final boolean[][] on;

    private final Basin basin;
    private final Layout layout;

    /** The others still share their slots with the layout. */
    private final boolean[] changed;

    Pumping(Layout layout) {
        this.basin = layout.basin;
        this.layout = layout;
        this.on = layout.on.clone();
        this.changed = new boolean[on.length];
    }

    /** Whether the water of these slots can be pumped within all constraints. */
    boolean covers(int from, int to) {
        for (int slot = from; slot < to; slot++) {
            while (flow(slot) < layout.load[0][slot]) {
                int pump = next(slot);
                if (pump < 0) {
                    return false;
                }
                set(pump, slot);
            }
        }
        for (int pump = 0; pump < on.length; pump++) {
            if (changed[pump] && !mended(pump)) {
                return false;
            }
        }
        return true;
    }

    /** VND more than the layout's pumps take. */
    double extraCost() {
        double sum = 0;
        for (int pump = 0; pump < on.length; pump++) {
            for (int slot = 0; changed[pump] && slot < basin.slots; slot++) {
                if (on[pump][slot] != layout.on[pump][slot]) {
                    sum += on[pump][slot] ? basin.slotCost[pump][slot] : -basin.slotCost[pump][slot];
                }
            }
        }
        return sum;
    }

    private void set(int pump, int slot) {
        if (!changed[pump]) {
            on[pump] = on[pump].clone();
            changed[pump] = true;
        }
        on[pump][slot] = true;
    }

    private long flow(int slot) {
        long sum = 0;
        for (int pump = 0; pump < on.length; pump++) {
            sum += on[pump][slot] ? basin.pumpFlow[pump] : 0;
        }
        return sum;
    }

    /** The one that runs before already, else the one with the cheapest water; -1 if none is left. */
    private int next(int slot) {
        int best = -1;
        for (int pump = 0; pump < on.length; pump++) {
            if (canRun(pump, slot) && (best < 0 || order(pump, slot) < order(best, slot))) {
                best = pump;
            }
        }
        return best;
    }

    private double order(int pump, int slot) {
        double water = basin.slotCost[pump][slot] / basin.pumpFlow[pump];
        return runsBefore(pump, slot) ? water - Double.MAX_VALUE / 2 : water;
    }

    private boolean runsBefore(int pump, int slot) {
        return slot == 0 ? basin.running(pump) : on[pump][slot - 1];
    }

    private boolean canRun(int pump, int slot) {
        return slot >= 0 && slot < basin.slots && layout.load[0][slot] > 0 && canIdle(pump, slot);
    }

    /** Whether it may run there if it must, though no field takes water. */
    private boolean canIdle(int pump, int slot) {
        return slot < basin.slots
                && !on[pump][slot]
                && basin.pumpFree[pump][slot]
                && flow(slot) + basin.pumpFlow[pump] <= basin.capacity[0];
    }

    private boolean mended(int pump) {
        int end = basin.running(pump) ? 0 : -basin.minimumOff[pump];
        for (int slot = 0; slot < basin.slots; slot++) {
            if (!on[pump][slot]) {
                continue;
            }
            boolean goesOn = slot == 0 && basin.running(pump);
            if (!goesOn && slot - end < basin.minimumOff[pump] && !filled(pump, end, slot)) {
                return false;
            }
            int start = runStart(pump, slot);
            end = useful(pump, slot, longEnough(pump, start));
            if (end < 0) {
                return false;
            }
            slot = end;
        }
        return fewStarts(pump);
    }

    private boolean filled(int pump, int from, int to) {
        for (int slot = to - 1; slot >= from; slot--) {
            if (!canRun(pump, slot)) {
                return false;
            }
            set(pump, slot);
        }
        return true;
    }

    /** Its end, after it was made as long as it must be; -1 if it cannot be. */
    private int longEnough(int pump, int slot) {
        int start = slot;
        int end = runEnd(pump, start);
        while (end < leastEnd(pump, start)) {
            if (canRun(pump, end)) {
                set(pump, end);
                end = runEnd(pump, end);
            } else if (canRun(pump, start - 1) && restsBefore(pump, start - 1)) {
                start--;
                set(pump, start);
            } else if (canIdle(pump, end)) {
                // The last of the water has been taken, and the pump may not stop yet.
                set(pump, end);
                end = runEnd(pump, end);
            } else {
                return -1;
            }
        }
        return end;
    }

    /** The end of the run without what it no longer has to idle; -1 if there is no end, or it would have to idle between. */
    private int useful(int pump, int slot, int runEnd) {
        int start = runStart(pump, slot);
        int least = leastEnd(pump, start);
        int end = runEnd;
        while (end > least && layout.load[0][end - 1] == 0) {
            end--;
            on[pump][end] = false;
        }
        for (int idle = Math.max(start, least); idle < end; idle++) {
            if (layout.load[0][idle] == 0) {
                return -1;
            }
        }
        return end;
    }

    private int leastEnd(int pump, int start) {
        return start == 0 && basin.running(pump) ? basin.boundToRun(pump) : start + basin.minimumRun[pump];
    }

    /** Whether a run that begins here leaves the rest before it long enough. */
    private boolean restsBefore(int pump, int start) {
        int from = Math.max(0, start - basin.minimumOff[pump]);
        for (int slot = from; slot < start; slot++) {
            if (on[pump][slot]) {
                return false;
            }
        }
        return start >= basin.minimumOff[pump] || !basin.running(pump) || start == 0;
    }

    private int runStart(int pump, int slot) {
        int start = slot;
        while (start > 0 && on[pump][start - 1]) {
            start--;
        }
        return start;
    }

    private int runEnd(int pump, int slot) {
        int end = slot;
        while (end < basin.slots && on[pump][end]) {
            end++;
        }
        return end;
    }

    private boolean fewStarts(int pump) {
        int hour = basin.slotsPerHour();
        int[] recent = new int[basin.slots + hour];
        for (int before : basin.startsBefore(pump)) {
            recent[before + hour]++;
        }
        int sum = 0;
        for (int slot = -hour; slot < basin.slots; slot++) {
            boolean starts = slot >= 0 && on[pump][slot] && !runsBefore(pump, slot);
            recent[slot + hour] += starts ? 1 : 0;
            sum += recent[slot + hour];
            sum -= slot >= 0 ? recent[slot] : 0;
            if (starts && sum > basin.startsPerHour(pump)) {
                return false;
            }
        }
        return true;
    }
}
