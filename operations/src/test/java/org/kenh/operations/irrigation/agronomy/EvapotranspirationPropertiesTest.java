package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class EvapotranspirationPropertiesTest {
    private static final Place DELTA = new Place(20.72, 106, 3, true);
    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);

    @Property
    void warmerAtTheSameDewPoint_takesMore(
            @ForAll @IntRange(max = 364) int day,
            @ForAll @DoubleRange(min = 10, max = 38) double maximum,
            @ForAll @DoubleRange(min = 1, max = 12) double range,
            @ForAll @DoubleRange(min = 0.1, max = 5) double warmer) {
        Weather weather = weather(day, maximum, range);

        assertThat(depth(weather.with(Quantity.MAX_TEMPERATURE, maximum + warmer)
                        .with(Quantity.MIN_TEMPERATURE, maximum - range + warmer)))
                .isGreaterThan(depth(weather));
    }

    @Property
    void moreRadiation_takesMore(
            @ForAll @IntRange(max = 364) int day,
            @ForAll @DoubleRange(min = 10, max = 38) double maximum,
            @ForAll @DoubleRange(min = 0.03, max = 0.7) double part,
            @ForAll @DoubleRange(min = 0.01, max = 0.1) double more) {
        Weather weather = weather(day, maximum, 8);
        double outside = Sun.on(weather.day(), DELTA.latitude()).extraterrestrial();

        assertThat(depth(weather.with(Quantity.RADIATION, (part + more) * outside)))
                .isGreaterThan(depth(weather.with(Quantity.RADIATION, part * outside)));
    }

    @Property
    void drierAir_takesMore(
            @ForAll @IntRange(max = 364) int day,
            @ForAll @DoubleRange(min = 15, max = 38) double maximum,
            @ForAll @DoubleRange(min = 0.1, max = 5) double drier) {
        Weather weather = weather(day, maximum, 8);
        double dewPoint = maximum - 8;

        assertThat(depth(weather.with(Quantity.DEW_POINT, dewPoint - drier)))
                .isGreaterThan(depth(weather.with(Quantity.DEW_POINT, dewPoint)));
    }

    @Property(tries = 3_000)
    void anyInput_givesANumberOrNothing(
            @ForAll double maximum, @ForAll double minimum, @ForAll double humidity, @ForAll double radiation) {
        Weather weather = Weather.on(NEW_YEAR)
                .with(Quantity.MAX_TEMPERATURE, maximum)
                .with(Quantity.MIN_TEMPERATURE, minimum)
                .with(Quantity.MEAN_HUMIDITY, humidity)
                .with(Quantity.RADIATION, radiation);

        Optional<DailyEvapotranspiration> day = Evapotranspiration.of(DELTA, weather, List.of());

        day.ifPresent(value -> assertThat(value.millimetres()).isBetween(0.0, 100.0));
    }

    @Property(tries = 3_000)
    void anyPlausibleInput_givesAPlausibleDepth(
            @ForAll @DoubleRange(min = -5, max = 45) double maximum,
            @ForAll @DoubleRange(min = 0, max = 20) double range,
            @ForAll @DoubleRange(min = 5, max = 100) double humidity,
            @ForAll @DoubleRange(min = 0, max = 20) double wind) {
        Weather weather = Weather.on(NEW_YEAR)
                .with(Quantity.MAX_TEMPERATURE, maximum)
                .with(Quantity.MIN_TEMPERATURE, maximum - range)
                .with(Quantity.MEAN_HUMIDITY, humidity)
                .with(Quantity.WIND, wind);

        assertThat(depth(weather)).isBetween(0.0, 100.0);
    }

    private static double depth(Weather weather) {
        return Evapotranspiration.of(DELTA, weather, List.of()).orElseThrow().millimetres();
    }

    /** A day with the dew point at its minimum and half of the radiation outside the atmosphere. */
    private static Weather weather(int day, double maximum, double range) {
        LocalDate date = NEW_YEAR.plusDays(day);
        return Weather.on(date)
                .with(Quantity.MAX_TEMPERATURE, maximum)
                .with(Quantity.MIN_TEMPERATURE, maximum - range)
                .with(Quantity.DEW_POINT, maximum - range)
                .with(Quantity.RADIATION, 0.5 * Sun.on(date, DELTA.latitude()).extraterrestrial())
                .with(Quantity.WIND, 1.5);
    }
}
