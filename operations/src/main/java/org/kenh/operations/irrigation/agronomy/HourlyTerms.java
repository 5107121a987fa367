package org.kenh.operations.irrigation.agronomy;

/**
 * Every quantity on the way to an hour's reference evapotranspiration; radiation in MJ/m² in the hour.
 *
 * @param saturation e°(T), kPa
 * @param vapour ea, kPa
 * @param clearSky Rso
 * @param clearness Rs/Rso by which the long-wave radiation was reckoned; at night that of the afternoon before
 * @param netShortwave Rns
 * @param netLongwave Rnl
 * @param net Rn
 * @param soilHeat G
 * @param millimetres ET0, not below 0
 */
public record HourlyTerms(
        HourSun sun,
        double saturation,
        double vapour,
        double clearSky,
        double clearness,
        double netShortwave,
        double netLongwave,
        double net,
        double soilHeat,
        double millimetres) {}
