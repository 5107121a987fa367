package org.kenh.operations.irrigation.plan;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Which fields are open and which pumps run, slot by slot, in one basin. Every change keeps all constraints of canals and pumps. Not for several
 * threads.
 */
final class Layout {
    final Basin basin;

    /** [field][slot], without pinned turns. */
    final boolean[][] open;

    /** [pump][slot] */
    final boolean[][] on;

    /** Flow into each canal, pinned turns included. [canal][slot] */
    final long[][] load;

    /** Open fields of each canal, pinned turns included. [canal][slot] */
    final int[][] count;

    Layout(Basin basin) {
        this.basin = basin;
        this.open = new boolean[basin.demands.size()][basin.slots];
        this.on = new boolean[basin.pumps.size()][basin.slots];
        goOn();
        this.load = new long[basin.canals.size()][basin.slots];
        this.count = new int[basin.canals.size()][basin.slots];
    }

    Layout copy() {
        Layout copy = new Layout(basin);
        copyRows(open, copy.open);
        copyRows(on, copy.on);
        for (int i = 0; i < load.length; i++) {
            System.arraycopy(load[i], 0, copy.load[i], 0, basin.slots);
            System.arraycopy(count[i], 0, copy.count[i], 0, basin.slots);
        }
        return copy;
    }

    /** VND more if the field were open too; empty if that cannot be. Changes nothing. */
    OptionalDouble price(int field, int from, int to) {
        if (!isFree(field, from, to) || !carries(field, from, to)) {
            return OptionalDouble.empty();
        }
        draw(field, from, to, 1);
        Pumping pumping = new Pumping(this);
        OptionalDouble price =
                pumping.covers(from, to) ? OptionalDouble.of(pumping.extraCost()) : OptionalDouble.empty();
        draw(field, from, to, -1);
        return price;
    }

    /** Opens the field, for which there was a price. */
    void place(int field, int from, int to) {
        Arrays.fill(open[field], from, to, true);
        takeUp(field, from, to);
    }

    /** Lets a pinned turn draw water; false and nothing changed if canals or pumps cannot give it. */
    boolean placePinned(int field, int from, int to) {
        if (!carries(field, from, to)) {
            return false;
        }
        draw(field, from, to, 1);
        Pumping pumping = new Pumping(this);
        if (pumping.covers(from, to)) {
            copyRows(pumping.on, on);
            return true;
        }
        draw(field, from, to, -1);
        return false;
    }

    /** Takes over what a solver found, on top of what is pinned here. */
    Layout with(boolean[][] otherOpen, boolean[][] otherOn) {
        Layout found = copy();
        for (int field = 0; field < open.length; field++) {
            for (int slot = 0; slot < basin.slots; slot++) {
                if (found.open[field][slot] != otherOpen[field][slot]) {
                    found.draw(field, slot, slot + 1, otherOpen[field][slot] ? 1 : -1);
                    found.open[field][slot] = otherOpen[field][slot];
                }
            }
        }
        copyRows(otherOn, found.on);
        return found;
    }

    /** Whether the canals on its way carry the field as well. */
    boolean carries(int field, int from, int to) {
        int own = basin.canalOf[field];
        int most = basin.canals.get(own).openAtOnce();
        for (int slot = from; slot < to; slot++) {
            if (most > 0 && count[own][slot] >= most) {
                return false;
            }
            for (int canal = 0; canal < load.length; canal++) {
                long draw = basin.draws[field][canal];
                if (draw > 0 && load[canal][slot] + draw > basin.capacity[canal]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Closes a field's free turns; pumps stay as they are until {@link #pumpAnew}. */
    void remove(int field) {
        for (int slot = 0; slot < basin.slots; slot++) {
            if (open[field][slot]) {
                draw(field, slot, slot + 1, -1);
                open[field][slot] = false;
            }
        }
    }

    /** Chooses all pumps again; false, and the layout is of no more use, if that does not succeed. */
    boolean pumpAnew() {
        for (boolean[] pump : on) {
            Arrays.fill(pump, false);
        }
        goOn();
        Pumping pumping = new Pumping(this);
        if (!pumping.covers(0, basin.slots)) {
            return false;
        }
        copyRows(pumping.on, on);
        return true;
    }

    int openSlots(int field) {
        return openSlots(field, basin.slots);
    }

    /** m³ that fields do not get by their deadlines, times their weights, by whole slots. */
    double lacking() {
        double sum = 0;
        for (int field = 0; field < open.length; field++) {
            int slots = Math.max(0, basin.needed[field] - inTime(field));
            sum += slots * basin.slotVolume(field) * basin.demands.get(field).weight();
        }
        return sum;
    }

    /** Slots before the deadline. */
    int inTime(int field) {
        return openSlots(field, basin.due[field]);
    }

    private int openSlots(int field, int end) {
        int sum = 0;
        for (int slot = 0; slot < end; slot++) {
            sum += open[field][slot] ? 1 : 0;
        }
        return sum;
    }

    /** What runs and must. */
    private void goOn() {
        for (int pump = 0; pump < on.length; pump++) {
            if (basin.bound[pump]) {
                Arrays.fill(on[pump], 0, basin.boundToRun(pump), true);
            }
        }
    }

    private boolean isFree(int field, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            if (!basin.fieldFree[field][slot] || open[field][slot]) {
                return false;
            }
        }
        return true;
    }

    private void takeUp(int field, int from, int to) {
        draw(field, from, to, 1);
        Pumping pumping = new Pumping(this);
        if (!pumping.covers(from, to)) {
            throw new IllegalStateException("field " + field + " was placed where pumps cannot serve it");
        }
        copyRows(pumping.on, on);
    }

    private void draw(int field, int from, int to, int sign) {
        for (int slot = from; slot < to; slot++) {
            count[basin.canalOf[field]][slot] += sign;
            for (int canal = 0; canal < load.length; canal++) {
                load[canal][slot] += sign * basin.draws[field][canal];
            }
        }
    }

    static void copyRows(boolean[][] from, boolean[][] to) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, from[i].length);
        }
    }
}
