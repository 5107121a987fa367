package org.kenh.operations.irrigation.agronomy;

/**
 * What drives a day's Penman–Monteith.
 *
 * @param maximum temperature, °C
 * @param minimum temperature, °C
 * @param vapour actual vapour pressure, kPa
 * @param radiation solar radiation, MJ/m² a day
 * @param wind m/s at 2 m
 * @param soilHeat flux into the soil, MJ/m² a day; 0 for single days
 */
public record DailyDrivers(
        double maximum, double minimum, double vapour, double radiation, double wind, double soilHeat) {
    double mean() {
        return (maximum + minimum) / 2;
    }
}
