package org.kenh.edge.sensor.simulated;

import java.util.ArrayList;
import java.util.List;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.sensor.simulated.PlantConfig.StationConfig;
import org.kenh.edge.sensor.simulated.Pump.Conditions;
import org.kenh.edge.sensor.simulated.Pump.Order;

/**
 * A pumping station with the canal behind it. The canal is a reservoir: rain and seepage fill it and drainage pumps
 * empty it, or irrigation pumps fill it and the fields empty it. Pumps start and stop one after the other by its level.
 */
final class Station implements Stateful {
    private static final double RUNOFF = 0.45;
    private static final double RESPONSE = 5 * 3600.0;
    private static final double STAGGER = 20;
    private static final double STEP_BETWEEN_PUMPS = 0.09;
    private static final double SQUARE_KILOMETRE = 1e6;
    /** Pumps are protected against running dry below this depth under the normal range. */
    private static final double DRY_RUN_MARGIN = 0.35;

    private static final double LONGEST_ORDER = 3_600;

    private final StationConfig config;
    private final Waterway river;
    private final Weather weather;
    private final Chance chance;
    private final List<Pump> pumps = new ArrayList<>();
    private double canal;
    private double runoff;
    private double blocked;
    private double lastStart;
    private double auxiliary;

    Station(StationConfig config, Waterway river, Weather weather, long seed) {
        this.config = config;
        this.river = river;
        this.weather = weather;
        this.chance = new Chance(seed, config.id());
        for (int i = 0; i < config.pumps(); i++) {
            pumps.add(new Pump(config.pumpFlow(), config.motorPower(), new Chance(seed, config.id() + i)));
        }
        this.canal = chance.between(1, lowEnd(), highEnd());
        this.blocked = chance.between(2, 0.05, 0.3);
    }

    StationConfig config() {
        return config;
    }

    Pump pump(int number) {
        return pumps.get(number - 1);
    }

    /** Level of its own canal, m. */
    double canal() {
        return canal;
    }

    /** Level in the suction bay, behind the rack, m. */
    double suction() {
        return (config.drainage() ? canal : river.level()) - rackDifference();
    }

    double discharge() {
        return config.drainage() ? river.level() : canal;
    }

    /** Difference of levels across the trash rack, m. */
    double rackDifference() {
        double share = flow() / (config.pumpFlow() * config.pumps());
        return share <= 0 ? 0.003 : (0.012 + 0.5 * blocked) * (0.3 + 0.7 * share * share);
    }

    double blocked() {
        return blocked;
    }

    /** Of all pumps, m3/s. */
    double flow() {
        return pumps.stream().mapToDouble(Pump::flow).sum();
    }

    /** Of pumps and lighting, kW. */
    double power() {
        return pumps.stream().mapToDouble(Pump::power).sum() + 0.6;
    }

    /** Counter of the whole station, kWh; never falls. */
    double energy() {
        return pumps.stream().mapToDouble(Pump::energy).sum() + auxiliary;
    }

    long running() {
        return pumps.stream().filter(Pump::running).count();
    }

    /** Whether the grid supplies it: in a storm a line falls now and then. */
    boolean mains(double seconds) {
        long slot = (long) Math.floor(seconds / 5_400);
        double begin = chance.unit(slot * 5 + 1) * 3_600;
        double length = 300 + 1_200 * chance.unit(slot * 5 + 2);
        double part = seconds - slot * 5_400.0 - begin;
        boolean storm = weather.meanRain(slot * 5_400.0 + begin) > 3;
        return !(storm && chance.unit(slot * 5) < 0.12 && part >= 0 && part < length);
    }

    /** Mean voltage between phases, V; lower in the evening and under load. */
    double voltage(double seconds) {
        if (!mains(seconds)) {
            return 0;
        }
        double hour = LocalTime.hour(seconds);
        double evening = Math.exp(-Math.pow((hour - 19.5) / 2.2, 2));
        return 393 - 7 * evening - 1.5 * running() + 2.2 * chance.curve(seconds, 1_300);
    }

    boolean faultShows(double seconds) {
        return config.fault().shows(chance, seconds);
    }

    /** Lets time pass and tells the river what was pumped. */
    void step(double seconds, double duration) {
        stepRack(seconds, duration);
        decide(seconds);
        Conditions conditions = new Conditions(discharge() - suction(), blocked, weather.temperature(seconds) + 2);
        for (Pump pump : pumps) {
            pump.step(seconds, duration, conditions);
        }
        auxiliary += 0.6 * duration / 3600;
        stepCanal(seconds, duration);
    }

    /** A person starts a pump: granted if no interlock forbids it, for at most an hour. */
    Outcome start(int number, double seconds, double minutes) {
        Pump pump = pump(number);
        if (pump.running()) {
            pump.order(Order.RUN, seconds + Math.min(LONGEST_ORDER, minutes * 60));
            return new Outcome.Done("was running");
        }
        if (!mains(seconds)) {
            return new Outcome.Refused("interlock: no mains voltage");
        }
        if (dry()) {
            return new Outcome.Refused(String.format("interlock: suction level %.2f m is too low", suction()));
        }
        if (!pump.rested(seconds)) {
            return new Outcome.Refused("interlock: stopped less than 10 minutes ago");
        }
        pump.order(Order.RUN, seconds + Math.min(LONGEST_ORDER, minutes * 60));
        pump.start();
        lastStart = seconds;
        return new Outcome.Done("running for " + Math.round(minutes) + " min, then by level");
    }

