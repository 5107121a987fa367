package org.kenh.edge.sensor.simulated;

import org.kenh.edge.sensor.simulated.PlantConfig.FieldConfig;

/**
 * The water of a field. A paddy is kept by alternate wetting and drying: irrigated from 50 mm below the soil surface to
 * 50 mm above. A dry crop is irrigated when it has used up what it can easily take from the soil.
 */
final class Field implements Stateful {
    private static final double PERCOLATION = 3 / 24.0;
    /** Share of the soil's volume that drains; below the surface a falling table frees only that much water. */
    private static final double DRAINABLE = 0.06;

    private static final double BUND = 110;
    private static final double LOWEST = -250;
    private static final double REFILL_AT = -50;
    private static final double REFILL_TO = 50;
    private static final double PADDY_RATE = 4.0;
    /** Readily available water of vegetables, mm (FAO-56). */
    private static final double READILY_AVAILABLE = 29;

    private static final double TOTAL_AVAILABLE = 64;

    private final FieldConfig config;
    private final Weather weather;
    private final Station supply;
    private double depth;
    private double deficit;
    private boolean irrigating;

    Field(FieldConfig config, Weather weather, Station supply, long seed) {
        Chance chance = new Chance(seed, config.id());
        this.config = config;
        this.weather = weather;
        this.supply = supply;
        this.depth = chance.between(1, -30, 50);
        this.deficit = chance.between(2, 2, 25);
    }

    FieldConfig config() {
        return config;
    }

    /** Of a paddy: water above (or, negative, below) the soil surface, mm. */
    double depth() {
        return depth;
    }

    /** Volume of water in the root zone, %. */
    double soilMoisture() {
        return config.paddy() ? 46 + Math.min(0, depth) * 0.05 : 36 - 16 * deficit / TOTAL_AVAILABLE;
    }

    boolean irrigating() {
        return irrigating;
    }

    void step(double seconds, double duration) {
        double hours = duration / 3600;
        double rain = weather.rain(config.weather(), seconds);
        double lost = weather.evapotranspiration(seconds) * 1.15;
        boolean water = supply.canal() > supply.config().startLevel() - 0.6 && rain < 1;
        if (config.paddy()) {
            irrigating = water && (irrigating ? depth < REFILL_TO : depth <= REFILL_AT);
            stepPaddy((rain + (irrigating ? PADDY_RATE : 0) - lost - PERCOLATION) * hours);
        } else {
            irrigating = water && (irrigating ? deficit > 1 : deficit >= READILY_AVAILABLE);
            deficit += (lost - rain - (irrigating ? PADDY_RATE : 0)) * hours;
            deficit = Math.max(0, Math.min(TOTAL_AVAILABLE, deficit));
        }
    }

    private void stepPaddy(double gain) {
        depth += depth < 0 ? gain / DRAINABLE : gain;
        depth = Math.max(LOWEST, Math.min(BUND, depth));
    }

    @Override
    public String key() {
        return config.id();
    }

    @Override
    public double[] save() {
        return new double[] {depth, deficit, irrigating ? 1 : 0};
    }

    @Override
    public void restore(double[] state) {
        if (state.length == 3) {
            depth = state[0];
            deficit = state[1];
            irrigating = state[2] != 0;
        }
    }
}
