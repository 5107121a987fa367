package org.kenh.edge.sensor.simulated;

import org.kenh.edge.sensor.simulated.PlantConfig.FieldConfig;

/**
 * The water of a field. A paddy is kept by alternate wetting and drying: irrigated from 50 mm below the soil surface to
 * 50 mm above; what stands above the bund runs off to the river. A dry crop is irrigated when it has used up what it can
 * easily take from the soil (FAO-56, chapter 8). Irrigation water comes out of the canal of the supplying station.
 */
final class Field implements Stateful {
    /** mm/h under standing water. */
    private static final double PERCOLATION = 3 / 24.0;
    /** Share of the soil's volume that drains; below the surface a falling table frees only that much water. */
    private static final double DRAINABLE = 0.06;

    static final double BUND = 110;
    private static final double LOWEST = -250;
    private static final double REFILL_AT = -50;
    private static final double REFILL_TO = 50;
    /** mm/h. */
    private static final double RATE = 4.0;

    private static final double RICE = 1.15;
    private static final double VEGETABLE = 1.05;
    /** Total available water of vegetables, mm. */
    private static final double TOTAL_AVAILABLE = 64;

    private static final double READILY_AVAILABLE = 29;
    private static final double CUBIC_METRES_PER_MILLIMETRE = 10;

    private final FieldConfig config;
    private final Weather weather;
    private final Station supply;
    private double depth;
    private double deficit;
    private boolean irrigating;
    private Inlet inlet = Inlet.BY_NEED;

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

    /** Whether its inlet is open, also when no water comes. */
    boolean isOpen() {
        return inlet == Inlet.OPEN || (inlet == Inlet.BY_NEED && irrigating);
    }

    /** What comes through its inlet, m3/s. */
    double inflow() {
        return irrigating ? volume(RATE) / 3600 : 0;
    }

    /** From now on a control outside the plant opens and closes its inlet. Not kept over a restart. */
    void inlet(boolean open) {
        inlet = open ? Inlet.OPEN : Inlet.CLOSED;
    }

    /** m3; of a dry crop what it lacks, negative. */
    double stored() {
        return volume(config.paddy() ? water(depth) : -deficit);
    }

    void step(double seconds, double duration, WaterBook book) {
        double hours = duration / 3600;
        double rain = weather.rain(config.weather(), seconds);
        decide(rain);
        double irrigation = irrigating ? RATE : 0;
        supply.draw(inflow());
        double lost = config.paddy()
                ? stepPaddy(rain + irrigation, hours, seconds)
                : stepCrop(rain + irrigation, hours, seconds);
        book.enter(volume(rain * hours));
        book.leave(volume(lost));
    }

    private void decide(double rain) {
        boolean water = supply.canal() > supply.config().startLevel() - 0.6;
        irrigating = water
                && switch (inlet) {
                    case OPEN -> true;
                    case CLOSED -> false;
                    case BY_NEED -> rain < 1 && needs();
                };
    }

    private boolean needs() {
        if (config.paddy()) {
            return irrigating ? depth < REFILL_TO : depth <= REFILL_AT;
        }
        return irrigating ? deficit > 1 : deficit >= READILY_AVAILABLE;
    }

    /** Returns what evaporated and percolated, mm. */
    private double stepPaddy(double gained, double hours, double seconds) {
        // As the water table falls away from the roots, less of it rises to them and less seeps on.
        double within = Math.max(0, Math.min(1, (depth - LOWEST) / -LOWEST));
        double wanted = (weather.evapotranspiration(seconds) * RICE + PERCOLATION) * within * hours;
        double before = water(depth) + gained * hours;
        double lost = Math.min(wanted, before - water(LOWEST));
        double after = before - lost;
        if (after > BUND) {
            supply.drain(volume(after - BUND) / hours / 3600);
            after = BUND;
        }
        depth = after < 0 ? after / DRAINABLE : after;
        return lost;
    }

    /** Returns what evaporated and percolated, mm. */
    private double stepCrop(double gained, double hours, double seconds) {
        double stress = Math.min(1, (TOTAL_AVAILABLE - deficit) / (TOTAL_AVAILABLE - READILY_AVAILABLE));
        double used = weather.evapotranspiration(seconds) * VEGETABLE * stress * hours;
        double after = deficit + used - gained * hours;
        double percolated = Math.max(0, -after);
        deficit = after + percolated;
        return used + percolated;
    }

    /** Water of a paddy as a layer, mm. */
    private static double water(double depth) {
        return depth < 0 ? depth * DRAINABLE : depth;
    }

    private double volume(double millimetres) {
        return millimetres * CUBIC_METRES_PER_MILLIMETRE * config.hectares();
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

    /** How its inlet is worked. */
    private enum Inlet {
        BY_NEED,
        OPEN,
        CLOSED
    }
}
