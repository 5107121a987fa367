package org.kenh.edge.sensor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeatherTest {
    private static final double DAY = 86_400;
    private static final double SUMMER = LocalTime.seconds(Instant.parse("2026-06-30T17:00:00Z"));
    private static final double WINTER = LocalTime.seconds(Instant.parse("2026-12-31T17:00:00Z"));

    private final Weather weather = new Weather(7, List.of("a", "b", "c"), 20.7);

    @Test
    void weather_sameSeed_isTheSameAtTheNextStart() {
        Weather again = new Weather(7, List.of("a", "b", "c"), 20.7);

        for (double at = SUMMER; at < SUMMER + 3 * DAY; at += 5_000) {
            assertThat(again.rain("b", at)).isEqualTo(weather.rain("b", at));
            assertThat(again.temperature(at)).isEqualTo(weather.temperature(at));
        }
    }

    @Test
    void rain_anyWeekOfTheRainySeason_fallsInSpellsWithDryTimeBetween() {
        for (int week = 0; week < 8; week++) {
            double from = SUMMER + week * 7 * DAY;
            double wet = 0;
            for (double at = from; at < from + 7 * DAY; at += 600) {
                wet += weather.meanRain(at) > 0 ? 1 : 0;
            }
            assertThat(weather.rainBetween("a", from, from + 7 * DAY)).isBetween(10.0, 350.0);
            assertThat(wet / (7 * 144)).isBetween(0.03, 0.4);
        }
    }

    @Test
    void rain_places_getDifferentAmountsOfTheSameSpell() {
        double a = weather.rainBetween("a", SUMMER, SUMMER + 10 * DAY);
        double b = weather.rainBetween("b", SUMMER, SUMMER + 10 * DAY);

        assertThat(a).isNotCloseTo(b, within(0.1)).isCloseTo(b, within(0.5 * b));
    }

    @Test
    void rain_month_isPlausibleForHaNoi() {
        assertThat(weather.rainBetween("a", SUMMER, SUMMER + 90 * DAY) / 3).isBetween(150.0, 600.0);
    }

    @Test
    void temperature_followsSeasonAndHour() {
        double summer = mean(SUMMER);
        double winter = mean(WINTER);

        assertThat(summer).isBetween(26.0, 33.0);
        assertThat(winter).isBetween(12.0, 21.0);
        double warmerAfternoons = 0;
        for (int day = 0; day < 30; day++) {
            double noon = SUMMER + day * DAY + 14 * 3600;
            warmerAfternoons += weather.temperature(noon) > weather.temperature(noon - 9 * 3600) ? 1 : 0;
        }
        assertThat(warmerAfternoons).isGreaterThan(24);
    }

    @Test
    void radiation_isDarkAtNightAndBrightAtNoon() {
        double brightest = 0;
        for (int day = 0; day < 30; day++) {
            assertThat(weather.radiation(SUMMER + day * DAY)).isZero();
            brightest = Math.max(brightest, weather.radiation(SUMMER + day * DAY + 12 * 3600));
        }
        assertThat(brightest).isBetween(700.0, 1_100.0);
    }

    @Test
    void evapotranspiration_aDay_isAFewMillimetres() {
        double sum = 0;
        for (double at = SUMMER; at < SUMMER + 30 * DAY; at += 600) {
            sum += weather.evapotranspiration(at) / 6;
        }
        assertThat(sum / 30).isBetween(2.0, 6.5);
    }

    @Test
    void everything_staysInRange() {
        for (double at = SUMMER; at < SUMMER + 180 * DAY; at += 2_000) {
            assertThat(weather.humidity(at)).isBetween(40.0, 100.0);
            assertThat(weather.wind(at)).isBetween(0.0, 12.0);
            assertThat(weather.windDirection(at)).isBetween(0.0, 360.0);
            assertThat(weather.pressure(at)).isBetween(99_500.0, 102_800.0);
            assertThat(weather.rain("c", at)).isBetween(0.0, 90.0);
        }
    }

    private double mean(double from) {
        double sum = 0;
        for (int hour = 0; hour < 24 * 30; hour++) {
            sum += weather.temperature(from + hour * 3_600.0);
        }
        return sum / (24 * 30);
    }
}
