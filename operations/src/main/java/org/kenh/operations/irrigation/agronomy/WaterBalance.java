package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.Optional;

/** A field's water from one day to the next. */
public sealed interface WaterBalance permits DryCropBalance, PaddyBalance {
    /** One day (24 h), corrected by what a sensor has said in it. */
    BalanceDay step(WaterState before, DayWater water, Measurement measurement);

    /**
     * What to keep to on a day with so much reference evapotranspiration; empty when nothing may be given: out of season, or
     * rice that ripens.
     */
    Optional<Limits> limits(LocalDate day, double reference);

    /** The same for a step that is only a part of a day; evapotranspiration and rain are those of the step anyway. */
    WaterBalance during(double part);

    /** Storage in mm above which water leaves the field at once: over the bund, or below the roots. */
    double brim();

    /** Water in mm that the field takes in a day with so much potential evapotranspiration. */
    double use(double potential);

    /** The same with Kc adjusted to a climate. */
    WaterBalance in(Climate climate);

    /** The season whose crop stands there. */
    Season season();
}
