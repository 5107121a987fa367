package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryCropBalanceTest {
    /** In the mid stage, where Kc is 1.05. */
    private static final LocalDate DAY = Fields.PLANTED.plusDays(110);

    private static final Instant EVENING = Instant.parse("2026-05-31T17:00:00Z");
    private static final DryCropBalance CABBAGE = Fields.cabbageOf40Centimetres();

    @Test
    void step_sevenDaysOfTheWorkedExample_endAtItsDepletions() {
        double[] expected = {14.96, 19.91, 12.87, 17.82, 22.78, 27.74, 32.70};
        assertThat(CABBAGE.available(DAY)).isCloseTo(64, within(1e-9));
        assertThat(CABBAGE.readily(DAY, 1.05 * 4.72)).isCloseTo(28.91, within(0.005));
        WaterState state = WaterState.depleted(10);

        for (int index = 0; index < expected.length; index++) {
            DayWater water = DayWater.of(DAY.plusDays(index), 4.72, index == 2 ? 12 : 0, 0);
            BalanceDay day = CABBAGE.step(state, water, Measurement.none());
            state = day.after();

            assertThat(day.evapotranspiration()).isCloseTo(4.956, within(1e-9));
            assertThat(state.depletion()).isCloseTo(expected[index], within(0.01));
            boolean needed = state.storage()
                    <= CABBAGE.limits(water.day(), 4.72).orElseThrow().trigger();
            assertThat(needed).isEqualTo(index == 6);
        }
        Delivery sprinkler = new Delivery(ApplicationMethod.SPRINKLER.efficiency(), 0, 1);
        assertThat(sprinkler.gross(state.depletion())).isCloseTo(43.6, within(0.05));
        assertThat(sprinkler.cubicMetres(state.depletion())).isCloseTo(436, within(0.5));
    }

    @Test
    void step_dryerThanReadilyAvailable_cropTakesLess() {
        BalanceDay day = step(WaterState.depleted(46.455), DayWater.of(DAY, 4.72, 0, 0));

        // Half way between RAW and TAW.
        assertThat(day.stress()).isCloseTo(0.5, within(0.001));
        assertThat(day.after().depletion()).isCloseTo(46.455 + 0.5 * 4.956, within(0.005));
    }

    @Test
    void step_downpour_percolatesWhatTheRootsCannotHold() {
        BalanceDay day = step(WaterState.depleted(20), DayWater.of(DAY, 4, 100, 0));

        assertThat(day.after().depletion()).isZero();
        assertThat(day.percolation()).isCloseTo(100 - 20 - 4.2, within(1e-9));
        assertThat(day.residual()).isCloseTo(0, within(1e-9));
    }

    @Test
    void step_runoff_neverReachesTheRoots() {
        BalanceDay day = step(WaterState.depleted(40), new DayWater(DAY, 4, 30, 10, 5, 1, 0));

        assertThat(day.after().storage() - day.before()).isCloseTo(20 + 5 + 1 - day.evapotranspiration(), within(1e-9));
        assertThat(day.runoff()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"0.99, 0, 0.99", "1.0, 1.0, 0", "0, 0, 0"})
    void step_rainBelowAFifthOfReference_isIgnored(double rain, double counted, double ignored) {
        BalanceDay day = step(WaterState.depleted(20), DayWater.of(DAY, 5, rain, 0));

        assertThat(day.rain()).isEqualTo(counted);
        assertThat(day.ignoredRain()).isEqualTo(ignored);
    }

    @Test
    void step_probe_movesTheBalanceHalfWay() {
        Measurement probe = Measurement.of(new SensorReading(EVENING, 0.31, true), EVENING);

        BalanceDay day = CABBAGE.step(WaterState.depleted(25.8), DayWater.of(DAY, 4, 0, 0), probe);

        // 0.31 in 40 cm is 20 mm below field capacity; 30 mm were computed.
        assertThat(day.sensor()).isInstanceOfSatisfying(SensorEffect.Applied.class, applied -> {
            assertThat(applied.computed()).isCloseTo(-30, within(1e-9));
            assertThat(applied.measured()).isCloseTo(-20, within(1e-9));
        });
        assertThat(day.sensor().correction()).isCloseTo(5, within(1e-9));
        assertThat(day.after().depletion()).isCloseTo(25, within(1e-9));
        assertThat(day.after().confidence().level()).isEqualTo(Confidence.Level.MEASURED);
        assertThat(day.residual()).isCloseTo(0, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0.31, false, 0, BAD_QUALITY",
        "0.31, true, 25, STALE",
        "0.31, true, -1, FUTURE",
        "0.0, true, 0, IMPLAUSIBLE",
        "31, true, 0, IMPLAUSIBLE",
        "NaN, true, 0, IMPLAUSIBLE"
    })
    void step_readingThatSaysNothing_isIgnoredWithTheCause(
            double value, boolean good, int hoursAgo, SensorEffect.Cause cause) {
        SensorReading reading = new SensorReading(EVENING.minus(Duration.ofHours(hoursAgo)), value, good);

        BalanceDay day =
                CABBAGE.step(WaterState.depleted(25), DayWater.of(DAY, 4, 0, 0), Measurement.of(reading, EVENING));

        assertThat(day.sensor()).isEqualTo(new SensorEffect.Ignored(reading, cause));
        assertThat(day.sensor().correction()).isZero();
        assertThat(day.after().confidence()).isEqualTo(Confidence.neverMeasured());
    }

    @Test
    void step_wetterThanFieldCapacityByTheProbe_isFull() {
        Measurement probe = Measurement.of(new SensorReading(EVENING, 0.45, true), EVENING);

        BalanceDay day = CABBAGE.step(WaterState.depleted(0), DayWater.of(DAY, 4, 0, 0), probe);

        assertThat(day.after().depletion()).isCloseTo(2.1, within(1e-9));
    }

    @Test
    void step_withoutMeasurements_confidenceFades() {
        WaterState state = new WaterState(-20, Confidence.measured());
        Confidence.Level[] levels = new Confidence.Level[10];

        for (int index = 0; index < levels.length; index++) {
            state = step(state, DayWater.of(DAY.plusDays(index), 2, 2, 0)).after();
            levels[index] = state.confidence().level();
        }

        assertThat(levels[0]).isEqualTo(Confidence.Level.MEASURED);
        assertThat(levels[6]).isEqualTo(Confidence.Level.COMPUTED);
        assertThat(levels[7]).isEqualTo(Confidence.Level.UNCERTAIN);
        assertThat(state.confidence().daysSinceMeasurement()).hasValue(10);
    }

    @Test
    void limits_outOfSeason_areEmpty() {
        assertThat(CABBAGE.limits(Fields.PLANTED.minusDays(1), 4)).isEmpty();
        assertThat(CABBAGE.limits(Fields.PLANTED.plusDays(165), 4)).isEmpty();
        assertThat(CABBAGE.limits(Fields.PLANTED.plusDays(164), 4)).isPresent();
    }

    @Test
    void soil_wiltingAboveFieldCapacity_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Soil(0.2, 0.3));
    }

    private static BalanceDay step(WaterState before, DayWater water) {
        return CABBAGE.step(before, water, Measurement.none());
    }
}