    Outcome stop(int number, double seconds, double minutes) {
        Pump pump = pump(number);
        pump.order(Order.REST, seconds + Math.min(LONGEST_ORDER, minutes * 60));
        if (pump.running()) {
            pump.stop(seconds);
        }
        return new Outcome.Done("stopped for " + Math.round(minutes) + " min, then by level");
    }

    @Override
    public String key() {
        return config.id();
    }

    @Override
    public double[] save() {
        double[] state = new double[5 + pumps.size() * Pump.STATE];
        double[] own = {canal, runoff, blocked, lastStart, auxiliary};
        System.arraycopy(own, 0, state, 0, own.length);
        for (int i = 0; i < pumps.size(); i++) {
            pumps.get(i).save(state, own.length + i * Pump.STATE);
        }
        return state;
    }

    @Override
    public void restore(double[] state) {
        if (state.length != 5 + pumps.size() * Pump.STATE) {
            return;
        }
        canal = state[0];
        runoff = state[1];
        blocked = state[2];
        lastStart = state[3];
        auxiliary = state[4];
        for (int i = 0; i < pumps.size(); i++) {
            pumps.get(i).restore(state, 5 + i * Pump.STATE);
        }
    }

    private void stepRack(double seconds, double duration) {
        double debris = flow() / config.pumpFlow() * (0.010 + 0.02 * Math.min(1, weather.meanRain(seconds) / 5));
        boolean hyacinth = config.fault() == Fault.BLOCKED_RACK && faultShows(seconds);
        blocked += ((hyacinth ? 1.1 : 0) + debris) * duration / 3600;
        boolean cleaning = isCleaning(LocalTime.hour(seconds));
        if (cleaning || (!hyacinth && config.fault() == Fault.BLOCKED_RACK && blocked > 0.6)) {
            blocked -= 1.5 * duration / 3600;
        }
        blocked = Math.max(0.03, Math.min(1, blocked));
    }

    /** The rack is cleaned in the morning and in the afternoon. */
    private static boolean isCleaning(double hour) {
        return (hour >= 6.5 && hour < 7) || (hour >= 15 && hour < 15.5);
    }

    private void decide(double seconds) {
        boolean power = mains(seconds);
        boolean dry = dry();
        for (int i = 0; i < pumps.size(); i++) {
            // The pump that starts first changes from day to day, so that all wear alike.
            int rank = (int) Math.floorMod(i + LocalTime.day(seconds), (long) pumps.size());
            decide(pumps.get(i), rank, seconds, power && !dry);
        }
    }

    private void decide(Pump pump, int rank, double seconds, boolean allowed) {
        boolean wanted = switch (pump.order(seconds)) {
            case RUN -> true;
            case REST -> false;
            case AUTOMATIC -> wanted(pump.running(), rank);
        };
        if (pump.running() && !(wanted && allowed)) {
            pump.stop(seconds);
        } else if (!pump.running() && wanted && allowed && pump.rested(seconds) && seconds - lastStart >= STAGGER) {
            pump.start();
            lastStart = seconds;
        }
    }

    private boolean wanted(boolean running, int rank) {
        double step = rank * STEP_BETWEEN_PUMPS;
        if (config.drainage()) {
            return canal > (running ? config.stopLevel() + step / 2 : config.startLevel() + step);
        }
        return canal < (running ? config.stopLevel() - step / 2 : config.startLevel() - step);
    }

    private boolean dry() {
        double limit = config.drainage()
                ? config.stopLevel() - DRY_RUN_MARGIN
                : river.config().bed() + 0.8;
        return suction() < limit;
    }

    private void stepCanal(double seconds, double duration) {
        double rain = weather.meanRain(seconds) / 1000 / 3600 * config.catchment() * SQUARE_KILOMETRE * RUNOFF;
        double fromLand = runoff / RESPONSE;
        runoff += (rain - fromLand) * duration;
        double pumped = flow();
        double net;
        if (config.drainage()) {
            double seepage = 0.030 * config.catchment() * (1 + 0.3 * chance.curve(seconds, 80_000));
            double spilled = 6 * Math.max(0, canal - config.startLevel() - 1.2);
            net = fromLand + seepage - pumped - spilled;
            river.exchange(pumped + spilled);
        } else {
            double spilled = 6 * Math.max(0, canal - config.stopLevel() - 0.3);
            net = pumped + 0.1 * fromLand - demand(seconds) - spilled;
            river.exchange(spilled - pumped);
        }
        canal += net * duration / (config.canalArea() * SQUARE_KILOMETRE);
    }

    /** What the fields take, m3/s: by day more than by night, and nothing while it rains and the land drains. */
    private double demand(double seconds) {
        double hour = LocalTime.hour(seconds);
        double daily = 0.6 + 0.6 * Math.max(0, Math.sin(Math.PI * (hour - 5) / 14));
        double wet = Math.min(1, runoff / (config.catchment() * 4_000));
        double stored = Math.max(0, Math.min(1, canal - config.startLevel() + 1));
        return 0.055 * config.catchment() * daily * (1 - wet) * stored;
    }

    private double lowEnd() {
        return Math.min(config.startLevel(), config.stopLevel());
    }

    private double highEnd() {
        return Math.max(config.startLevel(), config.stopLevel());
    }
}
