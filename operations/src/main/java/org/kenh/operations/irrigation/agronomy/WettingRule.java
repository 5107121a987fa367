package org.kenh.operations.irrigation.agronomy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rule of alternate wetting and drying: one low reading of a water tube may be a fault or a wave, two are a dry field. */
public final class WettingRule {
    /** Two consecutive readings count only if they are this far apart. */
    public static final Duration APART = Duration.ofHours(1);

    private WettingRule() {}

    /**
     * Since when the tube has shown the threshold or less, if it still does, on at least two consecutive good readings over
     * {@link #APART} or longer. Doubtful readings are passed over.
     *
     * @param readings mm over the soil, in any order
     * @param threshold mm, such as −50
     */
    public static Optional<Instant> reachedSince(List<SensorReading> readings, double threshold) {
        List<SensorReading> newestFirst = readings.stream()
                .filter(reading -> reading.good() && Double.isFinite(reading.value()))
                .sorted(Comparator.comparing(SensorReading::at).reversed())
                .toList();
        List<SensorReading> low = newestFirst.stream()
                .takeWhile(reading -> reading.value() <= threshold)
                .toList();
        if (low.isEmpty()) {
            return Optional.empty();
        }
        Instant since = low.getLast().at();
        boolean longEnough = Duration.between(since, low.getFirst().at()).compareTo(APART) >= 0;
        return longEnough ? Optional.of(since) : Optional.empty();
    }
}
