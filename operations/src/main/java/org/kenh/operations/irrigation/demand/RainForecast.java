package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Rain that somebody has entered for a day.
 *
 * @param area for which it holds, with all that lies in it; empty: everywhere
 * @param millimetres 0 to 1,500
 * @param source where it is from, as the weather service
 */
public record RainForecast(
        Optional<String> area, LocalDate day, double millimetres, String source, String by, Instant at) {
    /** More has not fallen on any day in Vietnam. */
    public static final double MOST = 1_500;

    public RainForecast {
        if (!(millimetres >= 0 && millimetres <= MOST)) {
            throw new IllegalArgumentException("rain must be from 0 to " + MOST + " mm, is " + millimetres);
        }
    }
}
