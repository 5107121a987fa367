package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kenh.operations.irrigation.execution.Lockout.Finding;

/**
 * Judges water for irrigation: pH 5.5 to 9, oxygen at least 2 mg/l, dissolved solids at most 2,000 mg/l (0.64 times the conductivity
 * in µS/cm), chloride at most 350 mg/l. Three bad readings within 30 minutes lock an intake; two hours of good ones make it fit to be
 * released. What a probe tells at one moment is one reading, however much of it is wrong.
 */
final class WaterQuality {
    static final int BAD_READINGS = 3;
    static final Duration WITHIN = Duration.ofMinutes(30);
    static final Duration GOOD_FOR = Duration.ofHours(2);
    /** Longer without a reading nobody knows how the water is. */
    static final Duration SILENT = Duration.ofMinutes(30);

    private static final Duration SAME_MOMENT = Duration.ofSeconds(10);
    private static final double SOLIDS_OF_CONDUCTIVITY = 0.64;
    private static final double MOST_SOLIDS = 2_000;
    private static final Map<String, Limits> LIMITS = limits();

    private WaterQuality() {}

    /** The names of the series that are judged. */
    static List<String> judged() {
        return List.copyOf(LIMITS.keySet());
    }

    /** What is wrong with a value, in the unit of the limits. */
    static Optional<Finding> finding(Probed probed) {
        Limits limits = LIMITS.get(probed.series());
        if (limits == null || (probed.value() >= limits.least() && probed.value() <= limits.most())) {
            return Optional.empty();
        }
        double limit = probed.value() < limits.least() ? limits.least() : limits.most();
        return Optional.of(new Finding(probed.device(), probed.series(), probed.at(), probed.value(), limit));
    }

    /**
     * The readings that lock, oldest first, if there are any whose last is later than the moment: what a person has released is not
     * locked again by the same readings.
     */
    static Optional<List<Finding>> locking(List<Probed> readings, Instant after) {
        for (List<Moment> moments : byProbe(readings).values()) {
            List<Moment> bad =
                    moments.stream().filter(moment -> !moment.bad().isEmpty()).toList();
            for (int i = BAD_READINGS - 1; i < bad.size(); i++) {
                Moment first = bad.get(i - BAD_READINGS + 1);
                Moment last = bad.get(i);
                boolean close = Duration.between(first.at(), last.at()).compareTo(WITHIN) <= 0;
                if (close && last.at().isAfter(after)) {
                    return Optional.of(bad.subList(i - BAD_READINGS + 1, i + 1).stream()
                            .flatMap(moment -> moment.bad().stream())
                            .toList());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Since when everything that is judged has been good at every probe, without being silent. What locked must have become good
     * itself: a sensor that has failed since tells nothing of the water. Empty: not so now.
     *
     * @param evidence what locked
     */
    static Optional<Instant> goodSince(List<Probed> readings, List<Finding> evidence, Instant now) {
        Map<Source, List<Probed>> bySource = new HashMap<>();
        evidence.forEach(finding -> bySource.put(new Source(finding.device(), finding.series()), new ArrayList<>()));
        readings.stream()
                .filter(probed -> LIMITS.containsKey(probed.series()))
                .sorted(Comparator.comparing(Probed::at))
                .forEach(probed -> bySource.computeIfAbsent(
                                new Source(probed.device(), probed.series()), source -> new ArrayList<>())
                        .add(probed));
        Optional<Instant> since = Optional.empty();
        for (List<Probed> told : bySource.values()) {
            Optional<Instant> own = goodSinceOfOne(told, now);
            if (own.isEmpty()) {
                return Optional.empty();
            }
            since = since.filter(other -> other.isAfter(own.get())).or(() -> own);
        }
        return since;
    }

    private static Optional<Instant> goodSinceOfOne(List<Probed> told, Instant now) {
        Instant later = now;
        Optional<Instant> since = Optional.empty();
        for (Probed probed : told.reversed()) {
            boolean silent = Duration.between(probed.at(), later).compareTo(SILENT) > 0;
            if (silent || finding(probed).isPresent()) {
                break;
            }
            since = Optional.of(probed.at());
            later = probed.at();
        }
        return since;
    }

    private static Map<String, List<Moment>> byProbe(List<Probed> readings) {
        Map<String, List<Moment>> found = new TreeMap<>();
        readings.stream().sorted(Comparator.comparing(Probed::at)).forEach(probed -> {
            List<Moment> moments = found.computeIfAbsent(probed.device(), device -> new ArrayList<>());
            boolean same = !moments.isEmpty()
                    && Duration.between(moments.getLast().at(), probed.at()).compareTo(SAME_MOMENT) <= 0;
            if (!same) {
                moments.add(new Moment(probed.at(), new ArrayList<>()));
            }
            finding(probed).ifPresent(moments.getLast().bad()::add);
        });
        return found;
    }

    private static Map<String, Limits> limits() {
        Map<String, Limits> limits = new LinkedHashMap<>();
        limits.put("ph", new Limits(5.5, 9));
        limits.put("oxygen", new Limits(2, Double.MAX_VALUE));
        limits.put("conductivity", new Limits(0, MOST_SOLIDS / SOLIDS_OF_CONDUCTIVITY));
        limits.put("tds", new Limits(0, MOST_SOLIDS));
        limits.put("chloride", new Limits(0, 350));
        return Map.copyOf(limits);
    }

    private record Limits(double least, double most) {}

    private record Source(String device, String series) {}

    private record Moment(Instant at, List<Finding> bad) {}

    /** A value of a probe: pH, mg/l, or µS/cm. */
    record Probed(String device, String series, Instant at, double value) {}
}
