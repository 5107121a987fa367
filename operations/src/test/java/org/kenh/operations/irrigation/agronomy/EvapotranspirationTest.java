package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.kenh.operations.irrigation.agronomy.EvapotranspirationMethod.HARGREAVES;
import static org.kenh.operations.irrigation.agronomy.EvapotranspirationMethod.PENMAN_MONTEITH;
import static org.kenh.operations.irrigation.agronomy.EvapotranspirationMethod.PENMAN_MONTEITH_ESTIMATED;
import static org.kenh.operations.irrigation.agronomy.EvapotranspirationMethod.SEVEN_DAY_MEAN;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvapotranspirationTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 15);
    private static final Place DELTA = new Place(20.72, 106, 3, false);

    private static final Weather FULL = Weather.on(DAY)
            .with(Quantity.MAX_TEMPERATURE, 34)
            .with(Quantity.MIN_TEMPERATURE, 26.5)
            .with(Quantity.MAX_HUMIDITY, 95)
            .with(Quantity.MIN_HUMIDITY, 60)
            .with(Quantity.RADIATION, 20)
            .with(Quantity.WIND, 1.5);

    @Test
    void of_everythingMeasured_isFullPenmanMonteith() {
        DailyEvapotranspiration day = of(FULL);

        assertThat(day.method()).isEqualTo(PENMAN_MONTEITH);
        assertThat(day.measured()).isEqualTo(4);
        assertThat(day.gaps()).isEmpty();
    }

    @Test
    void of_noWind_takesTwoMetresASecond() {
        DailyEvapotranspiration day = of(without(FULL, Quantity.WIND));

        assertThat(day.method()).isEqualTo(PENMAN_MONTEITH_ESTIMATED);
        assertThat(day.measured()).isEqualTo(3);
        assertThat(day.gaps()).containsExactly(Gap.absent(Quantity.WIND));
        assertThat(day.millimetres()).isCloseTo(of(FULL.with(Quantity.WIND, 2)).millimetres(), within(0.001));
    }

    @Test
    void of_noRadiation_isEstimatedFromTheRangeOfTemperature() {
        Sun sun = Sun.on(DAY, DELTA.latitude());
        double expected = 0.16 * Math.sqrt(7.5) * sun.extraterrestrial();

        DailyEvapotranspiration day = of(without(FULL, Quantity.RADIATION));

        assertThat(day.method()).isEqualTo(PENMAN_MONTEITH_ESTIMATED);
        assertThat(day.gaps()).containsExactly(Gap.absent(Quantity.RADIATION));
        assertThat(day.terms().orElseThrow().drivers().radiation()).isCloseTo(expected, within(1e-9));
        assertThat(coastal(without(FULL, Quantity.RADIATION)).millimetres()).isGreaterThan(day.millimetres());
    }

    @Test
    void of_sunshineInsteadOfRadiation_countsAsMeasured() {
        DailyEvapotranspiration day = of(without(FULL, Quantity.RADIATION).with(Quantity.SUNSHINE, 8));

        assertThat(day.method()).isEqualTo(PENMAN_MONTEITH);
    }

    @Test
    void of_noHumidity_takesTheMinimumAsDewPoint() {
        DailyEvapotranspiration day = of(without(without(FULL, Quantity.MAX_HUMIDITY), Quantity.MIN_HUMIDITY));

        assertThat(day.method()).isEqualTo(PENMAN_MONTEITH_ESTIMATED);
        assertThat(day.gaps()).containsExactly(Gap.absent(Quantity.MAX_HUMIDITY));
        assertThat(day.terms().orElseThrow().drivers().vapour()).isEqualTo(Atmosphere.saturation(26.5));
    }

    @Test
    void of_meanHumidityAlone_isUsed() {
        Weather weather = without(without(FULL, Quantity.MAX_HUMIDITY), Quantity.MIN_HUMIDITY)
                .with(Quantity.MEAN_HUMIDITY, 80);

        DailyEvapotranspiration day = of(weather);

        DailyTerms terms = day.terms().orElseThrow();
        assertThat(day.method()).isEqualTo(PENMAN_MONTEITH);
        assertThat(terms.drivers().vapour()).isCloseTo(0.8 * terms.saturation(), within(1e-9));
    }

    @Test
    void of_temperaturesOnly_isHargreaves() {
        DailyEvapotranspiration day =
                of(Weather.on(DAY).with(Quantity.MAX_TEMPERATURE, 34).with(Quantity.MIN_TEMPERATURE, 26.5));

        assertThat(day.method()).isEqualTo(HARGREAVES);
        assertThat(day.measured()).isEqualTo(1);
        assertThat(day.millimetres()).isCloseTo(4.90, within(0.005));
        assertThat(day.gaps())
                .extracting(Gap::quantity)
                .containsExactly(Quantity.MAX_HUMIDITY, Quantity.WIND, Quantity.RADIATION);
    }

    @Test
    void of_nothing_isTheMeanOfTheLastSevenDaysThatHadWeather() {
        List<DailyEvapotranspiration> earlier = List.of(
                day(8, 9.0, HARGREAVES), day(7, 3, HARGREAVES), day(2, 4, PENMAN_MONTEITH), day(1, 8, SEVEN_DAY_MEAN));

        DailyEvapotranspiration day =
                Evapotranspiration.of(DELTA, Weather.on(DAY), earlier).orElseThrow();

        assertThat(day.method()).isEqualTo(SEVEN_DAY_MEAN);
        assertThat(day.millimetres()).isEqualTo(3.5);
        assertThat(day.measured()).isZero();
    }

    @Test
    void of_nothingAndNothingBefore_isEmpty() {
        assertThat(Evapotranspiration.of(DELTA, Weather.on(DAY), List.of())).isEmpty();
        assertThat(Evapotranspiration.of(DELTA, Weather.on(DAY), List.of(day(1, 4, SEVEN_DAY_MEAN))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_HUMIDITY, 130, OUT_OF_RANGE",
        "MAX_HUMIDITY, 50, CONTRADICTORY",
        "MAX_TEMPERATURE, 85, OUT_OF_RANGE",
        "MAX_TEMPERATURE, NaN, OUT_OF_RANGE",
        "MAX_TEMPERATURE, 20, CONTRADICTORY",
        "WIND, -1, OUT_OF_RANGE",
        "WIND, Infinity, OUT_OF_RANGE",
        "RADIATION, 45, CONTRADICTORY",
        "RADIATION, 0, CONTRADICTORY",
        "SUNSHINE, 15, CONTRADICTORY",
        "DEW_POINT, 36, CONTRADICTORY",
        "MEAN_HUMIDITY, 97, CONTRADICTORY",
        "RAIN, -5, OUT_OF_RANGE"
    })
    void of_valueThatCannotBe_isMissingWithTheReason(Quantity quantity, double value, Gap.Cause cause) {
        DailyEvapotranspiration day = Evapotranspiration.of(
                        DELTA, FULL.with(quantity, value), List.of(day(1, 4, HARGREAVES)))
                .orElseThrow();

        assertThat(day.millimetres()).isBetween(1.0, 8.0);
        assertThat(day.gaps()).contains(new Gap(quantity, cause, OptionalDouble.of(value)));
    }

    @Test
    void of_sensorALittleAboveSaturation_countsAsSaturated() {
        assertThat(of(FULL.with(Quantity.MAX_HUMIDITY, 102)))
                .extracting(DailyEvapotranspiration::millimetres)
                .isEqualTo(of(FULL.with(Quantity.MAX_HUMIDITY, 100)).millimetres());
    }

    @Test
    void of_darkDay_neverMakesTheSkyWarmerThanTheGround() {
        Weather dark = FULL.with(Quantity.RADIATION, 1);

        assertThat(of(dark).terms().orElseThrow().netLongwave()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Quantity.class)
    void get_whatWasNotMeasured_isEmpty(Quantity quantity) {
        assertThat(Weather.on(DAY).get(quantity)).isEmpty();
        assertThat(Weather.on(DAY).with(quantity, 1).get(quantity)).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-80, 80, Double.NaN})
    void place_beyondThePolarCircles_isRefused(double latitude) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Place(latitude, 106, 3, false))
                .withMessageContaining("latitude");
    }

    private static DailyEvapotranspiration day(int ago, double depth, EvapotranspirationMethod method) {
        return new DailyEvapotranspiration(DAY.minusDays(ago), depth, method, 1, List.of(), Optional.empty());
    }

    private static DailyEvapotranspiration of(Weather weather) {
        return Evapotranspiration.of(DELTA, weather, List.of()).orElseThrow();
    }

    private static DailyEvapotranspiration coastal(Weather weather) {
        return Evapotranspiration.of(new Place(20.72, 106, 3, true), weather, List.of())
                .orElseThrow();
    }

    private static Weather without(Weather weather, Quantity left) {
        Weather less = Weather.on(weather.day()).withWindAt(weather.windHeight());
        for (Quantity quantity : Quantity.values()) {
            OptionalDouble value = weather.get(quantity);
            if (quantity != left && value.isPresent()) {
                less = less.with(quantity, value.getAsDouble());
            }
        }
        return less;
    }
}
