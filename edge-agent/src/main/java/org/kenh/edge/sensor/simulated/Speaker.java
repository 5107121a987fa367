package org.kenh.edge.sensor.simulated;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kenh.edge.sensor.simulated.PlantConfig.BulletinConfig;

/**
 * The amplifier, line and horns of a loudspeaker cluster, on battery as well while that lasts. It sounds with the bulletins
 * of the day until a player drives it; then when that says so. Levels of sound are levels alone; nothing is recorded.
 */
final class Speaker implements Stateful {
    private static final double AMPLIFIER_VOLTAGE = 24;
    private static final double MAINS_VOLTAGE = 225;
    /** Of the amplifier at full volume, W. */
    private static final double FULL_POWER = 120;
    /** Without sound, A. */
    private static final double IDLE_CURRENT = 0.15;
    /** That a strange source makes it draw, A. */
    private static final double STRANGE_CURRENT = 2.2;
    /** Of the horns at full volume beside the microphone, dB. */
    private static final double FULL_LEVEL = 78;

    private static final double STRANGE_LEVEL = 70;
    /** Percent, when somebody has turned it down on site. */
    private static final double TURNED_DOWN = 2;

    private static final double OVERHEAT = 62;
    private static final Map<Fault, Effect.Kind> EFFECTS = new EnumMap<>(Fault.class);

    static {
        for (Fault fault : Fault.values()) {
            Effect.Kind.of(fault.word()).ifPresent(kind -> EFFECTS.put(fault, kind));
        }
    }

    private final String key;
    private final String device;
    private final String site;
    private final Fault fault;
    private final List<BulletinConfig> bulletins;
    private final Weather weather;
    private final Timeline timeline;
    private final Chance chance;
    private double volume;
    private boolean muted;
    private double amplifier = 30;
    private double played;
    private boolean driven;
    private boolean fed;

    Speaker(String key, String device, DeviceConfig config, Plant plant) {
        this.key = key;
        this.device = device;
        this.site = config.site();
        this.fault = config.fault();
        this.bulletins = plant.bulletins();
        this.weather = plant.weather();
        this.timeline = plant.timeline();
        this.chance = new Chance(plant.seed(), key);
        this.volume = 60 + 5 * Math.rint(chance.between(1, 0, 5));
    }

    State state(double seconds) {
        if (suffers(Fault.AMPLIFIER, seconds)) {
            return State.FAULT;
        }
        if (isMuted(seconds)) {
            return State.MUTED;
        }
        boolean on = driven ? fed : bulletins.stream().anyMatch(bulletin -> bulletin.isOn(seconds));
        return on ? State.PLAYING : State.IDLE;
    }

    /** From now on it sounds when {@link #feed} says so, and no more by the bulletins of the plant. */
    void drive() {
        driven = true;
    }

    void feed(boolean wanted) {
        fed = wanted;
    }

    /** Percent. */
    double volume(double seconds) {
        return suffers(Fault.WRONG_VOLUME, seconds) ? TURNED_DOWN : volume;
    }

    /** Gives what was set before. */
    double setVolume(double percent) {
        double earlier = volume;
        volume = percent;
        return earlier;
    }

    void mute(boolean wanted) {
        muted = wanted;
    }

    boolean isMuted(double seconds) {
        return muted || suffers(Fault.MUTED, seconds);
    }

    /** Celsius. */
    double amplifier(double seconds) {
        return amplifier;
    }

    /** That the amplifier takes, A: with an open line it drives nothing. */
    double current(double seconds) {
        return IDLE_CURRENT + drawn(seconds);
    }

    /** That sound makes it take, A. */
    double drawn(double seconds) {
        if (drives(seconds)) {
            return FULL_POWER / AMPLIFIER_VOLTAGE * Math.pow(volume(seconds) / 100, 2);
        }
        return isStrange(seconds) ? STRANGE_CURRENT : 0;
    }

    /** Whether something sounds that the player knows nothing of. */
    boolean isStrange(double seconds) {
        return state(seconds) == State.IDLE && suffers(Fault.STRANGE_AUDIO, seconds);
    }

    /** Seconds that it has played; a counter that never falls. */
    double played() {
        return played;
    }

    /** What a fault of its aerial takes from the mobile signal, dBm. */
    double signal(double usual, double seconds) {
        return suffers(Fault.WEAK_SIGNAL, seconds) ? Math.min(usual, -117) : usual;
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
        double floor = floor(seconds);
        if (drives(seconds)) {
            return sum(floor, FULL_LEVEL + 20 * Math.log10(Math.max(0.01, volume(seconds) / 100)));
        }
        return isStrange(seconds) ? sum(floor, STRANGE_LEVEL) : floor;
    }

    /** The loudest second of a minute, dB. */
    double loudest(double seconds) {
        return ambient(seconds) + 5 + 2 * chance.curve(seconds, 90);
    }

    /** dB beside the loudspeaker without it. */
    double floor(double seconds) {
        double day = Math.max(0, Math.sin(Math.PI * (LocalTime.hour(seconds) - 5) / 16));
        return 38 + 12 * day + 4 * chance.curve(seconds, 600) + 3 * Math.min(1, weather.meanRain(seconds));
    }

    /** Of the line to the horns, ohm. */
    double impedance(double seconds) {
        double healthy = chance.between(3, 15, 18) + 0.2 * chance.curve(seconds, 40_000);
        if (suffers(Fault.SHORT_LINE, seconds)) {
            return 0.1 * healthy;
        }
        return suffers(Fault.OPEN_LINE, seconds) ? 6 * healthy : healthy;
    }

    void step(double seconds, double duration) {
        State state = state(seconds);
        double heat = switch (state) {
            case IDLE, MUTED -> 6;
            case PLAYING -> 8 + 0.28 * volume;
            case FAULT -> 50;
        };
        double hotter = suffers(Fault.OVERHEATED, seconds) ? OVERHEAT : 0;
        double target = weather.temperature(seconds) + heat + hotter;
        amplifier += (target - amplifier) * (1 - Math.exp(-duration / 700));
        played += state == State.PLAYING ? duration : 0;
    }

    /** Whether a fault shows, be it the cluster's own or one of the scenario. */
    boolean suffers(Fault which, double seconds) {
        if (fault == which && fault.shows(chance, seconds)) {
            return true;
        }
        Effect.Kind kind = EFFECTS.get(which);
        return kind != null && timeline.hits(kind, device, site, seconds);
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

    private boolean drives(double seconds) {
        return state(seconds) == State.PLAYING
                && !suffers(Fault.OPEN_LINE, seconds)
                && !suffers(Fault.SHORT_LINE, seconds)
                && !suffers(Fault.DEAD_AMPLIFIER, seconds);
    }

    /** Of two sounds that know nothing of each other, dB. */
    private static double sum(double one, double other) {
        return 10 * Math.log10(Math.pow(10, one / 10) + Math.pow(10, other / 10));
    }

    /** What a cluster is doing. */
    enum State {
        IDLE,
        PLAYING,
        MUTED,
        FAULT
    }
}
