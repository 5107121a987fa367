package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddyBalanceTest {
    /** In the mid stage, where Kc is 1.20. */
    private static final LocalDate DAY = Fields.PLANTED.plusDays(60);

    private static final Instant EVENING = Instant.parse("2026-04-11T17:00:00Z");
    private static final PaddyBalance RICE = Fields.rice();

    @Test
    void step_dryDay_loses8Point66Millimetres() {
        BalanceDay day = step(RICE.at(50), DayWater.of(DAY, 4.72, 0, 0));

        assertThat(day.evapotranspiration()).isCloseTo(5.664, within(1e-9));
        assertThat(day.before() - day.after().storage()).isCloseTo(8.66, within(0.005));
        assertThat(50 / (day.before() - day.after().storage())).isCloseTo(5.8, within(0.05));
    }

    @Test
    void storage_fromMinus150ToPlus50_is57Point5Millimetres() {
        double net = Fields.PADDY.storageAt(50) - Fields.PADDY.storageAt(-150);

        assertThat(net).isCloseTo(57.5, within(1e-9));
        assertThat(new Delivery(1, 0, 1).cubicMetres(net)).isCloseTo(575, within(1e-9));
        assertThat(new Delivery(0.7, 0, 30).cubicMetres(net)).isCloseTo(24_643, within(0.5));
    }

    @Test
    void level_belowTheSurface_fallsByThePorosity() {
        BalanceDay day = step(RICE.at(-20), DayWater.of(DAY, 2.5, 0, 0));

        assertThat(RICE.level(day.after())).isCloseTo(-20 - 6 / 0.05, within(1e-9));
    }

    @Test
    void step_aboveTheBund_spills() {
        BalanceDay day = step(RICE.at(40), DayWater.of(DAY, 2.5, 180, 0));

        assertThat(RICE.level(day.after())).isEqualTo(150);
        assertThat(day.runoff()).isCloseTo(40 + 180 - 6 - 150, within(1e-9));
        assertThat(day.residual()).isCloseTo(0, within(1e-9));
    }

    @Test
    void step_drained_givesOnlyWhatStandsAboveTheSoil() {
        BalanceDay day = step(RICE.at(40), new DayWater(DAY, 2.5, 0, 0, 0, 0, 500));

        assertThat(day.runoff()).isCloseTo(34, within(1e-9));
        assertThat(RICE.level(day.after())).isZero();
        assertThat(step(RICE.at(-100), new DayWater(DAY, 2.5, 0, 0, 0, 0, 500)).runoff())
                .isZero();
    }

    @Test
    void step_noFreeWater_percolatesNothing() {
        assertThat(step(RICE.at(-300), DayWater.of(DAY, 2.5, 0, 0)).percolation())
                .isZero();
        assertThat(step(RICE.at(-230), DayWater.of(DAY, 2.5, 0, 0)).percolation())
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void step_fifthOfTheWaterGone_riceTakesLess() {
        assertThat(step(new WaterState(-25, Confidence.neverMeasured()), DayWater.of(DAY, 4, 0, 0))
                        .stress())
                .isCloseTo(1, within(1e-9));
        assertThat(step(new WaterState(-75, Confidence.neverMeasured()), DayWater.of(DAY, 4, 0, 0))
                        .stress())
                .isCloseTo(0.5, within(1e-9));
        assertThat(step(new WaterState(-125, Confidence.neverMeasured()), DayWater.of(DAY, 4, 0, 0))
                        .after()
                        .storage())
                .isEqualTo(-125);
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "-60, -60", "-299, -299"})
    void step_waterTube_isFollowed(double reading, double level) {
        BalanceDay day = measured(RICE.at(30), reading);

        assertThat(RICE.level(day.after())).isCloseTo(level, within(1e-9));
        assertThat(day.sensor().correction()).isCloseTo(Fields.PADDY.storageAt(level) - (30 - 9), within(1e-9));
        assertThat(day.after().confidence()).isEqualTo(Confidence.measured());
        assertThat(day.residual()).isCloseTo(0, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"60, -2.5, 57.5", "200, 47.5, 150", "0, -2.5, -2.5"})
    void step_readingBeforeTheRain_doesNotTakeTheRainAway(double rain, double lowest, double highest) {
        DayWater water = DayWater.of(DAY, 5, rain, 0);
        SensorReading morning = new SensorReading(EVENING.minusSeconds(16 * 3_600 + 1_800), -50, true);

        BalanceDay day = RICE.step(RICE.at(-40), water, Measurement.of(morning, EVENING));

        // Without the reading: −2 mm, less 9, and the rain.
        assertThat(day.after().storage()).isCloseTo(Math.clamp(-2 - 9 + rain, lowest, highest), within(1e-9));
        assertThat(day.residual()).isCloseTo(0, within(1e-9));
    }

    @Test
    void step_freshReadingAfterRain_isFollowed() {
        SensorReading fresh = new SensorReading(EVENING.minusSeconds(3_600), 12, true);

        BalanceDay day = RICE.step(RICE.at(-40), DayWater.of(DAY, 5, 60, 0), Measurement.of(fresh, EVENING));

        assertThat(RICE.level(day.after())).isCloseTo(12, within(1e-9));
    }

    @Test
    void step_dryTube_doesNotWetADrierSoil() {
        assertThat(measured(new WaterState(-30, Confidence.neverMeasured()), -300)
                        .sensor()
                        .correction())
                .isZero();
        assertThat(RICE.level(measured(RICE.at(30), -310).after())).isCloseTo(-300, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"-1500", "700", "NaN"})
    void step_impossibleLevel_isIgnored(double reading) {
        assertThat(measured(RICE.at(30), reading).sensor())
                .isInstanceOfSatisfying(
                        SensorEffect.Ignored.class,
                        ignored -> assertThat(ignored.cause()).isEqualTo(SensorEffect.Cause.IMPLAUSIBLE));
    }

    @ParameterizedTest
    @CsvSource({
        "-8, IDLE,,",
        "-7, LAND_PREPARATION, 50, 20",
        "0, ESTABLISHMENT, 50, 10",
        "14, ESTABLISHMENT, 50, 10",
        "15, WETTING_AND_DRYING, 50, -50",
        "30, FERTILISER, 30, 10",
        "33, FERTILISER, 30, 10",
        "34, WETTING_AND_DRYING, 50, -50",
        "82, WETTING_AND_DRYING, 50, -50",
        "83, FLOWERING, 50, 30",
        "97, FLOWERING, 50, 30",
        "98, WETTING_AND_DRYING, 50, -50",
        "105, WETTING_AND_DRYING, 50, -50",
        "106, RIPENING,,",
        "119, RIPENING,,",
        "120, HARVESTED,,"
    })
    void phaseOn_throughTheSeason_hasItsLevels(int number, PaddyPhase phase, Double target, Double trigger) {
        PaddyCalendar calendar = RICE.calendar().withFertilised(List.of(Fields.PLANTED.plusDays(30)));
        LocalDate day = Fields.PLANTED.plusDays(number);

        assertThat(calendar.phaseOn(day)).isEqualTo(phase);
        assertThat(calendar.levelsOn(day).map(Limits::target).orElse(null)).isEqualTo(target);
        assertThat(calendar.levelsOn(day).map(Limits::trigger).orElse(null)).isEqualTo(trigger);
    }

    @Test
    void calendar_thresholdBelowMinus150_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RICE.calendar().withThreshold(-200))
                .withMessageContaining("threshold");
    }

    private static BalanceDay step(WaterState before, DayWater water) {
        return RICE.step(before, water, Measurement.none());
    }

    /** A day that takes 9 mm, if there are so many, and ends with a reading of the tube. */
    private static BalanceDay measured(WaterState before, double reading) {
        return RICE.step(
                before,
                DayWater.of(DAY, 5, 0, 0),
                Measurement.of(new SensorReading(EVENING.minusSeconds(600), reading, true), EVENING));
    }
}
