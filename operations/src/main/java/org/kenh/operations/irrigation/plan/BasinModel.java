package org.kenh.operations.irrigation.plan;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.util.Arrays;
import java.util.List;

/**
 * A basin as a model of CP-SAT: one Boolean for each field and slot (open), each pump and slot (on), and for the starts of both. Costs are counted in
 * hundredths of a đồng.
 */
final class BasinModel {
    private static final double UNITS_PER_VND = 100;

    private final Basin basin;
    private final Layout fixed;
    private final List<Integer> fields;
    private final CpModel model = new CpModel();
    private final LinearExprBuilder objective = LinearExpr.newBuilder();
    private final Literal[][] open;
    private final Literal[][] opening;
    private final Literal[][] on;
    private final Literal[][] starting;

    /**
     * What may change.
     *
     * @param fields whose turns are free
     * @param from the first slot in which they and the pumps are free
     * @param to the slot after the last
     */
    record Window(List<Integer> fields, int from, int to) {
        Window {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Builds it.
     *
     * @param start where the search begins; what is not in the window stays so
     * @param kept slots of fields that the plan before had
     */
    BasinModel(Layout start, Window window, boolean[][] kept) {
        this.basin = start.basin;
        this.fixed = start.copy();
        this.fields = window.fields;
        boolean[][] rows = new boolean[fields.size()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = start.open[fields.get(row)];
            fixed.remove(fields.get(row));
        }
        boolean[] running = new boolean[start.on.length];
        for (int pump = 0; pump < running.length; pump++) {
            running[pump] = basin.running(pump);
        }
        boolean[][] fieldStarts = starts(rows, new boolean[rows.length]);
        boolean[][] pumpStarts = starts(start.on, running);
        this.open = variables(rows, window);
        this.opening = variables(fieldStarts, window);
        this.on = variables(start.on, window);
        this.starting = variables(pumpStarts, window);
        hint(open, rows, window);
        hint(opening, fieldStarts, window);
        hint(on, start.on, window);
        hint(starting, pumpStarts, window);
        for (int row = 0; row < open.length; row++) {
            field(row, kept[fields.get(row)]);
        }
        for (int pump = 0; pump < on.length; pump++) {
            pump(pump);
        }
        for (int slot = 0; slot < basin.slots; slot++) {
            canals(slot);
            water(slot);
        }
        model.minimize(objective);
    }

    CpModel model() {
        return model;
    }

    Layout found(CpSolver solver) {
        boolean[][] all = fixed.open.clone();
        boolean[][] values = values(open, solver);
        for (int row = 0; row < values.length; row++) {
            all[fields.get(row)] = values[row];
        }
        return fixed.with(all, values(on, solver));
    }

    private Literal[][] variables(boolean[][] values, Window window) {
        Literal[][] variables = new Literal[values.length][basin.slots];
        for (int row = 0; row < values.length; row++) {
            for (int slot = 0; slot < basin.slots; slot++) {
                boolean free = slot >= window.from && slot < window.to;
                Literal constant = values[row][slot] ? model.trueLiteral() : model.falseLiteral();
                variables[row][slot] = free ? model.newBoolVar("") : constant;
            }
        }
        return variables;
    }

    private static boolean[][] starts(boolean[][] values, boolean[] before) {
        boolean[][] starts = new boolean[values.length][];
        for (int row = 0; row < values.length; row++) {
            starts[row] = new boolean[values[row].length];
            boolean last = before[row];
            for (int slot = 0; slot < values[row].length; slot++) {
                starts[row][slot] = values[row][slot] && !last;
                last = values[row][slot];
            }
        }
        return starts;
    }

    private void field(int index, boolean[] kept) {
        int field = fields.get(index);
        Literal[] row = open[index];
        long worth = units(Worth.slot(basin, field));
        for (int slot = 0; slot < basin.slots; slot++) {
            if (!basin.fieldFree[field][slot]) {
                model.addEquality(row[slot], 0);
            }
            objective.addTerm(
                    row[slot], -units(Worth.slot(basin, field, slot)) - (kept[slot] ? units(Worth.KEPT_SLOT) : 0));
            objective.addTerm(opening[index][slot], units(Worth.FIELD_START));
        }
        objective.add(worth * basin.needed[field]);
        begins(row, opening[index], false);
        lasts(row, opening[index], basin.piece[field]);
        model.addLessOrEqual(LinearExpr.sum(row), basin.needed[field]);
        if (!basin.demands.get(field).splittable()) {
            model.addLessOrEqual(LinearExpr.sum(opening[index]), 1);
        }
    }

    private void pump(int pump) {
        Literal[] row = on[pump];
        boolean running = basin.running(pump);
        for (int slot = 0; slot < basin.slots; slot++) {
            if (!basin.pumpFree[pump][slot]) {
                model.addEquality(row[slot], 0);
            }
            objective.addTerm(row[slot], units(basin.slotCost[pump][slot] + Worth.LATENESS * slot));
            objective.addTerm(starting[pump][slot], units(Worth.PUMP_START));
        }
        begins(row, starting[pump], running);
        for (int slot = 1; slot < basin.slots; slot++) {
            model.addImplication(row[slot - 1], starting[pump][slot].not());
        }
        lasts(row, starting[pump], basin.minimumRun[pump]);
        rests(pump);
        for (int slot = 0; slot < Math.min(basin.boundToRun(pump), basin.slots); slot++) {
            if (basin.bound[pump]) {
                model.addEquality(row[slot], 1);
            } else {
                model.addImplication(row[0], row[slot]);
            }
        }
        fewStarts(pump);
    }

    /** A slot that is set after one that is not has a start. */
    private void begins(Literal[] row, Literal[] starts, boolean before) {
        if (before) {
            model.addEquality(starts[0], 0);
        } else {
            model.addLessOrEqual(row[0], starts[0]);
        }
        for (int slot = 1; slot < row.length; slot++) {
            model.addLessOrEqual(
                    LinearExpr.weightedSum(pair(row[slot], row[slot - 1]), new long[] {1, -1}), starts[slot]);
        }
    }

    /** What starts stays for so many slots, within the horizon. */
    private void lasts(Literal[] row, Literal[] starts, int least) {
        for (int slot = 0; slot < row.length; slot++) {
            LinearExprBuilder recent = LinearExpr.newBuilder();
            for (int start = Math.max(0, slot - least + 1); start <= slot; start++) {
                recent.add(starts[start]);
            }
            model.addLessOrEqual(recent, row[slot]);
            if (slot + least > row.length) {
                model.addEquality(starts[slot], 0);
            }
        }
    }

    private void rests(int pump) {
        int rest = basin.minimumOff[pump];
        for (int slot = 0; slot < basin.slots && rest > 0; slot++) {
            LinearExprBuilder recent = LinearExpr.newBuilder();
            for (int start = Math.max(0, slot - rest + 1); start <= slot; start++) {
                recent.add(starting[pump][start]);
            }
            if (slot - rest >= 0) {
                model.addLessOrEqual(recent.add(on[pump][slot - rest]), 1);
            } else if (basin.running(pump)) {
                model.addEquality(recent, 0);
            }
        }
    }

    private void fewStarts(int pump) {
        int hour = basin.slotsPerHour();
        int apart = basin.minimumRun[pump] + basin.minimumOff[pump];
        int[] before = basin.startsBefore(pump);
        if (before.length == 0 && Math.ceilDiv(hour, apart) <= basin.startsPerHour(pump)) {
            return;
        }
        for (int slot = 0; slot < basin.slots; slot++) {
            int from = slot - hour + 1;
            LinearExprBuilder starts = LinearExpr.newBuilder();
            for (int start = Math.max(0, from); start <= slot; start++) {
                starts.add(starting[pump][start]);
            }
            long earlier = Arrays.stream(before).filter(start -> start >= from).count();
            model.addLessOrEqual(starts, Math.max(0, basin.startsPerHour(pump) - earlier));
        }
    }

    private void canals(int slot) {
        for (int canal = 0; canal < basin.canals.size(); canal++) {
            LinearExprBuilder inflow = LinearExpr.newBuilder();
            LinearExprBuilder fieldsOpen = LinearExpr.newBuilder();
            long most = 0;
            for (int row = 0; row < open.length; row++) {
                long draw = basin.draws[fields.get(row)][canal];
                most += draw;
                inflow.addTerm(open[row][slot], draw);
                if (basin.canalOf[fields.get(row)] == canal) {
                    fieldsOpen.add(open[row][slot]);
                }
            }
            long left = basin.capacity[canal] - fixed.load[canal][slot];
            if (most > left) {
                model.addLessOrEqual(inflow, Math.max(0, left));
            }
            int atOnce = basin.canals.get(canal).openAtOnce();
            if (atOnce > 0) {
                model.addLessOrEqual(fieldsOpen, Math.max(0, atOnce - fixed.count[canal][slot]));
            }
        }
    }

    /** Pumps give what is taken, and no more than their canal carries. */
    private void water(int slot) {
        LinearExprBuilder surplus = LinearExpr.newBuilder();
        LinearExprBuilder given = LinearExpr.newBuilder();
        LinearExprBuilder taking = LinearExpr.newBuilder();
        for (int pump = 0; pump < on.length; pump++) {
            surplus.addTerm(on[pump][slot], basin.pumpFlow[pump]);
            given.addTerm(on[pump][slot], basin.pumpFlow[pump]);
        }
        for (int row = 0; row < open.length; row++) {
            surplus.addTerm(open[row][slot], -basin.draws[fields.get(row)][0]);
            taking.add(open[row][slot]);
        }
        model.addGreaterOrEqual(surplus, fixed.load[0][slot]);
        model.addLessOrEqual(given, basin.capacity[0]);
        for (int pump = 0; pump < on.length && fixed.load[0][slot] == 0; pump++) {
            used(pump, slot, taking);
        }
    }

    /** A pump starts only for water that is taken, and runs without only for the rest of its minimum run. */
    private void used(int pump, int slot, LinearExprBuilder taking) {
        if (basin.bound[pump] && slot < basin.boundToRun(pump)) {
            return;
        }
        model.addLessOrEqual(starting[pump][slot], taking);
        LinearExprBuilder reasons = LinearExpr.newBuilder().add(taking);
        for (int start = Math.max(0, slot - basin.minimumRun[pump] + 1); start <= slot; start++) {
            reasons.add(starting[pump][start]);
        }
        model.addLessOrEqual(on[pump][slot], reasons);
    }

    private void hint(Literal[][] rows, boolean[][] values, Window window) {
        for (int row = 0; row < rows.length; row++) {
            for (int slot = window.from; slot < window.to; slot++) {
                model.addHint(rows[row][slot], values[row][slot]);
            }
        }
    }

    private static boolean[][] values(Literal[][] rows, CpSolver solver) {
        boolean[][] values = new boolean[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            values[row] = new boolean[rows[row].length];
            for (int slot = 0; slot < rows[row].length; slot++) {
                values[row][slot] = solver.booleanValue(rows[row][slot]);
            }
        }
        return values;
    }

    private static Literal[] pair(Literal one, Literal other) {
        return List.of(one, other).toArray(new Literal[0]);
    }

    private static long units(double vnd) {
        return Math.round(vnd * UNITS_PER_VND);
    }
}
