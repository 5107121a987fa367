package org.kenh.operations.irrigation.plan;

import java.util.List;

/**
 * Plans one basin: greedy, around the plan that stands, and by search from the better of these; the best counts, of those that leave no more
 * water missing at the deadlines than the greedy one.
 */
final class BasinPlanner {
    private static final double RUIN_SHARE = 0.6;

    private final PlanProblem problem;
    private final Basin basin;
    private final SolveLimit limit;
    private final SearchTime time;

    BasinPlanner(PlanProblem problem, Basin basin, SolveLimit limit, SearchTime time) {
        this.problem = problem;
        this.basin = basin;
        this.limit = limit;
        this.time = time;
        time.announce(size());
    }

    /** The best plan of the basin, and the greedy one. */
    record Result(Plan plan, Plan greedy) {}

    /** Slots of fields that wait for an answer. */
    double size() {
        double sum = 1;
        for (boolean[] field : basin.fieldFree) {
            for (boolean slot : field) {
                sum += slot ? 1 : 0;
            }
        }
        return sum;
    }

    Result plan() {
        Layout pinned = Pinning.layout(basin, problem.pins());
        Layout simple = Greedy.fill(pinned);
        Plan greedy = Turns.plan(problem, simple);
        Layout start = simple;
        Plan best = greedy;
        if (!problem.before().isEmpty()) {
            Layout around = Greedy.fill(pinned, problem.before());
            Plan other = Turns.plan(problem, around);
            boolean taken = isTimely(other, greedy) && better(other, best);
            start = taken ? around : start;
            best = taken ? other : best;
        }
        long now = System.nanoTime();
        double seconds = time.take(size());
        if (demandless()) {
            return new Result(best, greedy);
        }
        Plan found = Turns.plan(problem, searched(start, now, seconds));
        return new Result(isTimely(found, greedy) && better(found, best) ? found : best, greedy);
    }

    /** By the score alone a little water in time might be given for a lot that is late. */
    private boolean isTimely(Plan plan, Plan greedy) {
        return PlanScore.lacking(problem, plan) <= PlanScore.lacking(problem, greedy) + Ruin.ROUNDING;
    }

    private Layout searched(Layout start, long now, double seconds) {
        boolean[][] kept = kept();
        boolean solver = BasinSearch.available();
        long half = now + (long) (seconds * (solver ? RUIN_SHARE : 1) * 1e9);
        Layout found = new Ruin(start, kept, limit.seed()).search(limit.steps(), half);
        long end = now + (long) (seconds * 1e9);
        return solver ? new Windows(found, kept, limit.seed()).search(limit.windows(), end) : found;
    }

    private boolean demandless() {
        for (int field = 0; field < basin.needed.length; field++) {
            if (basin.needed[field] > 0) {
                return false;
            }
        }
        return true;
    }

    private boolean better(Plan one, Plan other) {
        return PlanScore.of(problem, one).compareTo(PlanScore.of(problem, other)) < 0;
    }

    private boolean[][] kept() {
        boolean[][] kept = new boolean[basin.demands.size()][basin.slots];
        for (int field = 0; field < kept.length; field++) {
            List<FieldTurn> turns = turns(basin.demands.get(field).field());
            for (FieldTurn turn : turns) {
                int to = Math.min(basin.slots, Slots.after(basin.horizon, turn.end()));
                for (int slot = Math.max(0, Slots.of(basin.horizon, turn.start())); slot < to; slot++) {
                    kept[field][slot] = true;
                }
            }
        }
        return kept;
    }

    private List<FieldTurn> turns(String field) {
        return problem.before().stream()
                .filter(turn -> turn.field().equals(field))
                .toList();
    }
}
