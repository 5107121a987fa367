package org.kenh.edge.sensor.simulated;

import java.util.List;
import org.kenh.edge.sensor.simulated.PumpCurve.Point;

/** One pump with its motor and its protection, which judges with the limits of the nameplate at every step. */
final class Pump {
    /** Time that must pass between a stop and the next start, seconds. */
    static final double REST = 600;

    private static final int OWN_STATE = 15;
    /** Hours in which an impeller loses a tenth of its head. */
    private static final double WEAR_HOURS = 30_000;

    private static final List<Order> ORDERS = List.of(Order.values());
    private static final List<Trip> TRIPS = List.of(Trip.values());
    private static final double LEAST_FLOW = 0.1;
    private static final double LEAST_CURRENT = 0.2;
    private static final double IDLE_CURRENT = 0.5;
    static final double HOT_WINDING = 155;
    static final double HOT_BEARING = 95;
    static final double SHAKING = 0.0085;

    private final PumpCurve curve;
    private final Chance chance;
    private final Starts lastStarts;
    private boolean running;
    private double stoppedAt;
    private double energy;
    private double runSeconds;
    private double starts;
    private double winding = 25;
    private double bearing = 25;
    private Order order = Order.AUTOMATIC;
    private double orderEnds;
    private Fault fault = Fault.NONE;
    private Trip trip = Trip.NONE;
    private double overloaded;
    private double heavilyOverloaded;
    private double idling;
    private double flow;
    private double power;
    private boolean jammed;

    Pump(double ratedFlow, double motorPower, Chance chance) {
        this.curve = new PumpCurve(ratedFlow, motorPower);
        this.chance = chance;
        this.lastStarts = new Starts(motorPower);
        // A pump of some age: counters do not begin at zero.
        this.runSeconds = chance.between(1, 600, 2_500) * 3600;
        this.energy = motorPower * 0.7 * runSeconds / 3600;
        this.starts = Math.rint(runSeconds / 14_000);
    }

    boolean running() {
        return running;
    }

    /** m3/s. */
    double flow() {
        return flow;
    }

    /** Electrical input, kW. */
    double power() {
        return power;
    }

    /** Counter, kWh; never falls. */
    double energy() {
        return energy;
    }

    /** Counter, h; never falls. */
    double runHours() {
        return runSeconds / 3600;
    }

    /** Counter of the starts after which water flowed. */
    double starts() {
        return starts;
    }

    /** Celsius. */
    double winding() {
        return winding;
    }

    /** Celsius. */
    double bearing() {
        return bearing;
    }

    Trip trip() {
        return trip;
    }

    double powerFactor() {
        return running ? curve.powerFactor(power) : 1;
    }

    /** Mean of the three phases, A. */
    double current(double voltage) {
        return running ? curve.current(power, voltage) : 0;
    }

    /** Of the nameplate, A. */
    double nominalCurrent() {
        return curve.nominalCurrent();
    }

    /** Share of the head that the impeller has lost. */
    double wear(double seconds) {
        return Math.min(0.15, 0.1 * runHours() / WEAR_HOURS) + (shows(Fault.WORN, seconds) ? 0.3 : 0);
    }

    /** Root mean square at the bearing, m/s. */
    double vibration(double seconds, double blocked) {
        if (!running) {
            return 0.00004 + 0.00002 * chance.unit(Math.round(seconds));
        }
        double healthy = 0.0015 + 0.0008 * chance.unit(3) + 0.0003 * chance.curve(seconds, 1_200);
        double bad = shows(Fault.BAD_BEARING, seconds) ? 0.0038 : 0;
        return healthy + 0.0012 * blocked + 0.008 * wear(seconds) + bad;
    }

    boolean rested(double seconds) {
        return seconds - stoppedAt >= REST;
    }

    /** Starts within the last hour that are allowed. */
    int startsAnHour() {
        return lastStarts.limit();
    }

    boolean mayStart(double seconds) {
        return lastStarts.allowed(seconds);
    }

    /** Closes the contactor; without water it trips and stands again. Returns whether it runs. */
    boolean start(double seconds, Conditions conditions) {
        boolean pumps = close(seconds, conditions);
        if (!pumps) {
            trip(Trip.NO_FLOW, seconds);
        }
        return pumps;
    }

    /** Closes the contactor, whatever comes of it. The start counts when current and flow agree; returns whether they do. */
    boolean close(double seconds, Conditions conditions) {
        running = true;
        lastStarts.add(seconds);
        work(seconds, conditions);
        boolean pumps = agrees(conditions);
        if (pumps) {
            starts++;
        }
        return pumps;
    }

    void stop(double seconds) {
        running = false;
        stoppedAt = seconds;
        overloaded = 0;
        heavilyOverloaded = 0;
        idling = 0;
        flow = 0;
        power = 0;
    }

    /** Stops it until a person resets it. */
    void trip(Trip why, double seconds) {
        trip = why;
        stop(seconds);
    }

    void reset() {
        trip = Trip.NONE;
    }

