package org.kenh.operations.irrigation.demand;

import java.util.List;
import java.util.Optional;
import org.kenh.ingest.series.SeriesReader.Bucket;

/**
 * Rain of a day from a counter that starts anew at midnight. The gauge's clock may be a little late, so that the first
 * readings of a day still tell the rain of the day before, and a gauge that restarts by day begins at 0 again.
 */
final class RainCounter {
    /** Tips of a gauge are larger; rounding is smaller. */
    private static final double SAME = 0.05;

    private double reached;
    private double rain;

    private RainCounter() {}

    /**
     * mm of the day; empty without hours.
     *
     * @param before the last hour of the day before
     * @param hours of the day, oldest first
     */
    static Optional<Double> day(Optional<Bucket> before, List<Bucket> hours) {
        if (hours.isEmpty()) {
            return Optional.empty();
        }
        RainCounter counter = new RainCounter();
        counter.midnight(before.map(Bucket::maximum).orElse(0.0), hours.getFirst());
        hours.stream().skip(1).forEach(counter::hour);
        return Optional.of(counter.rain);
    }

    /** What still stands from yesterday does not count; a restart within the hour shows in its minimum. */
    private void midnight(double yesterday, Bucket first) {
        boolean carried = yesterday > SAME && Math.abs(first.maximum() - yesterday) < SAME;
        boolean restarted = first.minimum() < yesterday - SAME;
        if (carried) {
            reached = restarted ? first.minimum() : first.maximum();
            rain = restarted ? first.minimum() : 0;
        } else {
            boolean runsOn = yesterday > SAME && !restarted;
            rain = runsOn ? first.maximum() - yesterday : first.maximum();
            reached = first.maximum();
        }
    }

    private void hour(Bucket hour) {
        if (hour.minimum() >= reached - SAME) {
            rain += Math.max(0, hour.maximum() - reached);
            reached = Math.max(reached, hour.maximum());
        } else if (hour.maximum() < reached) {
            rain += hour.maximum();
            reached = hour.maximum();
        } else {
            rain += hour.maximum() - reached + hour.minimum();
            reached = hour.minimum();
        }
    }
}
