package org.kenh.operations.irrigation.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A canal. What flows into it must reach its open fields and the canals that draw from it, after losses.
 *
 * @param parent from which it draws; absent: it is fed by pumps
 * @param capacity m³/s at its head
 * @param openAtOnce how many of its own fields may take water at the same time; 1 = strictly in turn, 0 = as many as its capacity allows
 * @param efficiency share of what enters that is delivered, over 0 to 1
 * @param blocks drainage mode, emergency stops, repairs; they hold for the canals and fields below as well
 */
public record Canal(
        String id, @Nullable String parent, double capacity, int openAtOnce, double efficiency, List<Block> blocks) {
    public Canal {
        Checks.positive(capacity, "capacity of canal " + id);
        Checks.atLeast(openAtOnce, 0, "fields open at once on canal " + id);
        Checks.positive(efficiency, "efficiency of canal " + id);
        if (efficiency > 1) {
            throw new IllegalArgumentException("efficiency of canal " + id + " must be at most 1, is " + efficiency);
        }
        blocks = List.copyOf(blocks);
    }
}
