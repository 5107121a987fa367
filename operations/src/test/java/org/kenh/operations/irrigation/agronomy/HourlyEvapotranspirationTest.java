package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.agronomy.HourlyEvapotranspiration.Clocked;

class HourlyEvapotranspirationTest {
    /** Example 19 of FAO-56: N'Diaye in Senegal, by the clock of 15° W. */
    private static final Place SENEGAL = new Place(16 + 13 / 60.0, -(16 + 15 / 60.0), 8, false);

    private static final LocalDate OCTOBER = LocalDate.of(2025, 10, 1);
    private static final Clocked DELTA = new Clocked(new Place(20.72, 106, 3, false), LocalDate.of(2026, 6, 15), 7);

    @Test
    void hour_ofTheAfternoonOfExample19_isThatOfTheBook() {
        HourSun sun = HourSun.at(SENEGAL, OCTOBER, 14, -1);

        HourlyTerms terms = HourlyEvapotranspiration.hour(sun, 8, new HourlyWeather(38, 52, 3.3, 2.450), 0.8);

        assertThat(sun.extraterrestrial()).isCloseTo(3.543, within(0.005));
        assertThat(terms.clearSky()).isCloseTo(2.658, within(0.005));
        assertThat(terms.clearness()).isCloseTo(0.922, within(0.002));
        assertThat(terms.saturation()).isCloseTo(6.625, within(0.001));
        assertThat(terms.vapour()).isCloseTo(3.445, within(0.001));
        assertThat(terms.netShortwave()).isCloseTo(1.887, within(0.001));
        assertThat(terms.netLongwave()).isCloseTo(0.137, within(0.001));
        assertThat(terms.net()).isCloseTo(1.749, within(0.001));
        assertThat(terms.soilHeat()).isCloseTo(0.175, within(0.001));
        assertThat(terms.millimetres()).isCloseTo(0.63, within(0.005));
    }

    @Test
    void hour_ofTheNightOfExample19_isThatOfTheBook() {
        HourSun sun = HourSun.at(SENEGAL, OCTOBER, 2, -1);

        HourlyTerms terms = HourlyEvapotranspiration.hour(sun, 8, new HourlyWeather(28.2, 90, 1.9, 0), 0.8);

        assertThat(sun.extraterrestrial()).isZero();
        assertThat(terms.clearness()).isEqualTo(0.8);
        assertThat(terms.netLongwave()).isCloseTo(0.100, within(0.002));
        assertThat(terms.net()).isCloseTo(-0.100, within(0.002));
        assertThat(terms.soilHeat()).isCloseTo(-0.050, within(0.001));
        assertThat(terms.millimetres()).isCloseTo(0, within(0.005));
    }

    @Test
    void extraterrestrial_ofAllHours_isThatOfTheDay() {
        double sum = 0;
        for (int hour = 0; hour < 24; hour++) {
            sum += HourSun.at(DELTA.place(), DELTA.day(), hour, 7).extraterrestrial();
        }

        assertThat(sum).isCloseTo(Sun.on(DELTA.day(), 20.72).extraterrestrial(), within(1e-6));
    }

    @Test
    void of_cloudyAfternoon_carriesItsCloudsThroughTheNight() {
        HourlyEvapotranspiration day = HourlyEvapotranspiration.of(DELTA, weather(0.4), 0.9);

        assertThat(day.hours().getFirst().clearness()).isEqualTo(0.9);
        assertThat(day.hours().getLast().clearness()).isCloseTo(0.4, within(1e-9));
        assertThat(day.clearness()).isCloseTo(0.4, within(1e-9));
        assertThat(day.isComplete()).isTrue();
    }

    @Test
    void of_aDay_isNearTheDailyForm() {
        Weather weather = Weather.on(DELTA.day())
                .with(Quantity.MAX_TEMPERATURE, 34)
                .with(Quantity.MIN_TEMPERATURE, 26)
                .with(Quantity.MEAN_HUMIDITY, 78)
                .with(Quantity.WIND, 1.5);
        HourlyEvapotranspiration hourly = HourlyEvapotranspiration.of(DELTA, weather(0.7), 0.7);
        double radiation = 0;
        for (HourlyTerms hour : hourly.hours()) {
            radiation += hour.netShortwave() / 0.77;
        }

        double daily = Evapotranspiration.of(DELTA.place(), weather.with(Quantity.RADIATION, radiation), List.of())
                .orElseThrow()
                .millimetres();

        assertThat(hourly.millimetres()).isCloseTo(daily, within(0.1 * daily));
    }

    @Test
    void of_missingHours_isNotComplete() {
        List<Optional<HourlyWeather>> hours = weather(0.7);
        hours.set(9, Optional.empty());

        HourlyEvapotranspiration day = HourlyEvapotranspiration.of(DELTA, hours, 0.5);

        assertThat(day.hours()).hasSize(23);
        assertThat(day.isComplete()).isFalse();
    }

    @Test
    void of_23Hours_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HourlyEvapotranspiration.of(DELTA, Collections.nCopies(23, Optional.empty()), 0.5))
                .withMessageContaining("23");
    }

    @Test
    void hour_thatCannotBe_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HourlyWeather(30, 130, 1, 0))
                .withMessageContaining("humidity");
    }

    /** 26 °C before dawn, 34 °C at 14:00, and so much of the radiation of a clear sky. */
    private static List<Optional<HourlyWeather>> weather(double clearness) {
        List<Optional<HourlyWeather>> hours = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            double outside = HourSun.at(DELTA.place(), DELTA.day(), hour, 7).extraterrestrial();
            double warmth = Math.cos(2 * Math.PI * (hour - 14) / 24);
            double radiation = clearness * Atmosphere.clearSky(outside, 3);
            hours.add(Optional.of(new HourlyWeather(30 + 4 * warmth, 78 - 15 * warmth, 1.5, radiation)));
        }
        return hours;
    }
}
