package org.kenh.edge.sensor.simulated;

import org.kenh.edge.sensor.simulated.PlantConfig.RiverConfig;

/**
 * A river or canal as one reservoir: rain reaches it through two linear reservoirs in a row, pumps and gates add and
 * take, and it discharges the more the higher it stands.
 */
final class Waterway implements Stateful {
    /** Share of the rain that runs off: paddies and soil keep the rest. */
    private static final double RUNOFF = 0.30;

    private static final double RATING_EXPONENT = 1.7;
    private static final double SQUARE_KILOMETRE = 1e6;

    private final RiverConfig config;
    private final Weather weather;
    private final Chance chance;
    private double level;
    private double upper;
    private double lower;
    private double exchanged;

    Waterway(RiverConfig config, Weather weather, long seed) {
        this.config = config;
        this.weather = weather;
        this.chance = new Chance(seed, config.id());
        this.level = config.baseLevel();
    }

    RiverConfig config() {
        return config;
    }

    /** Water surface, m. */
    double level() {
        return level;
    }

    /** What it carries away, m3/s. */
    double discharge() {
        double depth = Math.max(0, level - config.bed()) / (config.baseLevel() - config.bed());
        return config.baseFlow() * Math.pow(depth, RATING_EXPONENT);
    }

    /** What rain brings at present, m3/s. */
    double runoff() {
        return lower / reach();
    }

    /** Adds (or, if negative, takes) a flow, m3/s, during the next step. */
    void exchange(double flow) {
        exchanged += flow;
    }

    /** Lets time pass; the flows exchanged since the last step hold during it. */
    void step(double seconds, double duration) {
        double rain = weather.meanRain(seconds) / 1000 / 3600 * config.catchment() * SQUARE_KILOMETRE * RUNOFF;
        double fromUpper = upper / reach();
        double fromLower = runoff();
        upper += (rain - fromUpper) * duration;
        lower += (fromUpper - fromLower) * duration;
        double inflow = config.baseFlow() * (1 + 0.08 * chance.curve(seconds, 100_000)) + fromLower + exchanged;
        level += (inflow - discharge()) * duration / (config.surface() * SQUARE_KILOMETRE);
        level = Math.max(level, config.bed() + 0.05);
        exchanged = 0;
    }

    @Override
    public String key() {
        return config.id();
    }

    @Override
    public double[] save() {
        return new double[] {level, upper, lower};
    }

    @Override
    public void restore(double[] state) {
        if (state.length == 3) {
            level = state[0];
            upper = state[1];
            lower = state[2];
        }
    }

    private double reach() {
        return config.response() * 3600 / 2;
    }
}
