package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.telemetry.DeviceId;

/**
 * Keeps weather days, field days, forecasts and bulletins. Days include both ends and come oldest first. All calls block on
 * the database; {@link org.kenh.operations.OperationsException}: it failed.
 */
public interface DemandStore {
    List<WeatherDay> weather(DeviceId device, LocalDate first, LocalDate last);

    /** Keeps them instead of those that were there. */
    void keepWeather(List<WeatherDay> days);

    /** Days of all seasons of a field. */
    List<FieldDay> days(String field, LocalDate first, LocalDate last);

    /** The newest day of a field before that day. */
    Optional<FieldDay> dayBefore(String field, LocalDate day);

    /** Keeps days of one field instead of those that were there, and takes others away, in one transaction. */
    void keepDays(String field, List<FieldDay> days, Set<LocalDate> gone);

    /** Forecasts for all areas, one for each area and day. */
    List<RainForecast> forecasts(LocalDate first, LocalDate last);

    /** Keeps them; one for the same area and day takes the place of the one before. */
    void keepForecasts(List<RainForecast> forecasts);

    /** Takes away what was forecast for these. */
    void removeForecasts(Optional<String> area, Set<LocalDate> days);

    List<Bulletin> bulletins(LocalDate day);

    /** Keeps those for which there is none yet. */
    void keepBulletins(List<Bulletin> bulletins);
}
