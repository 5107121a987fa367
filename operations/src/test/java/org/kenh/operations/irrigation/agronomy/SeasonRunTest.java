package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonRunTest {
    /** What sums of a season may be off by rounding of doubles, mm. */
    private static final double ROUNDING = 1e-9;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void byRule_seasonOfRice_closesItsBalance(long seed) {
        PaddyBalance rice = Fields.rice();
        List<DayWater> weather = Fields.weather(Fields.PLANTED.minusDays(7), 127, seed);

        SeasonRun run = SeasonRun.byRule(rice, rice.at(-100), weather);

        assertCloses(run, -100 * 0.05);
        assertThat(run.irrigation()).isPositive();
        assertThat(run.days())
                .allSatisfy(day -> assertThat(rice.level(day.after())).isLessThanOrEqualTo(150));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void byRule_seasonOfCabbage_closesItsBalanceWithoutStress(long seed) {
        DryCropBalance cabbage = Fields.cabbage();
        List<DayWater> weather = Fields.weather(Fields.PLANTED, 165, seed);

        SeasonRun run = SeasonRun.byRule(cabbage, WaterState.depleted(5), weather);

        assertCloses(run, -5);
        assertThat(run.irrigation()).isPositive();
        assertThat(run.days()).allSatisfy(day -> assertThat(day.stress()).isCloseTo(1, within(ROUNDING)));
        double fallen = weather.stream().mapToDouble(DayWater::rain).sum();
        double told = run.days().stream()
                .mapToDouble(day -> day.rain() + day.ignoredRain())
                .sum();
        assertThat(told).isCloseTo(fallen, within(ROUNDING));
    }

    @Test
    void replay_ofARun_isTheSame() {
        PaddyBalance rice = Fields.rice();
        List<DayWater> weather = Fields.weather(Fields.PLANTED, 120, 3);
        SeasonRun run = SeasonRun.byRule(rice, rice.at(50), weather);

        List<DayWater> given = run.days().stream()
                .map(day -> DayWater.of(
                        day.day(),
                        weather.get((int) (day.day().toEpochDay() - Fields.PLANTED.toEpochDay()))
                                .reference(),
                        day.rain(),
                        day.irrigation()))
                .toList();

        assertThat(SeasonRun.replay(rice, rice.at(50), given)).isEqualTo(run);
    }

    @Test
    void waterSaved_byWettingAndDrying_isTheDifferenceOfTheRuns() {
        PaddyBalance rice = Fields.rice();
        List<DayWater> weather = Fields.weather(Fields.PLANTED, 120, 3);
        List<DayWater> given = SeasonRun.byRule(rice, rice.at(50), weather).days().stream()
                .map(day -> weather.get((int) (day.day().toEpochDay() - Fields.PLANTED.toEpochDay()))
                        .withIrrigation(day.irrigation()))
                .toList();

        WaterSaved saved = WaterSaved.of(rice, rice.at(50), given);

        assertThat(saved.given())
                .isCloseTo(SeasonRun.byRule(rice, rice.at(50), weather).irrigation(), within(ROUNDING));
        assertThat(saved.flooded())
                .isEqualTo(SeasonRun.flooded(rice, rice.at(50), weather).irrigation());
        assertThat(saved.cubicMetresPerHectare()).isCloseTo(10 * (saved.flooded() - saved.given()), within(ROUNDING));
    }

    @Test
    void waterSaved_overManySeasons_isPositiveAndGrowsWithTheThreshold() {
        assertThat(meanSaved(-50)).isBetween(100.0, 500.0);
        assertThat(meanSaved(-150)).isGreaterThan(meanSaved(-50));
    }

    /** A field that is watered whenever the forecast first allows it, half a day before at most, must save what the rule promises. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void demand_servedAtItsEarliest_takesNoMoreThanTheRule(long seed) {
        PaddyBalance rice = Fields.rice(new PaddyField(70, 3, 0.05, 125), -50);
        List<DayWater> weather = Fields.weather(Fields.PLANTED.plusDays(15), 68, seed);

        SeasonRun served = served(rice, weather);
        double rule = SeasonRun.byRule(rice, rice.at(50), weather).irrigation();

        assertThat(served.irrigation()).isBetween(0.85 * rule - 55, rule + 1);
        assertThat(served.days())
                .filteredOn(day -> day.irrigation() > 0)
                .allSatisfy(day -> assertThat(day.before())
                        .isLessThanOrEqualTo(
                                rice.field().storageAt(-50) + (day.evapotranspiration() + day.percolation()) / 2));
    }

    @Test
    void flooded_paddy_neverFallsDryBeforeItRipens() {
        PaddyBalance rice = Fields.rice();
        SeasonRun run = SeasonRun.flooded(rice, rice.at(50), Fields.weather(Fields.PLANTED, 106, 5));

        assertThat(run.days())
                .allSatisfy(day -> assertThat(day.after().storage()).isPositive());
    }

    @Test
    void cubicMetresPerHectare_moreGivenThanFlooding_isNegative() {
        assertThat(new WaterSaved(400, 450).cubicMetresPerHectare()).isEqualTo(-500);
    }

    /** Mean of forty seasons of a field with low bunds, in m³/ha. */
    private static double meanSaved(double threshold) {
        PaddyBalance rice = Fields.rice(new PaddyField(70, 3, 0.05, 125), threshold);
        double saved = 0;
        for (long seed = 1; seed <= 40; seed++) {
            List<DayWater> weather = Fields.weather(Fields.PLANTED, 120, seed);
            saved += new WaterSaved(
                            SeasonRun.flooded(rice, rice.at(50), weather).irrigation(),
                            SeasonRun.byRule(rice, rice.at(50), weather).irrigation())
                    .cubicMetresPerHectare();
        }
        return saved / 40;
    }

    /** Each midnight the field is asked, and gets its water if the need begins then. */
    private static SeasonRun served(PaddyBalance rice, List<DayWater> weather) {
        List<BalanceDay> days = new ArrayList<>();
        WaterState state = rice.at(50);
        for (DayWater water : weather) {
            LocalDateTime midnight = water.day().atStartOfDay();
            double given = DemandForecast.of(
                            rice,
                            new Situation(state, midnight, 0),
                            Outlook.of(water.day(), 1, water.reference(), Map.of()),
                            new Delivery(1, 0, 1))
                    .need()
                    .filter(need -> !need.earliest().isAfter(midnight))
                    .map(Need::net)
                    .orElse(0.0);
            BalanceDay day = rice.step(state, water.withIrrigation(given), Measurement.none());
            days.add(day);
            state = day.after();
        }
        return new SeasonRun(days);
    }

    private static void assertCloses(SeasonRun run, double start) {
        double came = 0;
        double went = 0;
        for (BalanceDay day : run.days()) {
            assertThat(day.residual()).isCloseTo(0, within(ROUNDING));
            came += day.rain()
                    + day.irrigation()
                    + day.capillaryRise()
                    + day.sensor().correction();
            went += day.evapotranspiration() + day.percolation() + day.runoff();
        }
        double end = run.days().getLast().after().storage();
        assertThat(came - went).isCloseTo(end - start, within(ROUNDING));
    }
}
