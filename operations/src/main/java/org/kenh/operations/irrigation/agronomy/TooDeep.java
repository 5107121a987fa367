package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Rice that stands in deep water for longer than it bears.
 *
 * @param depth mm that the water has had at least
 * @param days for which it has had it
 * @param allowed days that rice bears it
 */
public record TooDeep(double depth, int days, int allowed) {
    /** Deepest first. */
    private static final List<Bearable> BEARABLE =
            List.of(new Bearable(300, 1), new Bearable(250, 2), new Bearable(187.5, 3), new Bearable(125, 5));

    /**
     * The deepest limit that the last days have reached for its whole time.
     *
     * @param levels level in mm at the end of each day, at least; a day that is missing ends the count
     */
    public static Optional<TooDeep> find(NavigableMap<LocalDate, Double> levels) {
        return BEARABLE.stream()
                .map(bearable -> new TooDeep(bearable.depth(), days(levels, bearable.depth()), bearable.days()))
                .filter(found -> found.days() >= found.allowed())
                .findFirst();
    }

    private static int days(NavigableMap<LocalDate, Double> levels, double depth) {
        int days = 0;
        if (!levels.isEmpty()) {
            LocalDate day = levels.lastKey();
            while (levels.getOrDefault(day, Double.NEGATIVE_INFINITY) >= depth) {
                days++;
                day = day.minusDays(1);
            }
        }
        return days;
    }

    private record Bearable(double depth, int days) {}
}
