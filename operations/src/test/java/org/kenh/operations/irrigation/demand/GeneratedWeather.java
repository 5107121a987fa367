package org.kenh.operations.irrigation.demand;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.kenh.operations.irrigation.agronomy.Quantity;
import org.kenh.operations.irrigation.agronomy.Weather;
import org.kenh.telemetry.Reading;

/** Hourly readings of a wet climate that anybody can reckon by hand: one a hour, in the middle of it. */
final class GeneratedWeather {
    private static final Duration HALF = Duration.ofMinutes(30);

    private GeneratedWeather() {}

    static double temperature(LocalDate day, int hour) {
        return 27 + 4 * Math.sin(Math.PI * (hour - 9) / 12) + random(day, 1);
    }

    static double humidity(LocalDate day, int hour) {
        return 78 - 14 * Math.sin(Math.PI * (hour - 9) / 12) + 4 * random(day, 2);
    }

    static double wind(LocalDate day, int hour) {
        return 1.5 + 0.5 * Math.sin(Math.PI * hour / 12) + 0.3 * random(day, 3);
    }

    /** W/m². */
    static double radiation(LocalDate day, int hour) {
        double height = Math.sin(Math.PI * (hour - 5.5) / 12);
        return hour < 6 || hour > 17 ? 0 : (600 + 150 * random(day, 4)) * Math.max(0, height);
    }

    /** mm since midnight at the end of an hour: on every fourth day some rain in the afternoon. */
    static double rainToday(LocalDate day, int hour) {
        return hour < 14 ? 0 : rain(day) * Math.min(1, (hour - 13) / 4.0);
    }

    static double rain(LocalDate day) {
        return day.toEpochDay() % 4 == 0 ? Math.round(40 * (1 + random(day, 5))) / 2.0 : 0;
    }

    static List<Reading> station(LocalDate day) {
        List<Reading> readings = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            Instant at = at(day, hour);
            readings.add(Reading.good("temperature", "Cel", at, temperature(day, hour)));
            readings.add(Reading.good("humidity", "%RH", at, humidity(day, hour)));
            readings.add(Reading.good("wind.speed", "m/s", at, wind(day, hour)));
            readings.add(Reading.good("radiation", "W/m2", at, radiation(day, hour)));
            readings.add(Reading.good("rain.today", "mm", at, rainToday(day, hour)));
        }
        return readings;
    }

    /** The same day as the agronomy wants it. */
    static Weather weather(LocalDate day) {
        double[] temperatures = new double[24];
        double[] humidities = new double[24];
        double wind = 0;
        double radiation = 0;
        for (int hour = 0; hour < 24; hour++) {
            temperatures[hour] = temperature(day, hour);
            humidities[hour] = humidity(day, hour);
            wind += wind(day, hour) / 24;
            radiation += radiation(day, hour) * 3_600 / 1e6;
        }
        java.util.Arrays.sort(temperatures);
        java.util.Arrays.sort(humidities);
        return Weather.on(day)
                .with(Quantity.MAX_TEMPERATURE, temperatures[23])
                .with(Quantity.MIN_TEMPERATURE, temperatures[0])
                .with(Quantity.MAX_HUMIDITY, humidities[23])
                .with(Quantity.MIN_HUMIDITY, humidities[0])
                .with(Quantity.WIND, wind)
                .with(Quantity.RADIATION, radiation)
                .with(Quantity.RAIN, rain(day));
    }

    static Instant at(LocalDate day, int hour) {
        return Hours.start(day).plus(Duration.ofHours(hour)).plus(HALF);
    }

    /** From −1 to 1, the same for the same day. */
    private static double random(LocalDate day, int salt) {
        return 2 * new Random(day.toEpochDay() * 31 + salt).nextDouble() - 1;
    }
}
