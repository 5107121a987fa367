package org.kenh.edge.sensor.simulated;

/**
 * What an axial pump does against a difference of levels: its head falls with the square of the flow, the losses of pipe
 * and flap rise with it, and it works where both meet. Its efficiency is best at the rated flow, and its power rises
 * towards the shut-off.
 *
 * @param ratedFlow m3/s
 * @param motorPower of the nameplate, kW
 */
record PumpCurve(double ratedFlow, double motorPower) {
    /** Of pump and motor together. */
    private static final double BEST_EFFICIENCY = 0.62;

    private static final double RATED_LOAD = 0.88;
    private static final double SHUT_OFF = 2.5;
    private static final double LOSSES = 0.3;
    /** Beyond it the water tears off the blades. */
    private static final double MOST_FLOW = 1.2;

    private static final double IDLE_LOAD = 0.35;
    private static final double NOMINAL_VOLTAGE = 390;

    /** Flow and input power, once it runs evenly. */
    Point at(double staticHead, double wear, double jammed) {
        double rated = RATED_LOAD * motorPower * BEST_EFFICIENCY / 9.81 / ratedFlow;
        double margin = SHUT_OFF * rated * (1 - wear) - Math.max(0, staticHead);
        double losses = LOSSES * rated / Math.pow(1 - jammed, 2);
        double share = margin <= 0 ? 0 : Math.sqrt(margin / ((SHUT_OFF - 1) * rated + losses));
        double flow = ratedFlow * Math.min(MOST_FLOW, share);
        double head = Math.max(0, staticHead) + losses * share * share;
        double efficiency = BEST_EFFICIENCY * (1 - 0.3 * wear) * Math.max(0.15, 1 - 0.9 * Math.pow(share - 1, 2));
        return new Point(flow, Math.max(IDLE_LOAD * motorPower, 9.81 * flow * head / efficiency));
    }

    /** Of the nameplate, A. */
    double nominalCurrent() {
        return motorPower / 0.92 * 1000 / (Math.sqrt(3) * NOMINAL_VOLTAGE * 0.86);
    }

    double powerFactor(double power) {
        return 0.68 + 0.2 * Math.min(1, power / motorPower);
    }

    /** Mean of the three phases, A. */
    double current(double power, double voltage) {
        return voltage <= 0 ? 0 : power * 1000 / (Math.sqrt(3) * voltage * powerFactor(power));
    }

    /** Where a pump works: m3/s and kW. */
    record Point(double flow, double power) {}
}
