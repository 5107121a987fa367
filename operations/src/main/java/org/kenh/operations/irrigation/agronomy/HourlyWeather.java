package org.kenh.operations.irrigation.agronomy;

/**
 * Means of one hour, all of them usable.
 *
 * @param temperature °C
 * @param humidity relative, %
 * @param wind m/s at 2 m
 * @param radiation MJ/m² in the hour
 */
public record HourlyWeather(double temperature, double humidity, double wind, double radiation) {
    /** {@link IllegalArgumentException} if a value cannot be: such an hour counts as missing. */
    public HourlyWeather {
        Checks.within("temperature", temperature, -50, 60);
        Checks.within("humidity", humidity, 0, 100);
        Checks.within("wind", wind, 0, 60);
        Checks.within("radiation", radiation, 0, 5);
    }
}
