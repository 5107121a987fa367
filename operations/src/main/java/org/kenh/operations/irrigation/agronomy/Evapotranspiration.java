package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The best reference evapotranspiration that a day's weather allows: Penman–Monteith, the same with estimated inputs,
 * Hargreaves, or the mean of the last seven days. How it was found goes with the value.
 */
public final class Evapotranspiration {
    /** Days of which the mean stands in for a day without weather. */
    public static final int MEAN_DAYS = 7;

    private static final double ASSUMED_WIND = 2;
    private static final double INLAND = 0.16;
    private static final double COASTAL = 0.19;

    private Evapotranspiration() {}

    /**
     * Empty only if there are neither temperatures nor, within the seven days before, a value that came from weather.
     *
     * @param earlier values of earlier days in any order; those that are themselves means are not counted again
     */
    public static Optional<DailyEvapotranspiration> of(
            Place place, Weather weather, List<DailyEvapotranspiration> earlier) {
        Sun sun = Sun.on(weather.day(), place.latitude());
        CheckedWeather checked = new CheckedWeather(weather, sun);
        if (!checked.hasTemperatures()) {
            return mean(weather.day(), checked, earlier);
        }
        if (!checked.hasHumidity() && !checked.hasRadiation()) {
            return Optional.of(hargreaves(weather.day(), sun, checked));
        }
        DailyTerms terms =
                PenmanMonteith.daily(sun, place.elevation(), drivers(place, weather.windHeight(), sun, checked));
        return Optional.of(new DailyEvapotranspiration(
                weather.day(),
                terms.millimetres(),
                checked.measured() == 4
                        ? EvapotranspirationMethod.PENMAN_MONTEITH
                        : EvapotranspirationMethod.PENMAN_MONTEITH_ESTIMATED,
                checked.measured(),
                checked.gaps(),
                Optional.of(terms)));
    }

    /** The mean of the newest seven days up to and with {@code last}; empty if there are none that came from weather. */
    public static OptionalDouble mean(LocalDate last, List<DailyEvapotranspiration> values) {
        return values.stream()
                .filter(value -> value.method() != EvapotranspirationMethod.SEVEN_DAY_MEAN)
                .filter(value -> !value.day().isAfter(last) && value.day().isAfter(last.minusDays(MEAN_DAYS)))
                .mapToDouble(DailyEvapotranspiration::millimetres)
                .average();
    }

    private static Optional<DailyEvapotranspiration> mean(
            LocalDate day, CheckedWeather checked, List<DailyEvapotranspiration> earlier) {
        OptionalDouble mean = mean(day.minusDays(1), earlier);
        if (mean.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DailyEvapotranspiration(
                day,
                mean.getAsDouble(),
                EvapotranspirationMethod.SEVEN_DAY_MEAN,
                checked.measured(),
                checked.gaps(),
                Optional.empty()));
    }

    private static DailyEvapotranspiration hargreaves(LocalDate day, Sun sun, CheckedWeather checked) {
        double depth = PenmanMonteith.hargreaves(
                sun, checked.required(Quantity.MAX_TEMPERATURE), checked.required(Quantity.MIN_TEMPERATURE));
        return new DailyEvapotranspiration(
                day, depth, EvapotranspirationMethod.HARGREAVES, checked.measured(), checked.gaps(), Optional.empty());
    }

    private static DailyDrivers drivers(Place place, double windHeight, Sun sun, CheckedWeather weather) {
        double maximum = weather.required(Quantity.MAX_TEMPERATURE);
        double minimum = weather.required(Quantity.MIN_TEMPERATURE);
        OptionalDouble wind = weather.get(Quantity.WIND);
        return new DailyDrivers(
                maximum,
                minimum,
                vapour(weather),
                radiation(place, sun, weather),
                wind.isPresent() ? Atmosphere.windAtTwoMetres(wind.getAsDouble(), windHeight) : ASSUMED_WIND,
                0);
    }

    /** Actual vapour pressure in the order of FAO-56 table 3, never above saturation; without humidity by the dew point. */
    private static double vapour(CheckedWeather weather) {
        double maximum = weather.required(Quantity.MAX_TEMPERATURE);
        double minimum = weather.required(Quantity.MIN_TEMPERATURE);
        double saturation = (Atmosphere.saturation(maximum) + Atmosphere.saturation(minimum)) / 2;
        double vapour;
        if (weather.has(Quantity.DEW_POINT)) {
            vapour = Atmosphere.saturation(weather.required(Quantity.DEW_POINT));
        } else if (weather.has(Quantity.MAX_HUMIDITY) && weather.has(Quantity.MIN_HUMIDITY)) {
            vapour = Atmosphere.vapour(
                    maximum, minimum, weather.required(Quantity.MAX_HUMIDITY), weather.required(Quantity.MIN_HUMIDITY));
        } else if (weather.has(Quantity.MAX_HUMIDITY)) {
            vapour = Atmosphere.saturation(minimum) * weather.required(Quantity.MAX_HUMIDITY) / 100;
        } else if (weather.has(Quantity.MEAN_HUMIDITY)) {
            vapour = saturation * weather.required(Quantity.MEAN_HUMIDITY) / 100;
        } else {
            vapour = Atmosphere.saturation(minimum);
        }
        return Math.min(vapour, saturation);
    }

    /** From the sensor, from sunshine (eq. 35), or from the range of temperature (eq. 50), which clear sky bounds. */
    private static double radiation(Place place, Sun sun, CheckedWeather weather) {
        if (weather.has(Quantity.RADIATION)) {
            return weather.required(Quantity.RADIATION);
        }
        double outside = sun.extraterrestrial();
        if (weather.has(Quantity.SUNSHINE)) {
            double part = Math.min(1, weather.required(Quantity.SUNSHINE) / sun.daylight());
            return (0.25 + 0.5 * part) * outside;
        }
        double range = weather.required(Quantity.MAX_TEMPERATURE) - weather.required(Quantity.MIN_TEMPERATURE);
        double estimated = (place.coastal() ? COASTAL : INLAND) * Math.sqrt(range) * outside;
        return Math.min(estimated, Atmosphere.clearSky(outside, place.elevation()));
    }
}
