package org.kenh.edge.sensor.simulated;

import java.util.List;
import org.kenh.edge.sensor.simulated.PlantConfig.BulletinConfig;

/**
 * A loudspeaker cluster that plays the bulletins of the day, on battery as well while that lasts. Levels of sound are
 * levels alone; nothing is recorded.
 */
final class Speaker implements Stateful {
    private static final double AMPLIFIER_VOLTAGE = 24;
    private static final double MAINS_VOLTAGE = 225;
    /** Of the amplifier at full volume, W. */
    private static final double FULL_POWER = 120;

    private final String key;
    private final Fault fault;
    private final List<BulletinConfig> bulletins;
    private final Weather weather;
    private final Chance chance;
    private double volume;
    private boolean muted;
    private double amplifier = 30;
    private double played;

    Speaker(String key, Fault fault, Plant plant) {
        this.key = key;
        this.fault = fault;
        this.bulletins = plant.bulletins();
        this.weather = plant.weather();
        this.chance = new Chance(plant.seed(), key);
        this.volume = 60 + 5 * Math.rint(chance.between(1, 0, 5));
    }

    State state(double seconds) {
        if (faultShows(Fault.AMPLIFIER, seconds)) {
            return State.FAULT;
        }
        if (bulletins.stream().noneMatch(bulletin -> bulletin.isOn(seconds))) {
            return State.IDLE;
        }
        return muted ? State.MUTED : State.PLAYING;
    }

    /** Percent. */
    double volume() {
        return volume;
    }

    void volume(double percent) {
        volume = percent;
    }

    void mute(boolean wanted) {
        muted = wanted;
    }

    /** Celsius. */
    double amplifier() {
        return amplifier;
    }

    /** That the amplifier takes, A: with an open line it drives nothing. */
    double current(double seconds) {
        boolean driving = state(seconds) == State.PLAYING && !faultShows(Fault.OPEN_LINE, seconds);
        return 0.15 + (driving ? FULL_POWER / AMPLIFIER_VOLTAGE * Math.pow(volume / 100, 2) : 0);
    }

    /** Seconds that it has played; a counter that never falls. */
    double played() {
        return played;
    }

    /** What a fault of its aerial takes from the mobile signal, dBm. */
    double signal(double usual, double seconds) {
        return faultShows(Fault.WEAK_SIGNAL, seconds) ? Math.min(usual, -117) : usual;
    }

    /** Times within a minute in which the stream ran dry. */
    double underruns(double signal) {
        return signal < -112 ? Math.rint(-112 - signal) : 0;
    }

    /** V, on a feeder with a share of its nominal voltage. */
    static double mains(double share) {
        return MAINS_VOLTAGE * share;
    }

    /** dB beside the loudspeaker. */
    double ambient(double seconds) {
        double day = Math.max(0, Math.sin(Math.PI * (LocalTime.hour(seconds) - 5) / 16));
        double quiet = 38 + 12 * day + 4 * chance.curve(seconds, 600) + 3 * Math.min(1, weather.meanRain(seconds));
        boolean heard = state(seconds) == State.PLAYING && !faultShows(Fault.OPEN_LINE, seconds);
        return heard ? Math.max(quiet + 6, 52 + volume / 4) : quiet;
    }

    /** Of the line to the horns, ohm. */
    double impedance(double seconds) {
        double healthy = chance.between(3, 15, 18) + 0.2 * chance.curve(seconds, 40_000);
        return faultShows(Fault.OPEN_LINE, seconds) ? 6 * healthy : healthy;
    }

    void step(double seconds, double duration) {
        State state = state(seconds);
        double heat = switch (state) {
            case IDLE, MUTED -> 6;
            case PLAYING -> 8 + 0.28 * volume;
            case FAULT -> 50;
        };
        double target = weather.temperature(seconds) + heat;
        amplifier += (target - amplifier) * (1 - Math.exp(-duration / 700));
        played += state == State.PLAYING ? duration : 0;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public double[] save() {
        return new double[] {volume, muted ? 1 : 0, amplifier, played};
    }

    @Override
    public void restore(double[] state) {
        if (state.length == 4) {
            volume = state[0];
            muted = state[1] != 0;
            amplifier = state[2];
            played = state[3];
        }
    }

    private boolean faultShows(Fault which, double seconds) {
        return fault == which && fault.shows(chance, seconds);
    }

    /** What a cluster is doing. */
    enum State {
        IDLE,
        PLAYING,
        MUTED,
        FAULT
    }
}
