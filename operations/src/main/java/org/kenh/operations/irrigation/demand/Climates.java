package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.agronomy.Atmosphere;
import org.kenh.operations.irrigation.agronomy.Climate;
import org.kenh.operations.irrigation.agronomy.Quantity;
import org.kenh.telemetry.DeviceId;

/** Wind and humidity of the stations in the days that Kc is adjusted to. */
final class Climates {
    private static final double WETTEST = 100;

    private final NavigableMap<LocalDate, Climate.Day> district = new TreeMap<>();
    private final Map<DeviceId, NavigableMap<LocalDate, Climate.Day>> stations = new HashMap<>();
    private final Map<Optional<DeviceId>, Climate> climates = new HashMap<>();

    /**
     * From weather days of any stations and days.
     *
     * @param windHeight at which they measure wind, m above ground
     */
    Climates(Collection<WeatherDay> weather, double windHeight) {
        Map<LocalDate, List<Climate.Day>> all = new HashMap<>();
        for (WeatherDay day : weather) {
            climate(day, windHeight).ifPresent(known -> {
                stations.computeIfAbsent(day.device(), any -> new TreeMap<>()).put(day.day(), known);
                all.computeIfAbsent(day.day(), any -> new ArrayList<>()).add(known);
            });
        }
        all.forEach((day, known) -> district.put(day, mean(known)));
    }

    /** Of a station; on days on which it has none, and without a station, that of the district. */
    Climate of(Optional<DeviceId> station) {
        return climates.computeIfAbsent(station, wanted -> {
            NavigableMap<LocalDate, Climate.Day> days = new TreeMap<>(district);
            wanted.map(stations::get).ifPresent(days::putAll);
            return new Climate(days);
        });
    }

    private static Optional<Climate.Day> climate(WeatherDay day, double windHeight) {
        return measured(day, Quantity.WIND)
                .flatMap(wind -> measured(day, Quantity.MIN_HUMIDITY)
                        .map(driest -> new Climate.Day(
                                Atmosphere.windAtTwoMetres(wind, windHeight), Math.min(WETTEST, driest))));
    }

    private static Optional<Double> measured(WeatherDay day, Quantity quantity) {
        return Optional.ofNullable(day.inputs().get(quantity)).filter(quantity::holds);
    }

    private static Climate.Day mean(List<Climate.Day> days) {
        return new Climate.Day(
                days.stream().collect(Collectors.averagingDouble(Climate.Day::wind)),
                days.stream().collect(Collectors.averagingDouble(Climate.Day::driest)));
    }
}
