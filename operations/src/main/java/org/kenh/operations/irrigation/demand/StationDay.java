package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.kenh.ingest.series.SeriesReader.Bucket;
import org.kenh.operations.irrigation.agronomy.Atmosphere;
import org.kenh.operations.irrigation.agronomy.DailyEvapotranspiration;
import org.kenh.operations.irrigation.agronomy.Evapotranspiration;
import org.kenh.operations.irrigation.agronomy.HourSun;
import org.kenh.operations.irrigation.agronomy.HourlyEvapotranspiration;
import org.kenh.operations.irrigation.agronomy.HourlyWeather;
import org.kenh.operations.irrigation.agronomy.Place;
import org.kenh.operations.irrigation.agronomy.Quantity;
import org.kenh.operations.irrigation.agronomy.Weather;
import org.kenh.telemetry.DeviceId;

/** One day of a station. */
final class StationDay {
    /** Fewer hours do not show the extremes and the mean of a day. */
    private static final int ENOUGH_HOURS = 18;

    /** So many hours in a row are filled between their neighbours. */
    private static final int FILLED = 2;

    /** MJ/m² of an hour at 1 W/m². */
    private static final double MEGAJOULES = 0.0036;

    private static final int OFFSET = 7;

    private final StationHours hours;
    private final LocalDate day;
    private final DemandSettings settings;
    private final Optional<Place> place;

    StationDay(StationHours hours, LocalDate day, DemandSettings settings, Optional<Place> place) {
        this.hours = hours;
        this.day = day;
        this.settings = settings;
        this.place = place;
    }

    WeatherDay weather(DeviceId device, List<WeatherDay> before) {
        List<OptionalDouble> radiation = radiation();
        Optional<WeatherDay.Rain> rain = rain();
        Map<Quantity, Double> inputs = inputs(radiation);
        rain.ifPresent(fallen -> inputs.put(Quantity.RAIN, fallen.millimetres()));
        Weather weather = new Weather(day, inputs, settings.windHeight());
        Optional<DailyEvapotranspiration> reference =
                place.flatMap(where -> Evapotranspiration.of(where, weather, WeatherReader.references(before)));
        return new WeatherDay(device, day, inputs, reference, hourly(radiation, clearness(before)), rain);
    }

    private Map<Quantity, Double> inputs(List<OptionalDouble> radiation) {
        Map<Quantity, Double> inputs = new EnumMap<>(Quantity.class);
        List<Bucket> temperature = enough(hours.temperature());
        put(
                inputs,
                Quantity.MAX_TEMPERATURE,
                temperature.stream().mapToDouble(Bucket::maximum).max());
        put(
                inputs,
                Quantity.MIN_TEMPERATURE,
                temperature.stream().mapToDouble(Bucket::minimum).min());
        List<Bucket> humidity = enough(hours.humidity());
        put(
                inputs,
                Quantity.MAX_HUMIDITY,
                humidity.stream().mapToDouble(Bucket::maximum).max());
        put(
                inputs,
                Quantity.MIN_HUMIDITY,
                humidity.stream().mapToDouble(Bucket::minimum).min());
        put(inputs, Quantity.MEAN_HUMIDITY, mean(humidity));
        put(inputs, Quantity.WIND, mean(enough(hours.wind())));
        if (!radiation.isEmpty()) {
            inputs.put(
                    Quantity.RADIATION,
                    MEGAJOULES
                            * radiation.stream()
                                    .mapToDouble(OptionalDouble::getAsDouble)
                                    .sum());
        }
        return inputs;
    }

    private static void put(Map<Quantity, Double> inputs, Quantity quantity, OptionalDouble value) {
        value.ifPresent(known -> inputs.put(quantity, known));
    }

    private static OptionalDouble mean(List<Bucket> buckets) {
        return buckets.stream().mapToDouble(Bucket::average).average();
    }

    /** The hours of the day that were measured; none if they are too few. */
    private List<Bucket> enough(Hours series) {
        List<Bucket> measured = present(series);
        return measured.size() < ENOUGH_HOURS ? List.of() : measured;
    }

    private List<Bucket> present(Hours series) {
        return series.of(day).stream().flatMap(Optional::stream).toList();
    }

