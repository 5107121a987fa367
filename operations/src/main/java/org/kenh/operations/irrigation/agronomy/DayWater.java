package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;

/**
 * What the weather and people do to a field in one day, in mm, none negative.
 *
 * @param reference ET0
 * @param runoff part of the rain that leaves a dry field over the surface
 * @param irrigation net, as it reaches the roots or the paddy
 * @param capillaryRise from the ground water
 * @param drainage that people let out of a paddy; no more leaves than stands above the soil
 */
public record DayWater(
        LocalDate day,
        double reference,
        double rain,
        double runoff,
        double irrigation,
        double capillaryRise,
        double drainage) {
    private static final double MOST = 5_000;

    public DayWater {
        Checks.within("reference evapotranspiration", reference, 0, 100);
        Checks.within("rain", rain, 0, MOST);
        Checks.within("runoff", runoff, 0, rain);
        Checks.within("irrigation", irrigation, 0, MOST);
        Checks.within("capillary rise", capillaryRise, 0, MOST);
        Checks.within("drainage", drainage, 0, MOST);
    }

    /** A day without runoff, capillary rise and drainage. */
    public static DayWater of(LocalDate day, double reference, double rain, double irrigation) {
        return new DayWater(day, reference, rain, 0, irrigation, 0, 0);
    }

    /** The same day with other irrigation. */
    DayWater withIrrigation(double millimetres) {
        return new DayWater(day, reference, rain, runoff, millimetres, capillaryRise, drainage);
    }
}
