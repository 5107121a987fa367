package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.SeriesFilter;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.operations.irrigation.execution.Samples.Sample;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.irrigation.plan.TariffCalendar;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

/**
 * What stored readings say. A device with several machines names their series after them ({@code pump-1/flow}); one with a single
 * machine does not need to.
 */
final class SeriesMeasures implements Measures {
    private static final List<String> FLOW = List.of("flow", "inlet.flow");
    /** m³/s; what a meter shows at rest. */
    private static final double NO_FLOW = 0.01;

    private final SeriesReader series;

    SeriesMeasures(SeriesReader series) {
        this.series = series;
    }

    @Override
    public OptionalDouble volume(Target target, Period period) {
        return flow(seriesOf(target), target, period)
                .map(samples -> samples.integral(period))
                .orElse(OptionalDouble.empty());
    }

    @Override
    public Optional<TurnAccount.Energy> energy(Target target, Period period, TariffCalendar tariff) {
        List<SeriesInfo> all = seriesOf(target);
        Optional<TurnAccount.Energy> counted = samples(all, target, "energy", period)
                .flatMap(samples -> Bands.split(period, tariff, samples::growth))
                .map(bands -> new TurnAccount.Energy(bands, EnergyHow.ENERGY_SERIES));
        return counted.or(() -> samples(all, target, "power", period)
                .flatMap(samples -> Bands.split(period, tariff, part -> hours(samples.integral(part))))
                .map(bands -> new TurnAccount.Energy(bands, EnergyHow.POWER_SERIES)));
    }

    @Override
    public List<Run> runs(Target target, Period period) {
        List<SeriesInfo> all = seriesOf(target);
        Optional<Samples> known = samples(all, target, "running", period)
                .or(() -> flow(all, target, period)
                        .map(flow -> new Samples(flow.all().stream()
                                .map(one -> new Sample(one.at(), one.value() > NO_FLOW ? 1 : 0))
                                .toList())));
        return known.map(samples -> Runs.of(samples, period)).orElse(List.of());
    }

    private static OptionalDouble hours(OptionalDouble kilowattSeconds) {
        return kilowattSeconds.isPresent()
                ? OptionalDouble.of(kilowattSeconds.getAsDouble() / 3_600)
                : OptionalDouble.empty();
    }

    private Optional<Samples> flow(List<SeriesInfo> all, Target target, Period period) {
        return FLOW.stream()
                .flatMap(name -> samples(all, target, name, period).stream())
                .findFirst();
    }

    private List<SeriesInfo> seriesOf(Target target) {
        return series.series(
                new SeriesFilter(Optional.of(DeviceId.of(target.device())), Optional.empty(), Optional.empty()));
    }

    /** In m³/s, kW, kWh, or 0 and 1; from a little before the period to a little after it. Empty without such a series. */
    private Optional<Samples> samples(List<SeriesInfo> all, Target target, String name, Period period) {
        return find(all, target.name() + "/" + name).or(() -> find(all, name)).map(info -> read(info, period));
    }

    private static Optional<SeriesInfo> find(List<SeriesInfo> all, String name) {
        return all.stream().filter(info -> info.name().value().equals(name)).findFirst();
    }

    private Samples read(SeriesInfo info, Period period) {
        double factor = factor(info.unit().symbol());
        List<Sample> found = new ArrayList<>();
        Instant from = period.from().minus(Samples.LONGEST_GAP);
        Instant to = period.to().plus(Samples.LONGEST_GAP);
        series.readings(
                new Range(info.device(), info.name(), from, to),
                Optional.empty(),
                reading -> value(reading).ifPresent(value -> found.add(new Sample(reading.at(), value * factor))));
        return new Samples(found);
    }

    private static OptionalDouble value(StoredReading reading) {
        if (reading.quality() == Quality.BAD) {
            return OptionalDouble.empty();
        }
        return switch (reading.value()) {
            case Value.Numeric(double number) -> OptionalDouble.of(number);
            case Value.Flag(boolean on) -> OptionalDouble.of(on ? 1 : 0);
            case Value.Text text -> OptionalDouble.empty();
            case Value.Data data -> OptionalDouble.empty();
        };
    }

    private static double factor(String unit) {
        return switch (unit) {
            case "W", "Wh" -> 1e-3;
            case "J", "Ws" -> 1 / 3.6e6;
            case "l/s", "L/s" -> 1e-3;
            case "m3/h" -> 1 / 3_600.0;
            default -> 1;
        };
    }
}
