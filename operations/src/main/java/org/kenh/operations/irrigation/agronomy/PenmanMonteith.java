package org.kenh.operations.irrigation.agronomy;

/** Reference evapotranspiration of grass by FAO-56, for a day, and the formula of Hargreaves for days with little known. */
public final class PenmanMonteith {
    /** Evaporation in mm of 1 MJ/m². */
    static final double EVAPORATED = 0.408;

    private static final double STEFAN_BOLTZMANN = 4.903e-9;
    private static final double AERODYNAMIC = 900;
    private static final double RESISTANCE = 0.34;

    private PenmanMonteith() {}

    /** FAO-56 eq. 6 with all that leads to it; elevation in m. */
    public static DailyTerms daily(Sun sun, double elevation, DailyDrivers drivers) {
        double pressure = Atmosphere.pressure(elevation);
        double saturation = (Atmosphere.saturation(drivers.maximum()) + Atmosphere.saturation(drivers.minimum())) / 2;
        double clearSky = Atmosphere.clearSky(sun.extraterrestrial(), elevation);
        double netShortwave = (1 - Atmosphere.ALBEDO) * drivers.radiation();
        double netLongwave = netLongwave(drivers, clearSky);
        DailyTerms terms = new DailyTerms(
                sun,
                drivers,
                pressure,
                Atmosphere.psychrometric(pressure),
                Atmosphere.slope(drivers.mean()),
                saturation,
                clearSky,
                netShortwave,
                netLongwave,
                netShortwave - netLongwave,
                Double.NaN);
        return withMillimetres(terms);
    }

    /** Hargreaves and Samani, FAO-56 eq. 52: mm from temperatures in °C. */
    public static double hargreaves(Sun sun, double maximum, double minimum) {
        double mean = (maximum + minimum) / 2;
        double depth = 0.0023 * (mean + 17.8) * Math.sqrt(maximum - minimum) * EVAPORATED * sun.extraterrestrial();
        return Math.max(0, depth);
    }

    private static double netLongwave(DailyDrivers drivers, double clearSky) {
        double warmth = (Atmosphere.fourthPower(drivers.maximum()) + Atmosphere.fourthPower(drivers.minimum())) / 2;
        return STEFAN_BOLTZMANN
                * warmth
                * (0.34 - 0.14 * Math.sqrt(drivers.vapour()))
                * Atmosphere.openness(drivers.radiation(), clearSky);
    }

    private static DailyTerms withMillimetres(DailyTerms terms) {
        DailyDrivers drivers = terms.drivers();
        double radiationPart = EVAPORATED * terms.slope() * (terms.net() - drivers.soilHeat());
        double windPart = terms.psychrometric()
                * AERODYNAMIC
                / (drivers.mean() + 273)
                * drivers.wind()
                * (terms.saturation() - drivers.vapour());
        double depth = (radiationPart + windPart)
                / (terms.slope() + terms.psychrometric() * (1 + RESISTANCE * drivers.wind()));
        return new DailyTerms(
                terms.sun(),
                drivers,
                terms.pressure(),
                terms.psychrometric(),
                terms.slope(),
                terms.saturation(),
                terms.clearSky(),
                terms.netShortwave(),
                terms.netLongwave(),
                terms.net(),
                Math.max(0, depth));
    }
}
