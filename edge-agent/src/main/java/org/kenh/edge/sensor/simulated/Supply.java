package org.kenh.edge.sensor.simulated;

import java.util.Arrays;
import java.util.List;

/** What keeps a device alive: the mains, and a battery for some hours. */
final class Supply implements Stateful {
    /** The words of the event {@code agent/power}. */
    static final List<String> WORDS =
            Arrays.stream(Source.values()).map(Source::word).toList();

    private static final double CHARGE_HOURS = 5;

    private final String key;
    private final Feeder feeder;
    private final double hours;
    private double charge = 1;

    /** The battery lasts for some hours. */
    Supply(String device, Feeder feeder, double hours) {
        this.key = "supply-" + device;
        this.feeder = feeder;
        this.hours = hours;
    }

    Source source(double seconds) {
        if (feeder.mains(seconds)) {
            return Source.MAINS;
        }
        return charge > 0 ? Source.BATTERY : Source.NONE;
    }

    /** Share of the battery that is left, %. */
    double charge() {
        return 100 * charge;
    }

    void step(double seconds, double duration) {
        double change = feeder.mains(seconds) ? duration / 3600 / CHARGE_HOURS : -duration / 3600 / hours;
        charge = Math.max(0, Math.min(1, charge + change));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public double[] save() {
        return new double[] {charge};
    }

    @Override
    public void restore(double[] state) {
        if (state.length == 1) {
            charge = state[0];
        }
    }

    /** Where the power comes from. */
    enum Source {
        MAINS("mains"),
        BATTERY("battery"),
        NONE("mains-lost");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
