package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;

/** The rain that people have entered. For an area counts what was entered for it, else for the nearest around it, else for everywhere. */
public final class StoredForecasts implements ForecastProvider {
    private final Registry registry;
    private final DemandStore store;

    public StoredForecasts(Registry registry, DemandStore store) {
        this.registry = registry;
        this.store = store;
    }

    @Override
    public Map<LocalDate, Double> rain(String area, LocalDate first, LocalDate last) {
        List<RainForecast> entered = store.forecasts(first, last);
        Map<LocalDate, Double> rain = new HashMap<>();
        if (entered.isEmpty()) {
            return rain;
        }
        for (Optional<String> place : outwards(area)) {
            entered.stream()
                    .filter(forecast -> forecast.area().equals(place))
                    .forEach(forecast -> rain.putIfAbsent(forecast.day(), forecast.millimetres()));
        }
        return rain;
    }

    /** The area, what it lies in, and everywhere. */
    private List<Optional<String>> outwards(String area) {
        Map<String, Area> areas = registry.areas().stream().collect(Collectors.toMap(Area::id, Function.identity()));
        List<Optional<String>> places = new ArrayList<>();
        Optional<String> place = Optional.of(area);
        while (place.isPresent() && !places.contains(place)) {
            places.add(place);
            place = place.map(areas::get).flatMap(Area::parent);
        }
        places.add(Optional.empty());
        return places;
    }
}
