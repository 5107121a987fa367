package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One day ahead of a field that nobody waters.
 *
 * @param evapotranspiration ET0 expected, mm
 * @param rain forecast, mm; empty where nobody has forecast any, which counts as none
 * @param crop evapotranspiration of the crop, mm
 * @param storage at the end of the day, mm, see {@link org.kenh.operations.irrigation.agronomy.WaterState}
 * @param water level in mm (paddy) or depletion in mm (dry crop) at the end of the day
 * @param bounds between which it should be kept; empty when no water may be given
 */
public record DayForecast(
        LocalDate day,
        double evapotranspiration,
        OptionalDouble rain,
        double crop,
        double storage,
        double water,
        Optional<Bounds> bounds) {}
