package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.Optional;

/** A field's water from one day to the next. */
public sealed interface WaterBalance permits DryCropBalance, PaddyBalance {
    /** One day (24 h), corrected at its end by what a sensor says. */
    BalanceDay step(WaterState before, DayWater water, Measurement measurement);

    /**
     * What to keep to on a day with so much reference evapotranspiration; empty when nothing may be given: out of season, or
     * rice that ripens.
     */
    Optional<Limits> limits(LocalDate day, double reference);

    /** The season whose crop stands there. */
    Season season();
}
