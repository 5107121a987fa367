package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.irrigation.agronomy.Evapotranspiration;
import org.kenh.telemetry.DeviceId;

/** Weather days as they are kept, brought up to date from the readings. */
final class WeatherBook {
    /** The middle of the north of Vietnam, for a registry without any site. */
    private static final double USUAL_LATITUDE = 21;

    private static final int BEFORE = Evapotranspiration.MEAN_DAYS + 1;

    private final Registry registry;
    private final WeatherReader reader;
    private final DemandStore store;

    WeatherBook(Registry registry, WeatherReader reader, DemandStore store) {
        this.registry = registry;
        this.reader = reader;
        this.store = store;
    }

    /**
     * Reads the last days of these devices anew, and all that are missing; keeps those that are new or have changed.
     *
     * @param first from which on the weather is wanted
     */
    DistrictWeather bring(Collection<DeviceId> devices, LocalDate first, LocalDate last) {
        DistrictWeather weather = new DistrictWeather(latitude());
        for (DeviceId device : devices) {
            List<WeatherDay> kept = store.weather(device, first.minusDays(BEFORE), last);
            List<WeatherDay> read = readFrom(device, kept, from(kept, first, last), last);
            keepChanged(kept, read);
            weather.add(device, kept);
            weather.add(device, read);
        }
        return weather;
    }

    /** The weather as it is kept, and the days after {@code last} up to {@code today} as far as they are known; keeps nothing. */
    DistrictWeather look(Collection<DeviceId> devices, LocalDate first, LocalDate last, LocalDate today) {
        DistrictWeather weather = new DistrictWeather(latitude());
        for (DeviceId device : devices) {
            List<WeatherDay> kept = store.weather(device, first.minusDays(BEFORE), last);
            weather.add(device, kept);
            weather.add(device, readFrom(device, kept, last.plusDays(1), today));
        }
        return weather;
    }

    private static LocalDate from(List<WeatherDay> kept, LocalDate first, LocalDate last) {
        if (kept.isEmpty() || kept.getFirst().day().isAfter(first)) {
            return first;
        }
        LocalDate missing = kept.getLast().day().plusDays(1);
        LocalDate back = last.minusDays(DemandSettings.BACK - 1L);
        return missing.isBefore(back) ? missing : back;
    }

    private List<WeatherDay> readFrom(DeviceId device, List<WeatherDay> kept, LocalDate from, LocalDate to) {
        List<WeatherDay> before =
                kept.stream().filter(day -> day.day().isBefore(from)).toList();
        return reader.read(device, from, to, before).stream()
                .filter(day -> !day.inputs().isEmpty() || day.reference().isPresent())
                .toList();
    }

    private void keepChanged(List<WeatherDay> kept, List<WeatherDay> read) {
        Map<LocalDate, WeatherDay> old = new HashMap<>();
        kept.forEach(day -> old.put(day.day(), day));
        List<WeatherDay> changed = new ArrayList<>(read);
        changed.removeIf(day -> day.equals(old.get(day.day())));
        if (!changed.isEmpty()) {
            store.keepWeather(changed);
        }
    }

    private double latitude() {
        return registry.sites().stream().mapToDouble(Site::lat).average().stream()
                .map(mean -> Math.clamp(mean, -66, 66))
                .findFirst()
                .orElse(USUAL_LATITUDE);
    }
}