    /** What a person wants until a time; after it the levels decide again. */
    void order(Order wanted, double until) {
        order = wanted;
        orderEnds = until;
    }

    Order order(double seconds) {
        return seconds < orderEnds ? order : Order.AUTOMATIC;
    }

    /** Says what is wrong with it now and then. */
    void suffer(Fault wrong) {
        fault = wrong;
    }

    /** Something is stuck in its impeller, or no longer. */
    void jam(boolean stuck) {
        jammed = stuck;
    }

    /** Lets time pass. */
    void step(double seconds, double duration, Conditions conditions) {
        if (running) {
            work(seconds, conditions);
            energy += power * duration / 3600;
            runSeconds += duration;
        }
        warm(seconds, duration, conditions.ambient());
    }

    /** What its protection does after a step. */
    void protect(double seconds, double duration, Conditions conditions) {
        if (!running) {
            return;
        }
        double load = current(conditions.voltage()) / nominalCurrent();
        overloaded = load > 1.05 ? overloaded + duration : 0;
        heavilyOverloaded = load > 1.15 ? heavilyOverloaded + duration : 0;
        idling = idles(conditions) ? idling + duration : 0;
        if (overloaded >= 60 || heavilyOverloaded >= 10) {
            trip(Trip.OVERLOAD, seconds);
        } else if (idling >= 5) {
            trip(Trip.NO_FLOW, seconds);
        } else if (winding > HOT_WINDING || bearing > HOT_BEARING) {
            trip(Trip.OVERHEATED, seconds);
        } else if (vibration(seconds, conditions.blocked()) > SHAKING) {
            trip(Trip.VIBRATION, seconds);
        }
    }

    /** Moves all its times. */
    void shift(double seconds) {
        stoppedAt += seconds;
        orderEnds += seconds;
        lastStarts.shift(seconds);
    }

    int stateSize() {
        return OWN_STATE + lastStarts.limit();
    }

    void save(double[] state, int offset) {
        double[] own = {
            running ? 1 : 0,
            stoppedAt,
            energy,
            runSeconds,
            starts,
            winding,
            bearing,
            ORDERS.indexOf(order),
            orderEnds,
            flow,
            power,
            TRIPS.indexOf(trip),
            overloaded,
            heavilyOverloaded,
            idling
        };
        System.arraycopy(own, 0, state, offset, OWN_STATE);
        lastStarts.save(state, offset + OWN_STATE);
    }

    void restore(double[] state, int offset) {
        running = state[offset] != 0;
        stoppedAt = state[offset + 1];
        energy = state[offset + 2];
        runSeconds = state[offset + 3];
        starts = state[offset + 4];
        winding = state[offset + 5];
        bearing = state[offset + 6];
        order = ORDERS.get((int) state[offset + 7]);
        orderEnds = state[offset + 8];
        flow = state[offset + 9];
        power = state[offset + 10];
        trip = TRIPS.get((int) state[offset + 11]);
        overloaded = state[offset + 12];
        heavilyOverloaded = state[offset + 13];
        idling = state[offset + 14];
        lastStarts.restore(state, offset + OWN_STATE);
    }

    private void work(double seconds, Conditions conditions) {
        boolean stuck = jammed || shows(Fault.JAMMED, seconds);
        double lost = stuck ? 0.97 : 0.6 * Math.max(0, conditions.blocked() - 0.4);
        Point point = curve.at(conditions.staticHead(), wear(seconds), lost);
        flow = point.flow();
        power = point.power();
    }

    /** Whether current and flow agree that it moves water. */
    private boolean agrees(Conditions conditions) {
        return flow >= LEAST_FLOW * curve.ratedFlow()
                && current(conditions.voltage()) >= LEAST_CURRENT * nominalCurrent();
    }

    /** Whether current and flow agree that it turns without water. */
    private boolean idles(Conditions conditions) {
        return flow < LEAST_FLOW * curve.ratedFlow() && current(conditions.voltage()) < IDLE_CURRENT * nominalCurrent();
    }

    private void warm(double seconds, double duration, double ambient) {
        double load = power / curve.motorPower();
        double heat = running ? 20 + 58 * load * load : 0;
        winding += (ambient + heat - winding) * (1 - Math.exp(-duration / 1_500));
        double friction = running ? 14 + 20 * load + (shows(Fault.BAD_BEARING, seconds) ? 26 : 0) : 0;
        bearing += (ambient + friction - bearing) * (1 - Math.exp(-duration / 1_800));
    }

    private boolean shows(Fault which, double seconds) {
        return fault == which && fault.shows(chance, seconds);
    }

    /**
     * What a pump works against.
     *
     * @param staticHead difference of levels, m
     * @param blocked share of the trash rack that is blocked
     * @param ambient Celsius
     * @param voltage between phases, V
     */
    record Conditions(double staticHead, double blocked, double ambient, double voltage) {}

    /** Who decides whether a pump runs. */
    enum Order {
        AUTOMATIC,
        RUN,
        REST
    }
}
