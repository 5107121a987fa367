package org.kenh.edge.sensor.simulated;

import org.kenh.edge.sensor.simulated.Effect.Kind;
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
    /** Depth that the ground keeps up, m. */
    private static final double SHALLOWEST = 0.05;
    /** Waste water needs this long to fill or to leave a reach, seconds. */
    private static final double MIXING = 5_400;

    private final RiverConfig config;
    private final Weather weather;
    private final Timeline timeline;
    private final Chance chance;
    private double level;
    private double upper;
    private double lower;
    private double pollution;
    private double exchanged;

    Waterway(RiverConfig config, Weather weather, Timeline timeline, long seed) {
        this.config = config;
        this.weather = weather;
        this.timeline = timeline;
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

    /** Share of its water that is waste water of a scenario, 0 to 1. */
    double pollution() {
        return pollution;
    }

    /** Of itself and of the rain on its way to it, m3. */
    double stored() {
        return (level - config.bed()) * area() + upper + lower;
    }

    /** Lets time pass; the flows exchanged since the last step hold during it. */
    void step(double seconds, double duration, WaterBook book) {
        double rain = weather.meanRain(seconds) / 1000 / 3600 * config.catchment() * SQUARE_KILOMETRE * RUNOFF;
        double fromUpper = upper / reach();
        double fromLower = runoff();
        upper += (rain - fromUpper) * duration;
        lower += (fromUpper - fromLower) * duration;
        double natural = config.baseFlow() * (1 + 0.08 * chance.curve(seconds, 100_000));
        double fromAbove = natural * timeline.factor(Kind.INFLOW, config.id(), seconds);
        book.enter((rain + fromAbove) * duration);
        mix(seconds, duration);
        flow((fromAbove + fromLower + exchanged) * duration, discharge() * duration, book);
        exchanged = 0;
    }

    /** What flows away is what is there; when pumps take more than that, the ground gives the rest. */
    private void flow(double gained, double wanted, WaterBook book) {
        double spare = (level - config.bed() - SHALLOWEST) * area() + gained;
        double lost = Math.max(0, Math.min(wanted, spare));
        double fromGround = Math.max(0, -spare);
        level += (gained - lost + fromGround) / area();
        book.leave(lost);
        book.enter(fromGround);
    }

    private void mix(double seconds, double duration) {
        double wanted = timeline.added(Kind.POLLUTION, config.id(), seconds);
        pollution += (wanted - pollution) * (1 - Math.exp(-duration / MIXING));
    }

    private double area() {
        return config.surface() * SQUARE_KILOMETRE;
    }

    @Override
    public String key() {
        return config.id();
    }

    @Override
    public double[] save() {
        return new double[] {level, upper, lower, pollution};
    }

    @Override
    public void restore(double[] state) {
        if (state.length == 4) {
            level = state[0];
            upper = state[1];
            lower = state[2];
            pollution = state[3];
        }
    }

    private double reach() {
        return config.response() * 3600 / 2;
    }
}
