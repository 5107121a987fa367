package org.kenh.operations.loudspeaker.programme;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kenh.operations.loudspeaker.judge.BulletinClass;

/**
 * In which order bulletins sound in one commune, where they collide there: what stands higher sounds first.
 *
 * @param area whose clusters it concerns: those whose site lies in it
 * @param number of the area in ids of slots, always the same; 0: nobody has decided anything there yet
 * @param turns those that stand and are not over, first to sound first
 */
public record AreaOrder(String area, int number, List<Turn> turns) {
    /** So many bulletins one commune ranks. */
    public static final int MOST = 200;

    public AreaOrder {
        turns = List.copyOf(turns);
    }

    /** The bulletins as they come: these, in their order, stand together where the highest of them stood, or at the end. */
    public List<Long> with(List<Long> decided) {
        List<Long> merged = new ArrayList<>();
        boolean placed = false;
        for (Turn turn : turns) {
            if (!decided.contains(turn.bulletin())) {
                merged.add(turn.bulletin());
            } else if (!placed) {
                merged.addAll(decided);
                placed = true;
            }
        }
        if (!placed) {
            merged.addAll(decided);
        }
        return merged;
    }

    /** Of each of its bulletins, the place. */
    Map<Long, Integer> ranks() {
        Map<Long, Integer> ranks = new HashMap<>();
        turns.forEach(turn -> ranks.put(turn.bulletin(), ranks.size()));
        return ranks;
    }

    /**
     * A bulletin in the order.
     *
     * @param by who placed it last
     */
    public record Turn(long bulletin, String title, BulletinClass kind, String by, Instant at) {}
}
