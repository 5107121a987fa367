package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.irrigation.agronomy.DailyEvapotranspiration;
import org.kenh.operations.irrigation.agronomy.Evapotranspiration;
import org.kenh.operations.irrigation.agronomy.Place;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** Makes weather days of the readings of a device. Blocks on the database. */
final class WeatherReader {
    static final SeriesName RAIN_TODAY = SeriesName.of("rain.today");
    static final SeriesName RAIN_INTENSITY = SeriesName.of("rain.intensity");

    private final Registry registry;
    private final SeriesReader series;
    private final DemandSettings settings;

    WeatherReader(Registry registry, SeriesReader series, DemandSettings settings) {
        this.registry = registry;
        this.series = series;
        this.settings = settings;
    }

    /** Whether the device measures rain. */
    boolean hasRain(DeviceId device) {
        Map<SeriesName, Unit> units = units(device);
        return units.containsKey(RAIN_TODAY) || units.containsKey(RAIN_INTENSITY);
    }

    /**
     * All days from the first to the last.
     *
     * @param before the days before the first as far as they are known, for the mean and for the clouds of the night
     */
    List<WeatherDay> read(DeviceId device, LocalDate first, LocalDate last, List<WeatherDay> before) {
        StationHours hours = hours(device, first, last);
        Optional<Place> place = place(device);
        List<WeatherDay> days = new ArrayList<>(before);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.add(new StationDay(hours, day, settings, place).weather(device, days));
        }
        return List.copyOf(days.subList(before.size(), days.size()));
    }

    private StationHours hours(DeviceId device, LocalDate first, LocalDate last) {
        Map<SeriesName, Unit> units = units(device);
        // The hour before the first midnight tells what a rain counter still shows of the day before.
        Instant from = Hours.start(first).minus(Hours.HOUR);
        Instant to = Hours.start(last.plusDays(1));
        return new StationHours(name -> {
            Optional<Dimension.Linear> scale =
                    Optional.ofNullable(units.get(name.series())).flatMap(name.dimension()::from);
            return scale.isEmpty()
                    ? Hours.NONE
                    : Hours.read(series, new SeriesReader.Range(device, name.series(), from, to), scale.get());
        });
    }

    private Map<SeriesName, Unit> units(DeviceId device) {
        SeriesReader.SeriesFilter filter =
                new SeriesReader.SeriesFilter(Optional.of(device), Optional.empty(), Optional.empty());
        return series.series(filter).stream().collect(Collectors.toMap(info -> info.name(), info -> info.unit()));
    }

    private Optional<Place> place(DeviceId device) {
        return registry.device(device)
                .map(Device::site)
                .flatMap(registry::site)
                .filter(site -> Math.abs(site.lat()) <= 66)
                .map(this::place);
    }

    private Place place(Site site) {
        return new Place(site.lat(), site.lon(), settings.elevation(), settings.coastal());
    }

    /** ET0 of days, for the mean. */
    static List<DailyEvapotranspiration> references(List<WeatherDay> days) {
        return days.stream()
                .skip(Math.max(0, days.size() - (Evapotranspiration.MEAN_DAYS + 1L)))
                .flatMap(day -> day.reference().stream())
                .toList();
    }
}
