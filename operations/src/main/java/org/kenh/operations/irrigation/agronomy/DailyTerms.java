package org.kenh.operations.irrigation.agronomy;

/**
 * Every quantity on the way to a day's reference evapotranspiration, in the units of FAO-56.
 *
 * @param pressure P, kPa
 * @param psychrometric γ, kPa/°C
 * @param slope Δ, kPa/°C
 * @param saturation es, kPa
 * @param clearSky Rso, MJ/m² a day
 * @param netShortwave Rns, MJ/m² a day
 * @param netLongwave Rnl, MJ/m² a day
 * @param net Rn, MJ/m² a day
 * @param millimetres ET0, not below 0
 */
public record DailyTerms(
        Sun sun,
        DailyDrivers drivers,
        double pressure,
        double psychrometric,
        double slope,
        double saturation,
        double clearSky,
        double netShortwave,
        double netLongwave,
        double net,
        double millimetres) {}
