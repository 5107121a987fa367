package org.kenh.operations.irrigation.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Improves a layout with CP-SAT, window by window: all pumps and up to ten fields over a day are free at once, all else stays. Whole basins are
 * too big for it to get anywhere in the time that there is.
 */
final class Windows {
    private static final int MOST_FIELDS = 10;
    private static final int SLOTS = 48;
    /** Deterministic seconds for each window. */
    private static final double EFFORT = 0.4;

    private final boolean[][] kept;
    private final int seed;
    private final Random random;
    private Layout best;
    private double worth;

    Windows(Layout start, boolean[][] kept, int seed) {
        this.kept = kept;
        this.seed = seed;
        this.random = new Random(seed);
        this.best = start;
        this.worth = Worth.of(start, kept);
    }

    /**
     * The best after so many windows, or fewer if the time ends; it lacks no more water at the deadlines than where it began.
     *
     * @param until as {@link System#nanoTime} tells
     */
    Layout search(int windows, long until) {
        for (int i = 0; i < windows; i++) {
            double left = (until - System.nanoTime()) / 1e9;
            if (left < 0.1) {
                return best;
            }
            BasinSearch.Bound bound = new BasinSearch.Bound(EFFORT, left, seed);
            Optional<Layout> found = BasinSearch.search(best, next(), kept, bound);
            found.ifPresent(this::keepBetter);
        }
        return best;
    }

    private void keepBetter(Layout found) {
        double other = Worth.of(found, kept);
        if (other <= worth && found.lacking() <= best.lacking() + Ruin.ROUNDING) {
            best = found;
            worth = other;
        }
    }

    /** Anywhere in time; fields that are open there, or lack water by their deadline, in random order. */
    private BasinModel.Window next() {
        Basin basin = best.basin;
        int middle = random.nextInt(basin.slots);
        int from = Math.max(0, middle - SLOTS / 2);
        int to = Math.min(basin.slots, middle + SLOTS / 2);
        List<Integer> fields = new ArrayList<>();
        for (int field = 0; field < basin.demands.size(); field++) {
            if (concerns(field, from, to)) {
                fields.add(field);
            }
        }
        Collections.shuffle(fields, random);
        return new BasinModel.Window(fields.subList(0, Math.min(MOST_FIELDS, fields.size())), from, to);
    }

    private boolean concerns(int field, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            if (best.open[field][slot]) {
                return true;
            }
        }
        return best.inTime(field) < best.basin.needed[field];
    }
}
