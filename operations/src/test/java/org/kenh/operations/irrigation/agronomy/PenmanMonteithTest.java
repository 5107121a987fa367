package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.kenh.operations.irrigation.agronomy.Quantity.DEW_POINT;
import static org.kenh.operations.irrigation.agronomy.Quantity.MAX_HUMIDITY;
import static org.kenh.operations.irrigation.agronomy.Quantity.MAX_TEMPERATURE;
import static org.kenh.operations.irrigation.agronomy.Quantity.MIN_HUMIDITY;
import static org.kenh.operations.irrigation.agronomy.Quantity.MIN_TEMPERATURE;
import static org.kenh.operations.irrigation.agronomy.Quantity.RADIATION;
import static org.kenh.operations.irrigation.agronomy.Quantity.SUNSHINE;
import static org.kenh.operations.irrigation.agronomy.Quantity.WIND;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked examples of FAO-56, and one of the delta. */
class PenmanMonteithTest {
    @Test
    void sun_ofExample8_isThatOfTheBook() {
        Sun sun = Sun.on(246, -20);

        assertThat(sun.distance()).isCloseTo(0.985, within(0.0005));
        assertThat(sun.declination()).isCloseTo(0.120, within(0.0005));
        assertThat(sun.sunsetAngle()).isCloseTo(1.527, within(0.0005));
        assertThat(sun.extraterrestrial()).isCloseTo(32.2, within(0.05));
        assertThat(sun.daylight()).isCloseTo(11.7, within(0.05));
    }

    @Test
    void daily_ofExample17_isThatOfBangkokInApril() {
        Sun sun = Sun.on(105, 13 + 44 / 60.0);
        double radiation = (0.25 + 0.5 * 8.5 / sun.daylight()) * sun.extraterrestrial();

        DailyTerms terms = PenmanMonteith.daily(sun, 2, new DailyDrivers(34.8, 25.6, 2.85, radiation, 2, 0.14));

        assertThat(sun.extraterrestrial()).isCloseTo(38.06, within(0.005));
        assertThat(radiation).isCloseTo(22.65, within(0.005));
        assertThat(terms.netLongwave()).isCloseTo(3.11, within(0.005));
        assertThat(terms.net()).isCloseTo(14.33, within(0.005));
        assertThat(terms.millimetres()).isCloseTo(5.72, within(0.005));
    }

    @Test
    void of_example18_isThatOfBrusselsInJuly() {
        Weather weather = Weather.on(LocalDate.of(2025, 7, 6))
                .with(MAX_TEMPERATURE, 21.5)
                .with(MIN_TEMPERATURE, 12.3)
                .with(MAX_HUMIDITY, 84)
                .with(MIN_HUMIDITY, 63)
                .with(WIND, 10 / 3.6)
                .with(SUNSHINE, 9.25)
                .withWindAt(10);

        DailyEvapotranspiration day = of(new Place(50.80, 4.35, 100, false), weather);

        DailyTerms terms = day.terms().orElseThrow();
        assertThat(terms.drivers().wind()).isCloseTo(2.08, within(0.005));
        assertThat(terms.drivers().vapour()).isCloseTo(1.409, within(0.0005));
        assertThat(terms.drivers().radiation()).isCloseTo(22.07, within(0.005));
        assertThat(terms.net()).isCloseTo(13.28, within(0.005));
        assertThat(day.millimetres()).isCloseTo(3.88, within(0.005));
        assertThat(day.method()).isEqualTo(EvapotranspirationMethod.PENMAN_MONTEITH);
        assertThat(day.measured()).isEqualTo(4);
        assertThat(day.gaps()).isEmpty();
    }

    @Test
    void daily_ofExample20_isThatOfLyonWithTemperaturesOnly() {
        Sun sun = Sun.on(196, 45 + 43 / 60.0);
        double radiation = 0.16 * Math.sqrt(26.6 - 14.8) * sun.extraterrestrial();
        DailyDrivers drivers = new DailyDrivers(26.6, 14.8, Atmosphere.saturation(14.8), radiation, 2, 0);

        assertThat(PenmanMonteith.daily(sun, 200, drivers).millimetres()).isCloseTo(4.56, within(0.005));
        assertThat(PenmanMonteith.hargreaves(sun, 26.6, 14.8)).isCloseTo(5.03, within(0.005));
    }

    @Test
    void of_aJuneDayInTheDelta_isBetweenThreeAndSixMillimetres() {
        Weather weather = Weather.on(LocalDate.of(2026, 6, 15))
                .with(MAX_TEMPERATURE, 34)
                .with(MIN_TEMPERATURE, 26.5)
                .with(DEW_POINT, 26.5)
                .with(RADIATION, 20)
                .with(WIND, 1.5);

        DailyEvapotranspiration day = of(new Place(20.72, 106, 3, true), weather);

        assertThat(weather.day().getDayOfYear()).isEqualTo(166);
        assertThat(day.millimetres()).isCloseTo(4.72, within(0.005));
        assertThat(PenmanMonteith.hargreaves(Sun.on(166, 20.72), 34, 26.5)).isCloseTo(4.90, within(0.005));
    }

    private static DailyEvapotranspiration of(Place place, Weather weather) {
        return Evapotranspiration.of(place, weather, List.of()).orElseThrow();
    }
}
