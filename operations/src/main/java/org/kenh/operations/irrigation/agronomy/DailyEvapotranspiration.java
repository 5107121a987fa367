package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Reference evapotranspiration of one day.
 *
 * @param millimetres ET0
 * @param measured quality: how many of temperature, humidity, radiation and wind were measured, 0 to 4
 * @param gaps what was missing or could not be true, in the order of {@link Quantity}; rain is not asked for
 * @param terms of Penman–Monteith; empty with the other methods
 */
public record DailyEvapotranspiration(
        LocalDate day,
        double millimetres,
        EvapotranspirationMethod method,
        int measured,
        List<Gap> gaps,
        Optional<DailyTerms> terms) {
    public DailyEvapotranspiration {
        Checks.within("evapotranspiration", millimetres, 0, 100);
        Checks.within("measured inputs", measured, 0, 4);
        gaps = List.copyOf(gaps);
    }
}
