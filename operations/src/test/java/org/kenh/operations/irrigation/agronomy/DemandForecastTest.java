package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandForecastTest {
    /** In the mid stage of rice, alternate wetting and drying. */
    private static final LocalDate DAY = Fields.PLANTED.plusDays(55);

    private static final PaddyBalance RICE = Fields.rice();
    private static final DryCropBalance CABBAGE = Fields.cabbageOf40Centimetres();
    private static final Delivery HECTARE = new Delivery(0.7, 0, 1);

    @Test
    void of_fullPaddy_needsWaterWhenTheThresholdIsReached() {
        Demand demand = of(RICE, RICE.at(50), DAY, Map.of());

        // 52.5 mm down to −50 mm at 8.664 mm a day.
        Need need = demand.need().orElseThrow();
        assertThat(daysUntil(need.needed())).isCloseTo(52.5 / 8.664, within(0.001));
        assertThat(need.net()).isCloseTo(52.5, within(0.01));
        assertThat(need.gross()).isCloseTo(75, within(0.01));
        assertThat(need.cubicMetres()).isCloseTo(750, within(0.1));
        // Before that the soil would not have dried, and nothing would be saved.
        assertThat(need.earliest()).isEqualTo(need.needed());
        // −150 mm are 57.5 mm below full.
        assertThat(daysUntil(need.stressFrom().orElseThrow())).isCloseTo(57.5 / 8.664, within(0.001));
        assertThat(need.dueBy()).isEqualTo(need.stressFrom().orElseThrow());
        assertThat(need.lastBy()).isEmpty();
        assertThat(demand.reason()).isEqualTo(new Reason(ReasonCode.WETTING_AND_DRYING, true, 50, -50, 3, false));
    }

    @Test
    void of_paddyAtTheThreshold_needsWaterAtOnce() {
        Need need = of(RICE, RICE.at(-60), DAY, Map.of()).need().orElseThrow();

        assertThat(need.needed()).isEqualTo(DAY.atStartOfDay());
        assertThat(need.earliest()).isEqualTo(DAY.atStartOfDay());
        assertThat(need.net()).isCloseTo(53, within(1e-9));
    }

    @Test
    void of_floweringAhead_asksForWaterWhenItBegins() {
        Demand demand = of(RICE, RICE.at(45), Fields.PLANTED.plusDays(81), Map.of());

        assertThat(demand.reason().code()).isEqualTo(ReasonCode.FLOWERING);
        assertThat(demand.need().orElseThrow().needed())
                .isEqualTo(Fields.PLANTED.plusDays(83).atStartOfDay());
        assertThat(demand.reason().trigger()).isEqualTo(30);
    }

    @Test
    void of_limitsThatRiseAtMidnight_leaveHalfADayForTheWater() {
        // The soil dries till flowering begins, and from then on the crop suffers below the soil's surface.
        LocalDate flowering = Fields.PLANTED.plusDays(83);

        Need need =
                of(RICE, RICE.at(16), flowering.minusDays(2), Map.of()).need().orElseThrow();

        assertThat(need.needed()).isEqualTo(flowering.atStartOfDay());
        assertThat(need.dueBy()).isEqualTo(flowering.atStartOfDay());
        assertThat(need.earliest()).isEqualTo(flowering.minusDays(1).atTime(12, 0));
        Need tonight = DemandForecast.of(
                        RICE,
                        new Situation(RICE.at(-10), flowering.minusDays(1).atTime(20, 0), 3),
                        Outlook.of(flowering.minusDays(1), 5, 4.72, Map.of()),
                        HECTARE)
                .need()
                .orElseThrow();
        assertThat(tonight.earliest()).isEqualTo(flowering.minusDays(1).atTime(20, 0));
    }

    @Test
    void of_slackBeforeStress_dueADayBefore() {
        // Flowering: the trigger is +30, the crop suffers from 0 on, which is 3.5 days later.
        Need need = of(RICE, RICE.at(32), Fields.PLANTED.plusDays(85), Map.of())
                .need()
                .orElseThrow();

        assertThat(need.needed()).isBefore(need.dueBy());
        assertThat(need.dueBy()).isEqualTo(need.stressFrom().orElseThrow().minusDays(1));
    }

    @Test
    void of_dryCrop_needsWaterWhenItHasUsedTheReadilyAvailable() {
        Demand demand = of(CABBAGE, WaterState.depleted(10), Fields.PLANTED.plusDays(110), Map.of());

        Need need = demand.need().orElseThrow();
        double days = Duration.between(Fields.PLANTED.plusDays(110).atStartOfDay(), need.needed())
                        .toMinutes()
                / 1_440.0;
        assertThat(days).isCloseTo((28.91 - 10) / 4.956, within(0.002));
        // It may come at four fifths of the way, and then there is room for no more.
        assertThat(need.earliest()).isBefore(need.needed());
        assertThat(need.net()).isCloseTo(0.8 * 28.91, within(0.01));
        assertThat(need.stressFrom()).contains(need.needed());
        assertThat(demand.reason().code()).isEqualTo(ReasonCode.SOIL_DEPLETED);
        assertThat(demand.reason().now()).isEqualTo(10);
        assertThat(demand.reason().trigger()).isCloseTo(28.91, within(0.01));
    }

    @Test
    void of_startInTheMorning_reckonsFromThatHour() {
        Situation morning = new Situation(RICE.at(50), LocalDateTime.of(DAY, LocalTime.of(6, 30)), 0);

        Need need = DemandForecast.of(RICE, morning, Outlook.of(DAY, 5, 4.72, Map.of()), HECTARE)
                .need()
                .orElseThrow();

        // By half past six little has evaporated, but 6.5 hours of percolation are over.
        double firstDay = 5.664 * (1 - DayCourse.evaporated(LocalTime.of(6, 30))) + 3 * 17.5 / 24;
        assertThat(daysUntil(need.needed())).isCloseTo(1 + (52.5 - firstDay) / 8.664, within(0.001));
    }

    @Test
    void of_evening_keepsTheRainOfEachDayOnItsDay() {
        // 18:00: of 2.5 mm left, 0.75 percolate before midnight; tomorrow 28 of 40 mm are counted on.
        Situation evening = new Situation(RICE.at(-20), DAY.atTime(18, 0), 0);
        Map<LocalDate, Double> rain = Map.of(DAY.plusDays(1), 40.0);

        Need need = DemandForecast.of(RICE, evening, Outlook.of(DAY, 5, 4.72, rain), HECTARE)
                .need()
                .orElseThrow();

        assertThat(need.needed()).isAfter(DAY.plusDays(3).atStartOfDay());
    }

    @Test
    void of_rainAfterTheHourOfNeed_isWaitedFor() {
        // 2.5 + 5.4 mm are gone at 22:00, and 60 mm are forecast for the day after.
        PaddyBalance rice = Fields.rice();
        WaterState state = rice.at(8.664 * 22 / 24 - 2.5);

        Demand demand = of(rice, state, DAY, Map.of(DAY.plusDays(1), 60.0));

        assertThat(of(rice, state, DAY, Map.of()).need().orElseThrow().needed()).isEqualTo(DAY.atTime(22, 0));
        assertThat(demand.reason().delayedByRain()).isTrue();
        Need need = demand.need().orElseThrow();
        assertThat(need.needed()).isAfter(DAY.plusDays(4).atStartOfDay());
        assertThat(need.earliest()).isAfter(DAY.plusDays(1).atStartOfDay());
    }

    @Test
    void of_wetDayBeforeTheNeed_isNotWateredBeforeTheRain() {
        // Flowering: +34 mm, from where water may come, is reached at once; 12 mm fall on the first day.
        Need need = of(RICE, RICE.at(34), Fields.PLANTED.plusDays(85), Map.of(Fields.PLANTED.plusDays(85), 12.0))
                .need()
                .orElseThrow();

        assertThat(need.earliest()).isAfterOrEqualTo(Fields.PLANTED.plusDays(86).atStartOfDay());
    }

    @Test
    void of_lowBund_asksForNoMoreThanItHolds() {
        PaddyBalance low = Fields.rice(new PaddyField(50, 3, 0.05, 125), -50);

        // Flowering: from +34 mm on water may come, 20 mm would fill the field at +30.
        Need need = of(low, low.at(40), Fields.PLANTED.plusDays(85), Map.of())
                .need()
                .orElseThrow();

        assertThat(need.net()).isCloseTo(16, within(0.01));
        assertThat(of(RICE, RICE.at(40), Fields.PLANTED.plusDays(85), Map.of())
                        .need()
                        .orElseThrow()
                        .net())
                .isCloseTo(20, within(0.01));
    }

    @Test
    void of_fewDaysBeforeRipening_asksForWhatIsUsedUntilThen() {
        LocalDate day = Fields.PLANTED.plusDays(103);
        Need need = of(RICE, RICE.at(-50), day, Map.of()).need().orElseThrow();

        double used = 0;
        for (int number = 103; number < 106; number++) {
            used += 3 + 4.72 * RICE.season().coefficientOn(Fields.PLANTED.plusDays(number));
        }
        assertThat(need.lastBy()).contains(Fields.PLANTED.plusDays(106).atStartOfDay());
        assertThat(need.net()).isCloseTo(used, within(0.01));
        assertThat(need.dueBy()).isBeforeOrEqualTo(need.lastBy().orElseThrow());
    }

    @Test
    void of_lastEveningBeforeRipening_asksForNothing() {
        Demand demand = of(RICE, RICE.at(3), Fields.PLANTED.plusDays(105), Map.of());

        assertThat(demand.need()).isEmpty();
        assertThat(demand.reason().code()).isEqualTo(ReasonCode.NONE_BEFORE_RIPENING);
    }

    @Test
    void of_dryCropOnItsLastDay_isNotFilledAnyMore() {
        Demand late = of(CABBAGE, WaterState.depleted(32), Fields.PLANTED.plusDays(164), Map.of());
        Demand enough = of(CABBAGE, WaterState.depleted(5), Fields.PLANTED.plusDays(162), Map.of());

        assertThat(late.need()).isEmpty();
        assertThat(late.reason().code()).isEqualTo(ReasonCode.NONE_BEFORE_HARVEST);
        assertThat(enough.reason().code()).isEqualTo(ReasonCode.NONE_BEFORE_HARVEST);
    }

    @Test
    void of_rainForecast_countsSeventyPercentOfIt() {
        Need dry = of(RICE, RICE.at(50), DAY, Map.of()).need().orElseThrow();
        Need wet =
                of(RICE, RICE.at(50), DAY, Map.of(DAY.plusDays(1), 20.0)).need().orElseThrow();

        assertThat(daysUntil(wet.needed()) - daysUntil(dry.needed())).isCloseTo(14 / 8.664, within(0.001));
    }

    @Test
    void of_rainOnTheDayOfNeed_waitsForIt() {
        Demand demand = of(RICE, RICE.at(0), DAY, Map.of(DAY, 10.0));

        // 2.5 mm are left and 8.664 go, 7 come: without the rain water would be needed on the first day.
        Need need = demand.need().orElseThrow();
        assertThat(of(RICE, RICE.at(0), DAY, Map.of()).need().orElseThrow().needed())
                .isBefore(DAY.plusDays(1).atStartOfDay());
        assertThat(need.needed()).isAfter(DAY.plusDays(1).atStartOfDay());
    }

    @Test
    void of_rainThatDoesNotReach_putsTheNeedOffByADay() {
        Demand demand = of(RICE, RICE.at(-50), DAY, Map.of(DAY, 12.0));

        assertThat(demand.reason().delayedByRain()).isTrue();
        assertThat(demand.need().orElseThrow().needed())
                .isEqualTo(DAY.plusDays(1).atStartOfDay());
    }

    @Test
    void of_rainThatComesTooLateAgainstStress_doesNotWait() {
        PaddyBalance thirsty = Fields.rice(new PaddyField(150, 12, 0.05, 125), -50);

        Demand demand = of(thirsty, thirsty.at(-50), DAY, Map.of(DAY, 10.0));

        assertThat(demand.reason().delayedByRain()).isFalse();
        assertThat(demand.need().orElseThrow().needed()).isEqualTo(DAY.atStartOfDay());
    }

    @ParameterizedTest
    @CsvSource({"-20, OUT_OF_SEASON", "107, RIPENING", "121, OUT_OF_SEASON"})
    void of_daysWithoutIrrigation_sayWhy(int number, ReasonCode code) {
        Demand demand = of(RICE, RICE.at(40), Fields.PLANTED.plusDays(number), Map.of());

        boolean needed = number == -20;
        assertThat(demand.need().isPresent()).isEqualTo(needed);
        assertThat(demand.reason().code()).isEqualTo(needed ? ReasonCode.LAND_PREPARATION : code);
    }

    @Test
    void of_wetWeeks_hasEnough() {
        Map<LocalDate, Double> rain = new HashMap<>();
        for (int day = 0; day < 30; day++) {
            rain.put(DAY.minusDays(30).plusDays(day), 15.0);
        }
        Outlook outlook = Outlook.of(DAY.minusDays(30), 30, 2, rain);
        Situation situation = new Situation(RICE.at(50), DAY.minusDays(30).atStartOfDay(), 0);

        Demand demand = DemandForecast.of(RICE, situation, outlook, HECTARE);

        assertThat(demand.reason().code()).isEqualTo(ReasonCode.ENOUGH_WATER);
        assertThat(demand.need()).isEmpty();
    }

    @Test
    void outlook_withAHole_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outlook(List.of(new DayAhead(DAY, 4, 0), new DayAhead(DAY.plusDays(2), 4, 0))))
                .withMessageContaining(DAY.plusDays(1).toString());
    }

    private static Demand of(WaterBalance balance, WaterState state, LocalDate from, Map<LocalDate, Double> rain) {
        Situation situation = new Situation(state, from.atStartOfDay(), 3);
        return DemandForecast.of(balance, situation, Outlook.of(from, 5, 4.72, rain), HECTARE);
    }

    private static double daysUntil(LocalDateTime time) {
        return Duration.between(DAY.atStartOfDay(), time).toMinutes() / 1_440.0;
    }
}
