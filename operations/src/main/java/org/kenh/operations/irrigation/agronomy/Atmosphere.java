package org.kenh.operations.irrigation.agronomy;

/** The small formulas of FAO-56 chapter 3. */
public final class Atmosphere {
    /** Albedo of the reference grass. */
    static final double ALBEDO = 0.23;

    private static final double KELVIN = 273.16;

    private Atmosphere() {}

    /** Air pressure in kPa at an elevation in m (eq. 7). */
    public static double pressure(double elevation) {
        return 101.3 * Math.pow((293 - 0.0065 * elevation) / 293, 5.26);
    }

    /** Psychrometric constant in kPa/°C at a pressure in kPa (eq. 8). */
    public static double psychrometric(double pressure) {
        return 0.000665 * pressure;
    }

    /** Saturation vapour pressure in kPa (eq. 11). */
    public static double saturation(double temperature) {
        return 0.6108 * Math.exp(17.27 * temperature / (temperature + 237.3));
    }

    /** Slope of the saturation vapour pressure in kPa/°C (eq. 13). */
    public static double slope(double temperature) {
        double distance = temperature + 237.3;
        return 4098 * saturation(temperature) / (distance * distance);
    }

    /** Vapour pressure in kPa from the extremes of temperature in °C and of relative humidity in % (eq. 17). */
    public static double vapour(double maximum, double minimum, double wettest, double driest) {
        return (saturation(minimum) * wettest + saturation(maximum) * driest) / 200;
    }

    /** Wind in m/s at 2 m from wind at another height in m (eq. 47). */
    public static double windAtTwoMetres(double wind, double height) {
        return wind * 4.87 / Math.log(67.8 * height - 5.42);
    }

    /** Clear-sky radiation from extraterrestrial radiation (eq. 37). */
    static double clearSky(double extraterrestrial, double elevation) {
        return (0.75 + 2e-5 * elevation) * extraterrestrial;
    }

    /**
     * Part of the long-wave radiation that clouds let out. FAO-56 bounds the ratio only above; below 0.26 its line would make
     * the sky warmer than the ground, so the lower bounds are those of ASCE (2005), eq. 18.
     */
    static double openness(double radiation, double clearSky) {
        double ratio = Math.clamp(radiation / clearSky, 0.3, 1);
        return 1.35 * ratio - 0.35;
    }

    /** Fourth power of the absolute temperature. */
    static double fourthPower(double temperature) {
        double square = (temperature + KELVIN) * (temperature + KELVIN);
        return square * square;
    }
}
