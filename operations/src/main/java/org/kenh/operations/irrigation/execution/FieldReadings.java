package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.SeriesFilter;
import org.kenh.operations.irrigation.execution.Samples.Sample;
import org.kenh.operations.irrigation.execution.WaterQuality.Probed;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.SeriesPlace;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

/** What probes and gauges say. What a device itself calls bad says nothing. Blocks on the database. */
final class FieldReadings {
    private static final Duration RECENT = Duration.ofMinutes(15);

    private final SeriesReader series;
    private final Measures measures;
    private final IrrigationRegistry registry;
    private volatile @Nullable Looked last;

    FieldReadings(SeriesReader series, Measures measures, IrrigationRegistry registry) {
        this.series = series;
        this.measures = measures;
        this.registry = registry;
    }

    IrrigationRegistry registry() {
        return registry;
    }

    /** Of the pump's intake; none for one that is not in the registry. */
    List<DeviceId> probesOf(String pump) {
        return registry.pumps().find(pump).map(Pump::quality).orElse(List.of());
    }

    /** Reads anew, also what was read for the same time. */
    void forget() {
        last = null;
    }

    /**
     * What these probes told of the water, each series oldest first. The last answer is given again until it is to be forgotten: the
     * pumps of a station have the same probe.
     */
    List<Probed> probed(List<DeviceId> probes, Instant from, Instant to) {
        Looked before = last;
        if (before != null && before.isOf(probes, from, to)) {
            return before.found();
        }
        List<Probed> found = List.copyOf(read(probes, from, to));
        last = new Looked(probes, from, to, found);
        return found;
    }

    private List<Probed> read(List<DeviceId> probes, Instant from, Instant to) {
        List<Probed> found = new ArrayList<>();
        for (DeviceId probe : probes) {
            for (SeriesInfo info :
                    series.series(new SeriesFilter(Optional.of(probe), Optional.empty(), Optional.empty()))) {
                String name = info.name().value();
                if (WaterQuality.judged().contains(name)) {
                    double factor =
                            name.equals("conductivity") ? micro(info.unit().symbol()) : 1;
                    samples(new SeriesPlace(probe, info.name()), from, to)
                            .forEach(sample ->
                                    found.add(new Probed(probe.value(), name, sample.at(), sample.value() * factor)));
                }
            }
        }
        return found;
    }

    /** Oldest first. */
    List<Sample> levels(SeriesPlace place, Instant from, Instant to) {
        return samples(place, from, to);
    }

    /** As far as is known. */
    boolean isRunning(Target target, Instant now) {
        List<Measures.Run> runs = measures.runs(target, new Period(now.minus(RECENT), now));
        return !runs.isEmpty() && runs.getLast().goesOn();
    }

    private List<Sample> samples(SeriesPlace place, Instant from, Instant to) {
        List<Sample> found = new ArrayList<>();
        series.readings(
                new Range(place.device(), place.series(), from, to.plusNanos(1_000)), Optional.empty(), reading -> {
                    if (reading.quality() != Quality.BAD && reading.value() instanceof Value.Numeric(double value)) {
                        found.add(new Sample(reading.at(), value));
                    }
                });
        return found;
    }

    /** To µS/cm. */
    private static double micro(String unit) {
        return switch (unit) {
            case "S/m" -> 10_000;
            case "mS/cm" -> 1_000;
            default -> 1;
        };
    }

    private record Looked(List<DeviceId> probes, Instant from, Instant to, List<Probed> found) {
        boolean isOf(List<DeviceId> others, Instant begin, Instant end) {
            return probes.equals(others) && from.equals(begin) && to.equals(end);
        }
    }
}
