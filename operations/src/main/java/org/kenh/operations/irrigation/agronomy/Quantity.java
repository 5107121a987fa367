package org.kenh.operations.irrigation.agronomy;

/** What a weather station reports of a day, with the range outside which a value is taken for a fault. */
public enum Quantity {
    /** Highest air temperature, °C. */
    MAX_TEMPERATURE(-50, 60),
    /** Lowest air temperature, °C. */
    MIN_TEMPERATURE(-50, 60),
    /** Mean dew point, °C. */
    DEW_POINT(-60, 45),
    /** Highest relative humidity, %. Sensors in wet air read a little above 100, which counts as 100. */
    MAX_HUMIDITY(0, Quantity.WETTEST),
    /** Lowest relative humidity, %. */
    MIN_HUMIDITY(0, Quantity.WETTEST),
    /** Mean relative humidity, %. */
    MEAN_HUMIDITY(0, Quantity.WETTEST),
    /** Mean wind, m/s at the height that {@link Weather} tells. */
    WIND(0, 40),
    /** Solar radiation, MJ/m² a day. */
    RADIATION(0, 50),
    /** Hours of bright sunshine. */
    SUNSHINE(0, 24),
    /** Rain, mm. */
    RAIN(0, 1_500);

    private static final double WETTEST = 103;

    private final double lowest;
    private final double highest;

    Quantity(double lowest, double highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    public double lowest() {
        return lowest;
    }

    public double highest() {
        return highest;
    }

    /** Whether a value may be one; false for NaN. */
    public boolean holds(double value) {
        return value >= lowest && value <= highest;
    }
}
