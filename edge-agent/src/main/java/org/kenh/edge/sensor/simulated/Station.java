package org.kenh.edge.sensor.simulated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.sensor.simulated.Effect.Kind;
import org.kenh.edge.sensor.simulated.PlantConfig.RiverConfig;
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
    private static final double NOMINAL_VOLTAGE = 390;
    /** How far below its usual level a river still reaches the intakes, m. */
    private static final double SILL = 1.0;
    /** Lighting and control, kW. */
    private static final double AUXILIARY_POWER = 0.6;

    private static final int OWN_STATE = 5;

    private final StationConfig config;
    private final Waterway river;
    private final Weather weather;
    private final Timeline timeline;
    private final Feeder feeder;
    private final Chance chance;
    private final List<Pump> pumps = new ArrayList<>();
    private final Set<Pump> closed = new HashSet<>();
    private final Set<Pump> handedOver = new HashSet<>();
    private double canal;
    private double drawn;
    private double drained;
    private double runoff;
    private double blocked;
    private double lastStart;
    private double auxiliary;

    Station(StationConfig config, Plant plant) {
        this.config = config;
        this.river = plant.waterway(config.river());
        this.weather = plant.weather();
        this.timeline = plant.timeline();
        this.feeder = plant.feeder(config.id());
        this.chance = new Chance(plant.seed(), config.id());
        for (int i = 0; i < config.pumps(); i++) {
            pumps.add(new Pump(config.pumpFlow(), config.motorPower(), new Chance(plant.seed(), config.id() + i)));
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
        return pumps.stream().mapToDouble(Pump::power).sum() + AUXILIARY_POWER;
    }

    /** Counter of the whole station, kWh; never falls. */
    double energy() {
        return pumps.stream().mapToDouble(Pump::energy).sum() + auxiliary;
    }

    long running() {
        return pumps.stream().filter(Pump::running).count();
    }

    /** Pumps that their protection holds. */
    long tripped() {
        return pumps.stream().filter(pump -> pump.trip() != Trip.NONE).count();
    }

    boolean mains(double seconds) {
        return feeder.mains(seconds);
    }

    /** Mean voltage between phases, V; lower in the evening and under load. */
    double voltage(double seconds) {
        return mains(seconds) ? NOMINAL_VOLTAGE * feeder.voltage(seconds) - 1.5 * running() : 0;
    }

    /** Fields take water out of its canal during the next step, m3/s. */
    void draw(double flow) {
        drawn += flow;
    }

    /** Fields that spill let it run to the river during the next step, m3/s. */
    void drain(double flow) {
        drained += flow;
    }

    /** Of its canal and of the rain on the way to it, m3. */
    double stored() {
        return canal * config.canalArea() * SQUARE_KILOMETRE + runoff;
    }

    boolean faultShows(double seconds) {
        return config.fault().shows(chance, seconds);
    }

    /** Lets time pass and tells the river what was pumped. */
    void step(double seconds, double duration, WaterBook book) {
        stepRack(seconds, duration);
        for (int i = 0; i < pumps.size(); i++) {
            pumps.get(i).jam(timeline.hits(Kind.JAM, config.id() + "-pump-" + (i + 1), seconds));
        }
        handedOver.forEach(pump -> follow(pump, seconds));
        decide(seconds);
        Conditions conditions = conditions(seconds);
        for (Pump pump : pumps) {
            pump.step(seconds, duration, conditions);
        }
        auxiliary += AUXILIARY_POWER * duration / 3600;
        stepCanal(seconds, duration, book);
        pumps.stream()
                .filter(pump -> !handedOver.contains(pump))
                .forEach(pump -> pump.protect(seconds, duration, conditions));
    }

    /**
     * From now on a control outside the plant switches a pump and protects it; for this pump the station's own rule and
     * protection rest, and its contactor is open. Not kept over a restart.
     */
    void handOver(int number, double seconds) {
        Pump pump = pump(number);
        handedOver.add(pump);
        closed.remove(pump);
        pump.reset();
        follow(pump, seconds);
    }

    /** Holds a pump's contactor closed, or lets it open; without mains it is open, and with them it closes by itself. */
    void contactor(int number, boolean close, double seconds) {
        Pump pump = pump(number);
        boolean unused = close ? closed.add(pump) : closed.remove(pump);
        follow(pump, seconds);
    }

    private void follow(Pump pump, double seconds) {
        boolean runs = closed.contains(pump) && mains(seconds);
        if (pump.running() && !runs) {
            pump.stop(seconds);
        } else if (!pump.running() && runs) {
            boolean unused = pump.close(seconds, conditions(seconds));
        }
    }

    /** A person starts a pump: granted if no interlock forbids it, for at most an hour. */
    Outcome start(int number, double seconds, double minutes) {
        Pump pump = pump(number);
        double until = seconds + Math.min(LONGEST_ORDER, minutes * 60);
        if (pump.running()) {
            pump.order(Order.RUN, until);
            return new Outcome.Done("was running");
        }
        Optional<String> interlock = interlock(pump, seconds);
        if (interlock.isPresent()) {
            return new Outcome.Refused("interlock: " + interlock.get());
        }
        lastStart = seconds;
        if (!pump.start(seconds, conditions(seconds))) {
            return new Outcome.Failed("no flow after the start: stopped");
        }
        pump.order(Order.RUN, until);
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

    Outcome reset(int number) {
        Pump pump = pump(number);
        String was = pump.trip().word();
        pump.reset();
        return new Outcome.Done("protection reset, was " + was);
    }

    /** Why a pump that stands must not start. */
    private Optional<String> interlock(Pump pump, double seconds) {
        if (!mains(seconds)) {
            return Optional.of("no mains voltage");
        }
        if (pump.trip() != Trip.NONE) {
            return Optional.of("tripped by " + pump.trip().word() + ", reset it first");
        }
        if (dry()) {
            return Optional.of(String.format(Locale.ROOT, "suction level %.2f m is too low", suction()));
        }
        if (!pump.rested(seconds)) {
            return Optional.of("stopped less than 10 minutes ago");
        }
        return pump.mayStart(seconds)
                ? Optional.empty()
                : Optional.of(pump.startsAnHour() + " starts within the last hour");
    }

    private Conditions conditions(double seconds) {
        double ambient = weather.temperature(seconds) + 2;
        return new Conditions(discharge() - suction(), blocked, ambient, voltage(seconds));
    }

    @Override
    public String key() {
        return config.id();
    }

    @Override
    public double[] save() {
        double[] state = new double[stateSize()];
        double[] own = {canal, runoff, blocked, lastStart, auxiliary};
        System.arraycopy(own, 0, state, 0, OWN_STATE);
        int offset = OWN_STATE;
        for (Pump pump : pumps) {
            pump.save(state, offset);
            offset += pump.stateSize();
        }
        return state;
    }

    @Override
    public void restore(double[] state) {
        if (state.length != stateSize()) {
            return;
        }
        canal = state[0];
        runoff = state[1];
        blocked = state[2];
        lastStart = state[3];
        auxiliary = state[4];
        int offset = OWN_STATE;
        for (Pump pump : pumps) {
            pump.restore(state, offset);
            offset += pump.stateSize();
        }
    }

    @Override
    public void shift(double seconds) {
        lastStart += seconds;
        pumps.forEach(pump -> pump.shift(seconds));
    }

    private int stateSize() {
        return OWN_STATE + pumps.stream().mapToInt(Pump::stateSize).sum();
    }

    private void stepRack(double seconds, double duration) {
        double rain = 0.02 * Math.min(1, weather.meanRain(seconds) / 5);
        double debris =
                flow() / config.pumpFlow() * (0.010 + rain) * timeline.factor(Kind.DEBRIS, config.id(), seconds);
        boolean hyacinth = config.fault() == Fault.BLOCKED_RACK && faultShows(seconds);
        blocked += ((hyacinth ? 1.1 : 0) + debris) * duration / 3600;
        boolean cleaning = isAttended(seconds);
        if (cleaning || (!hyacinth && config.fault() == Fault.BLOCKED_RACK && blocked > 0.6)) {
            blocked -= 1.5 * duration / 3600;
        }
        blocked = Math.max(0.03, Math.min(1, blocked));
    }

    /** Somebody cleans the rack and looks after the pumps in the morning and in the afternoon. */
    static boolean isAttended(double seconds) {
        double hour = LocalTime.hour(seconds);
        return (hour >= 6.5 && hour < 7) || (hour >= 15 && hour < 15.5);
    }

    private void decide(double seconds) {
        boolean power = mains(seconds);
        boolean dry = dry();
        boolean attended = isAttended(seconds);
        for (int i = 0; i < pumps.size(); i++) {
            Pump pump = pumps.get(i);
            if (handedOver.contains(pump)) {
                continue;
            }
            if (attended && !dry) {
                pump.reset();
            }
            if (pump.running() && dry) {
                pump.trip(Trip.DRY_RUN, seconds);
            }
            // The pump that starts first changes from day to day, so that all wear alike.
            int rank = (int) Math.floorMod(i + LocalTime.day(seconds), (long) pumps.size());
            decide(pump, rank, seconds, power);
        }
    }

    private void decide(Pump pump, int rank, double seconds, boolean power) {
        boolean wanted = switch (pump.order(seconds)) {
            case RUN -> true;
            case REST -> false;
            case AUTOMATIC -> wanted(pump.running(), rank);
        };
        if (pump.running() && !(wanted && power)) {
            pump.stop(seconds);
        } else if (!pump.running()
                && wanted
                && seconds - lastStart >= STAGGER
                && interlock(pump, seconds).isEmpty()) {
            pump.start(seconds, conditions(seconds));
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
        return suction() < lowestSuction();
    }

    /** Below it the pumps would suck air: below the normal range, or below the sill of an intake; m. */
    double lowestSuction() {
        RiverConfig intake = river.config();
        return config.drainage()
                ? config.stopLevel() - DRY_RUN_MARGIN
                : Math.max(intake.bed() + 0.8, intake.baseLevel() - SILL);
    }

    private void stepCanal(double seconds, double duration, WaterBook book) {
        double rain = weather.meanRain(seconds) / 1000 / 3600 * config.catchment() * SQUARE_KILOMETRE * RUNOFF;
        double fromLand = runoff / RESPONSE;
        runoff += (rain - fromLand) * duration;
        double seepage = config.drainage() ? seepage(seconds) : 0;
        double elsewhere = config.drainage() ? 0 : demand(seconds);
        double toRiver = config.drainage() ? 0 : 0.9 * fromLand;
        double lifted = config.drainage() ? -flow() : flow();
        double spilled = 6 * Math.max(0, canal - bank());
        double net = fromLand - toRiver + seepage + lifted - elsewhere - drawn - spilled;
        canal += net * duration / (config.canalArea() * SQUARE_KILOMETRE);
        river.exchange(toRiver + spilled + drained - lifted);
        book.enter((rain + seepage) * duration);
        book.leave(elsewhere * duration);
        drawn = 0;
        drained = 0;
    }

    /** From the ground, m3/s. */
    private double seepage(double seconds) {
        return 0.030
                * config.catchment()
                * (1 + 0.3 * chance.curve(seconds, 80_000))
                * timeline.factor(Kind.INFLOW, config.id(), seconds);
    }

    /** Above it the canal spills into the river, m. */
    double bank() {
        return config.drainage() ? config.startLevel() + 1.2 : config.stopLevel() + 0.3;
    }

    /**
     * What the fields without a sensor take, m3/s: by day more than by night, and nothing while it rains and the land
     * drains. While turns are planned for the canal they take only what the turns leave over.
     */
    private double demand(double seconds) {
        double hour = LocalTime.hour(seconds);
        double daily = 0.6 + 0.6 * Math.max(0, Math.sin(Math.PI * (hour - 5) / 14));
        double wet = Math.min(1, runoff / (config.catchment() * 4_000));
        double stored = Math.max(0, Math.min(1, canal - config.startLevel() + 1));
        double left = handedOver.isEmpty() ? 1 : Math.max(0, Math.min(1, (canal - config.stopLevel()) / 0.2));
        return 0.055 * config.catchment() * daily * (1 - wet) * stored * left;
    }

    private double lowEnd() {
        return Math.min(config.startLevel(), config.stopLevel());
    }

    private double highEnd() {
        return Math.max(config.startLevel(), config.stopLevel());
    }
}
