package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;

/**
 * What is expected of one day.
 *
 * @param reference ET0, mm
 * @param rain forecast, mm, as the forecaster gives it
 */
public record DayAhead(LocalDate day, double reference, double rain) {
    public DayAhead {
        Checks.within("reference evapotranspiration", reference, 0, 100);
        Checks.within("rain forecast", rain, 0, 2_000);
    }
}
