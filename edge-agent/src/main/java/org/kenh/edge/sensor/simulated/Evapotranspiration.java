package org.kenh.edge.sensor.simulated;

/** Reference evapotranspiration by the hour: FAO Irrigation and Drainage Paper 56, equation 53. */
final class Evapotranspiration {
    /** Stefan-Boltzmann for an hour, MJ/(K4 m2 h). */
    private static final double STEFAN_BOLTZMANN = 2.043e-10;

    private static final double MEGAJOULES_PER_WATT_HOUR = 0.0036;
    /** kPa/K at 101.3 kPa. */
    private static final double PSYCHROMETRIC = 0.0674;

    private Evapotranspiration() {}

    /**
     * Water that short grass loses, mm/h; never negative.
     *
     * @param clearness share of the radiation of a clear sky
     */
    static double hourly(double celsius, double humidity, double radiation, double wind, double clearness) {
        double saturation = saturation(celsius);
        double actual = saturation * humidity / 100;
        double slope = 4098 * saturation / Math.pow(celsius + 237.3, 2);
        double sky = 1.35 * Math.max(0.3, Math.min(1, clearness)) - 0.35;
        double longWave = STEFAN_BOLTZMANN * Math.pow(celsius + 273.16, 4) * (0.34 - 0.14 * Math.sqrt(actual)) * sky;
        double net = 0.77 * radiation * MEGAJOULES_PER_WATT_HOUR - longWave;
        double intoGround = net * (radiation > 0 ? 0.1 : 0.5);
        double byEnergy = 0.408 * slope * (net - intoGround);
        double byWind = PSYCHROMETRIC * 37 / (celsius + 273) * wind * (saturation - actual);
        return Math.max(0, (byEnergy + byWind) / (slope + PSYCHROMETRIC * (1 + 0.34 * wind)));
    }

    /** Pressure of saturated vapour, kPa. */
    static double saturation(double celsius) {
        return 0.6108 * Math.exp(17.27 * celsius / (celsius + 237.3));
    }
}
