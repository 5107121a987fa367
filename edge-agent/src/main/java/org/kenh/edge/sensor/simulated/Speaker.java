package org.kenh.edge.sensor.simulated;

/** A loudspeaker cluster that plays the bulletins of the day. Levels of sound are levels alone; nothing is recorded. */
final class Speaker implements Stateful {
    private final String key;
    private final Fault fault;
    private final Weather weather;
    private final Chance chance;
    private double volume;
    private boolean muted;
    private double amplifier = 30;

    Speaker(String key, Fault fault, Weather weather, long seed) {
        this.key = key;
        this.fault = fault;
        this.weather = weather;
        this.chance = new Chance(seed, key);
        this.volume = 60 + 5 * Math.rint(chance.between(1, 0, 5));
    }

    State state(double seconds) {
        if (faultShows(Fault.AMPLIFIER, seconds)) {
            return State.FAULT;
        }
        if (!isBulletin(seconds)) {
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

    /** dBm. */
    double signal(double seconds) {
        double usual = chance.between(2, -104, -82) + 3 * chance.curve(seconds, 2_400);
        return faultShows(Fault.WEAK_SIGNAL, seconds) ? Math.min(usual, -117) : usual;
    }

    /** V. */
    double mains(double seconds) {
        double evening = Math.exp(-Math.pow((LocalTime.hour(seconds) - 19.5) / 2.2, 2));
        return 227 - 8 * evening + 2.5 * chance.curve(seconds, 1_700);
    }

    /** dB beside the loudspeaker. */
    double ambient(double seconds) {
        double day = Math.max(0, Math.sin(Math.PI * (LocalTime.hour(seconds) - 5) / 16));
        double quiet = 38 + 12 * day + 4 * chance.curve(seconds, 600) + 3 * Math.min(1, weather.meanRain(seconds));
        return state(seconds) == State.PLAYING ? Math.max(quiet + 6, 52 + volume / 4) : quiet;
    }

    /** Of the line to the horns, ohm. */
    double impedance(double seconds) {
        return chance.between(3, 15, 18) + 0.2 * chance.curve(seconds, 40_000);
    }

    void step(double seconds, double duration) {
        double heat = switch (state(seconds)) {
            case IDLE, MUTED -> 6;
            case PLAYING -> 8 + 0.28 * volume;
            case FAULT -> 50;
        };
        double target = weather.temperature(seconds) + heat;
        amplifier += (target - amplifier) * (1 - Math.exp(-duration / 700));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public double[] save() {
        return new double[] {volume, muted ? 1 : 0, amplifier};
    }

    @Override
    public void restore(double[] state) {
        if (state.length == 3) {
            volume = state[0];
            muted = state[1] != 0;
            amplifier = state[2];
        }
    }

    private boolean faultShows(Fault which, double seconds) {
        return fault == which && fault.shows(chance, seconds);
    }

    /** Morning and afternoon news every day, a talk before noon on some days. */
    private static boolean isBulletin(double seconds) {
        double hour = LocalTime.hour(seconds);
        boolean talk = LocalTime.day(seconds) % 3 == 0 && hour >= 11 && hour < 11.25;
        return (hour >= 5.5 && hour < 6) || (hour >= 17 && hour < 17.5) || talk;
    }

    /** What a cluster is doing. */
    enum State {
        IDLE,
        PLAYING,
        MUTED,
        FAULT
    }
}
