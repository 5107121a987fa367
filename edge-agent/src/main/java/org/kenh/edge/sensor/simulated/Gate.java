package org.kenh.edge.sensor.simulated;

/** A gate between two waterways; it takes five minutes from closed to open. */
final class Gate implements Stateful {
    private static final double PERCENT_PER_SECOND = 100 / 300.0;
    private static final double CONDUCTANCE = 9;

    private final String key;
    private final Waterway upstream;
    private final Waterway downstream;
    private double opening;
    private double wanted;

    Gate(String key, Waterway upstream, Waterway downstream, double opening) {
        this.key = key;
        this.upstream = upstream;
        this.downstream = downstream;
        this.opening = opening;
        this.wanted = opening;
    }

    Waterway upstream() {
        return upstream;
    }

    Waterway downstream() {
        return downstream;
    }

    /** Percent. */
    double opening() {
        return opening;
    }

    void set(double percent) {
        wanted = percent;
    }

    /** From upstream to downstream, m3/s; negative the other way. */
    double flow() {
        double difference = upstream.level() - downstream.level();
        return CONDUCTANCE * opening / 100 * difference / Math.sqrt(Math.abs(difference) + 0.02);
    }

    void step(double duration) {
        double way = PERCENT_PER_SECOND * duration;
        opening += Math.max(-way, Math.min(way, wanted - opening));
        double flow = flow();
        upstream.exchange(-flow);
        downstream.exchange(flow);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public double[] save() {
        return new double[] {opening, wanted};
    }

    @Override
    public void restore(double[] state) {
        if (state.length == 2) {
            opening = state[0];
            wanted = state[1];
        }
    }
}
