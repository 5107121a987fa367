package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kenh.operations.irrigation.agronomy.Evapotranspiration;
import org.kenh.operations.irrigation.agronomy.Sun;
import org.kenh.operations.irrigation.demand.FieldDay.RainOrigin;
import org.kenh.operations.irrigation.demand.FieldDay.ReferenceSource;
import org.kenh.telemetry.DeviceId;

/** The weather of all stations and gauges in some days: a few numbers for each of them and day. */
final class DistrictWeather {
    /** MJ/m² of radiation outside the atmosphere to mm, and the part of it that a wet climate evaporates about. */
    private static final double ASSUMED_PART = 0.25 * 0.408;

    private final double latitude;
    private final Map<DeviceId, NavigableMap<LocalDate, WeatherDay>> days = new HashMap<>();

    /** @param latitude of the district, for days of which nobody has measured anything */
    DistrictWeather(double latitude) {
        this.latitude = latitude;
    }

    void add(DeviceId device, Collection<WeatherDay> known) {
        NavigableMap<LocalDate, WeatherDay> all = days.computeIfAbsent(device, any -> new TreeMap<>());
        known.forEach(day -> all.put(day.day(), day));
    }

    /** ET0 of a day for a station; if it has none, that of the district. */
    Reference reference(Optional<DeviceId> station, LocalDate day) {
        OptionalDouble own = station.flatMap(device -> find(device, day)).stream()
                .flatMap(found -> found.reference().stream())
                .mapToDouble(value -> value.millimetres())
                .findFirst();
        if (own.isPresent()) {
            return new Reference(own.getAsDouble(), ReferenceSource.STATION);
        }
        OptionalDouble district = on(day).flatMap(found -> found.reference().stream())
                .mapToDouble(value -> value.millimetres())
                .average();
        return district.isPresent()
                ? new Reference(district.getAsDouble(), ReferenceSource.DISTRICT)
                : new Reference(assumed(day), ReferenceSource.ASSUMED);
    }

    /** ET0 to reckon with ahead of a day: the mean of the seven days before. */
    Reference usual(Optional<DeviceId> station, LocalDate day) {
        List<Reference> last = Stream.iterate(day.minusDays(1), earlier -> earlier.minusDays(1))
                .limit(Evapotranspiration.MEAN_DAYS)
                .map(earlier -> reference(station, earlier))
                .toList();
        ReferenceSource best =
                last.stream().map(Reference::source).min(Enum::compareTo).orElseThrow();
        double mean = last.stream()
                .filter(reference -> reference.source() == best)
                .mapToDouble(Reference::millimetres)
                .average()
                .orElseThrow();
        return best == ReferenceSource.ASSUMED ? new Reference(assumed(day), best) : new Reference(mean, best);
    }

    /** Rain of a day by the first of the gauges that has any reading of it; else the mean of the district's. */
    Rain rain(List<DeviceId> gauges, LocalDate day) {
        Optional<Double> own = gauges.stream()
                .flatMap(gauge -> find(gauge, day).flatMap(WeatherDay::rain).stream())
                .map(WeatherDay.Rain::millimetres)
                .findFirst();
        if (own.isPresent()) {
            return new Rain(own.get(), RainOrigin.GAUGE);
        }
        OptionalDouble district = on(day).flatMap(found -> found.rain().stream())
                .mapToDouble(WeatherDay.Rain::millimetres)
                .average();
        return district.isPresent()
                ? new Rain(district.getAsDouble(), RainOrigin.DISTRICT)
                : new Rain(0, RainOrigin.NONE);
    }

    /** The first day of which any station has ET0. */
    Optional<LocalDate> firstReference() {
        return days.values().stream()
                .flatMap(known -> known.values().stream())
                .filter(day -> day.reference().isPresent())
                .map(WeatherDay::day)
                .min(LocalDate::compareTo);
    }

    private Optional<WeatherDay> find(DeviceId device, LocalDate day) {
        return Optional.ofNullable(days.get(device)).map(known -> known.get(day));
    }

    private Stream<WeatherDay> on(LocalDate day) {
        return days.values().stream().flatMap(known -> Stream.ofNullable(known.get(day)));
    }

    private double assumed(LocalDate day) {
        return ASSUMED_PART * Sun.on(day, latitude).extraterrestrial();
    }

    record Reference(double millimetres, ReferenceSource source) {}

    record Rain(double millimetres, RainOrigin origin) {}
}
