package org.kenh.bench;

import java.util.List;

/** Lowest, middle and highest of some measurements. */
record Spread(double min, double median, double max) {
    /** Of at least one measurement; an even number has the mean of its two middle ones as median. */
    static Spread of(List<Double> measurements) {
        if (measurements.isEmpty()) {
            throw new IllegalArgumentException("no measurement");
        }
        List<Double> sorted = measurements.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }
}
