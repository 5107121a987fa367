package org.kenh.edge.sensor.simulated;

/** One pump with its motor. Hydraulic power is ρgQH, current P/(√3·U·cos φ). */
final class Pump {
    /** Time that must pass between a stop and the next start, seconds. */
    static final double REST = 600;

    /** Numbers in its saved state. */
    static final int STATE = 11;

    private static final double NOMINAL_VOLTAGE = 390;
    private static final double NOMINAL_HEAD = 2.0;
    private static final double EFFICIENCY = 0.62;
    /** Losses in pipes and flap, m. */
    private static final double LOSSES = 0.8;

    private final double nominalFlow;
    private final double motorPower;
    private final Chance chance;
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
    private double flow;
    private double power;

    Pump(double nominalFlow, double motorPower, Chance chance) {
        this.nominalFlow = nominalFlow;
        this.motorPower = motorPower;
        this.chance = chance;
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

    double powerFactor() {
        return running ? 0.68 + 0.2 * Math.min(1, power / motorPower) : 1;
    }

    /** Mean of the three phases, A. */
    double current(double voltage) {
        return running && voltage > 0 ? power * 1000 / (Math.sqrt(3) * voltage * powerFactor()) : 0;
    }

    /** Of the nameplate, A. */
    double nominalCurrent() {
        return motorPower / 0.92 * 1000 / (Math.sqrt(3) * NOMINAL_VOLTAGE * 0.86);
    }

    /** Root mean square at the bearing, m/s. */
    double vibration(double seconds, double blocked) {
        if (!running) {
            return 0.00004 + 0.00002 * chance.unit(Math.round(seconds));
        }
        double healthy = 0.0017 + 0.0008 * chance.unit(3) + 0.0003 * chance.curve(seconds, 1_200);
        return healthy + 0.0012 * blocked + (isBearingBad(seconds) ? 0.0038 : 0);
    }

    boolean rested(double seconds) {
        return seconds - stoppedAt >= REST;
    }

    void start() {
        running = true;
        starts++;
    }

    void stop(double seconds) {
        running = false;
        stoppedAt = seconds;
        flow = 0;
        power = 0;
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

    /** Lets time pass. */
    void step(double seconds, double duration, Conditions conditions) {
        if (running) {
            double head = Math.max(0.3, conditions.staticHead()) + LOSSES;
            double open = 1 - 0.35 * Math.max(0, conditions.blocked() - 0.4);
            flow = nominalFlow * Math.max(0.3, 1.12 - 0.12 * (head - LOSSES) / NOMINAL_HEAD) * open;
            power = Math.max(0.35 * motorPower, 9.81 * flow * head / EFFICIENCY);
            power = Math.min(power, 1.08 * motorPower);
            energy += power * duration / 3600;
            runSeconds += duration;
        }
        warm(seconds, duration, conditions.ambient());
    }

    private void warm(double seconds, double duration, double ambient) {
        double load = power / motorPower;
        double heat = running ? 20 + 58 * load * load : 0;
        winding += (ambient + heat - winding) * (1 - Math.exp(-duration / 1_500));
        double friction = running ? 14 + 20 * load + (isBearingBad(seconds) ? 34 : 0) : 0;
        bearing += (ambient + friction - bearing) * (1 - Math.exp(-duration / 1_800));
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
            order.number,
            orderEnds,
            flow,
            power
        };
        System.arraycopy(own, 0, state, offset, STATE);
    }

    void restore(double[] state, int offset) {
        running = state[offset] != 0;
        stoppedAt = state[offset + 1];
        energy = state[offset + 2];
        runSeconds = state[offset + 3];
        starts = state[offset + 4];
        winding = state[offset + 5];
        bearing = state[offset + 6];
        order = Order.of(state[offset + 7]);
        orderEnds = state[offset + 8];
        flow = state[offset + 9];
        power = state[offset + 10];
    }

    private boolean isBearingBad(double seconds) {
        return fault == Fault.BAD_BEARING && fault.shows(chance, seconds);
    }

    /**
     * What a pump works against.
     *
     * @param staticHead difference of levels, m
     * @param blocked share of the trash rack that is blocked
     * @param ambient Celsius
     */
    record Conditions(double staticHead, double blocked, double ambient) {}

    /** Who decides whether a pump runs. */
    enum Order {
        AUTOMATIC(0),
        RUN(1),
        REST(2);

        private final double number;

        Order(double number) {
            this.number = number;
        }

        private static Order of(double number) {
            return number == RUN.number ? RUN : number == REST.number ? REST : AUTOMATIC;
        }
    }
}