    /** W/m² of all 24 hours, or nothing when more is missing than can be filled. By night it is dark. */
    private List<OptionalDouble> radiation() {
        List<OptionalDouble> measured = new ArrayList<>();
        List<Optional<Bucket>> all = hours.radiation().of(day);
        if (all.stream().allMatch(Optional::isEmpty)) {
            return List.of();
        }
        for (int hour = 0; hour < all.size(); hour++) {
            OptionalDouble value = value(all.get(hour), bucket -> Math.max(0, bucket.average()));
            measured.add(value.isEmpty() && isNight(hour) ? OptionalDouble.of(0) : value);
        }
        List<OptionalDouble> filled = filled(measured);
        return filled.stream().allMatch(OptionalDouble::isPresent) ? filled : List.of();
    }

    private boolean isNight(int hour) {
        return place.isPresent() && HourSun.at(place.get(), day, hour, OFFSET).extraterrestrial() <= 0;
    }

    private static List<OptionalDouble> filled(List<OptionalDouble> hours) {
        List<OptionalDouble> filled = new ArrayList<>(hours);
        int last = -1;
        for (int hour = 0; hour < hours.size(); hour++) {
            if (hours.get(hour).isEmpty()) {
                continue;
            }
            int missing = hour - last - 1;
            if (last >= 0 && missing <= FILLED) {
                double from = hours.get(last).getAsDouble();
                double step = (hours.get(hour).getAsDouble() - from) / (missing + 1);
                for (int between = 1; between <= missing; between++) {
                    filled.set(last + between, OptionalDouble.of(from + step * between));
                }
            }
            last = hour;
        }
        return filled;
    }

    private Optional<WeatherDay.Hourly> hourly(List<OptionalDouble> radiation, double clearness) {
        if (place.isEmpty() || radiation.isEmpty()) {
            return Optional.empty();
        }
        List<Optional<HourlyWeather>> weather = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            weather.add(hour(hour, MEGAJOULES * radiation.get(hour).getAsDouble()));
        }
        HourlyEvapotranspiration form = HourlyEvapotranspiration.of(
                new HourlyEvapotranspiration.Clocked(place.get(), day, OFFSET), weather, clearness);
        return form.isComplete()
                ? Optional.of(new WeatherDay.Hourly(form.millimetres(), form.clearness()))
                : Optional.empty();
    }

    private Optional<HourlyWeather> hour(int hour, double radiation) {
        OptionalDouble temperature = value(hours.temperature().of(day).get(hour), Bucket::average);
        OptionalDouble humidity = value(hours.humidity().of(day).get(hour), Bucket::average);
        OptionalDouble wind = value(hours.wind().of(day).get(hour), Bucket::average);
        if (temperature.isEmpty() || humidity.isEmpty() || wind.isEmpty()) {
            return Optional.empty();
        }
        double lower = Atmosphere.windAtTwoMetres(wind.getAsDouble(), settings.windHeight());
        try {
            return Optional.of(new HourlyWeather(
                    temperature.getAsDouble(), Math.min(100, humidity.getAsDouble()), lower, radiation));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // such values cannot be: the hour is missing
        }
    }

    private double clearness(List<WeatherDay> before) {
        return before.stream()
                .filter(other -> other.day().equals(day.minusDays(1)))
                .flatMap(other -> other.hourly().stream())
                .mapToDouble(WeatherDay.Hourly::clearness)
                .findFirst()
                .orElse(HourlyEvapotranspiration.HUMID_NIGHT);
    }

    private Optional<WeatherDay.Rain> rain() {
        Instant midnight = Hours.start(day);
        return RainCounter.day(hours.rainToday().at(midnight.minus(Hours.HOUR)), present(hours.rainToday()))
                .map(total -> new WeatherDay.Rain(total, WeatherDay.RainSource.COUNTER))
                .or(this::fromIntensity)
                .filter(fallen -> fallen.millimetres() >= 0 && fallen.millimetres() <= RainForecast.MOST);
    }

    private Optional<WeatherDay.Rain> fromIntensity() {
        List<Bucket> measured = present(hours.rainIntensity());
        double total = measured.stream()
                .mapToDouble(bucket -> Math.max(0, bucket.average()))
                .sum();
        return measured.isEmpty()
                ? Optional.empty()
                : Optional.of(new WeatherDay.Rain(total, WeatherDay.RainSource.INTENSITY));
    }

    private static OptionalDouble value(Optional<Bucket> bucket, ToDoubleFunction<Bucket> which) {
        return bucket.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(which.applyAsDouble(bucket.get()));
    }
}
