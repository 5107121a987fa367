package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class WaterPropertiesTest {
    private static final Instant EVENING = Instant.parse("2026-05-31T17:00:00Z");
    private static final double ROUNDING = 1e-9;

    @Property
    void moreWater_neverMakesADryCropDrier(
            @ForAll("dryCrops") DryCropBalance crop,
            @ForAll("days") List<DayWater> days,
            @ForAll("gifts") Gift gift,
            @ForAll @DoubleRange(min = 0, max = 1) double depleted) {
        WaterState start =
                WaterState.depleted(depleted * crop.available(days.getFirst().day()));

        assertNeverDrier(crop, start, days, gift);
    }

    @Property
    void moreWater_neverMakesAPaddyDrier(
            @ForAll("paddies") PaddyBalance rice,
            @ForAll("days") List<DayWater> days,
            @ForAll("gifts") Gift gift,
            @ForAll @DoubleRange(min = -125, max = 400) double storage) {
        WaterState start = new WaterState(Math.max(storage, -rice.field().available()), Confidence.neverMeasured());

        assertNeverDrier(rice, start, days, gift);
    }

    @Property
    void wetterStart_neverEndsDrier(
            @ForAll("dryCrops") DryCropBalance crop,
            @ForAll("paddies") PaddyBalance rice,
            @ForAll("days") List<DayWater> days,
            @ForAll @DoubleRange(min = 0, max = 60) double more) {
        for (WaterBalance balance : List.of(crop, rice)) {
            WaterState start = new WaterState(-20, Confidence.neverMeasured());
            WaterState wetter = new WaterState(-20 + more, Confidence.neverMeasured());

            assertThat(end(balance, wetter, days)).isGreaterThanOrEqualTo(end(balance, start, days) - ROUNDING);
        }
    }

    @Property
    void depletion_staysBetweenFullAndWilted(
            @ForAll("dryCrops") DryCropBalance crop, @ForAll("days") List<DayWater> days) {
        WaterState state = WaterState.depleted(crop.available(days.getFirst().day()));
        for (DayWater water : days) {
            BalanceDay day = crop.step(state, water, Measurement.none());
            state = day.after();

            assertThat(state.storage()).isLessThanOrEqualTo(0);
            assertThat(state.depletion()).isBetween(0.0, crop.available(water.day()) + ROUNDING);
            assertThat(day.stress()).isBetween(0.0, 1.0);
            assertThat(day.evapotranspiration()).isBetween(0.0, day.potential() + ROUNDING);
        }
    }

    @Property
    void everyDay_closesAndHasNoNegativeTerm(
            @ForAll("dryCrops") DryCropBalance crop,
            @ForAll("paddies") PaddyBalance rice,
            @ForAll("days") List<DayWater> days,
            @ForAll @DoubleRange(min = -500, max = 500) double reading) {
        for (WaterBalance balance : List.of(crop, rice)) {
            double value = balance instanceof DryCropBalance ? 0.3 + reading / 2_000 : reading;
            Measurement measurement = Measurement.of(new SensorReading(EVENING, value, true), EVENING);
            WaterState state = new WaterState(-10, Confidence.neverMeasured());
            for (DayWater water : days) {
                BalanceDay day = balance.step(
                        state, water, water.day().getDayOfMonth() % 3 == 0 ? measurement : Measurement.none());
                state = day.after();

                assertThat(day.residual()).isCloseTo(0, within(ROUNDING));
                assertThat(List.of(
                                day.rain(),
                                day.ignoredRain(),
                                day.evapotranspiration(),
                                day.percolation(),
                                day.runoff()))
                        .allSatisfy(term -> assertThat(term).isGreaterThanOrEqualTo(0));
            }
        }
    }

    @Property
    void correction_neverLeavesWhatTheFieldCanHold(
            @ForAll("dryCrops") DryCropBalance crop,
            @ForAll("paddies") PaddyBalance rice,
            @ForAll double reading,
            @ForAll @DoubleRange(min = -100, max = 100) double storage) {
        DayWater water = DayWater.of(Fields.PLANTED.plusDays(60), 4, 0, 0);
        Measurement measurement = Measurement.of(new SensorReading(EVENING, reading, true), EVENING);
        WaterState before = new WaterState(Math.max(storage, -rice.field().available()), Confidence.neverMeasured());

        double wet = rice.step(before, water, measurement).after().storage();
        double moist =
                crop.step(WaterState.depleted(0), water, measurement).after().storage();

        assertThat(wet)
                .isBetween(-rice.field().available() - ROUNDING, rice.field().bund() + 500);
        assertThat(moist).isBetween(-crop.available(water.day()), 0.0);
    }

    @Property
    void demand_hasItsTimesInOrder(
            @ForAll("paddies") PaddyBalance rice,
            @ForAll("dryCrops") DryCropBalance crop,
            @ForAll @IntRange(min = 0, max = 100) int number,
            @ForAll @DoubleRange(min = 0, max = 40) double rain) {
        LocalDate first = Fields.PLANTED.plusDays(number);
        Outlook outlook = new Outlook(List.of(
                new DayAhead(first, 4, 0),
                new DayAhead(first.plusDays(1), 5, rain),
                new DayAhead(first.plusDays(2), 3, 2)));
        for (WaterBalance balance : List.of(rice, crop)) {
            Situation situation = new Situation(new WaterState(-2, Confidence.measured()), first.atTime(5, 0), 2);
            DemandForecast.of(balance, situation, outlook, new Delivery(0.7, 0.1, 2))
                    .need()
                    .ifPresent(need -> {
                        assertThat(need.earliest()).isBetween(situation.from(), need.needed());
                        assertThat(need.dueBy()).isAfterOrEqualTo(need.needed());
                        need.stressFrom().ifPresent(stress -> assertThat(stress).isAfterOrEqualTo(need.dueBy()));
                        assertThat(need.net()).isPositive();
                        assertThat(need.cubicMetres()).isCloseTo(20 * need.gross(), within(ROUNDING));
                    });
        }
    }

    @Property
    void wetterField_neverNeedsWaterEarlier(
            @ForAll("paddies") PaddyBalance rice,
            @ForAll("dryCrops") DryCropBalance crop,
            @ForAll @IntRange(min = 0, max = 100) int number,
            @ForAll @DoubleRange(min = 0, max = 50) double more) {
        LocalDate first = Fields.PLANTED.plusDays(number);
        Outlook outlook = Outlook.of(first, 1, 5, Map.of());
        for (WaterBalance balance : List.of(rice, crop)) {
            Optional<Need> dry = need(balance, -20, outlook);
            Optional<Need> wet = need(balance, -20 + more, outlook);

            assertThat(wet.map(Need::needed).orElse(LocalDateTime.MAX))
                    .isAfterOrEqualTo(dry.map(Need::needed).orElse(LocalDateTime.MAX));
        }
    }

    @Provide
    Arbitrary<DryCropBalance> dryCrops() {
        Arbitrary<Crop> crops = Arbitraries.of(Fields.LIBRARY.crops().stream()
                .filter(crop -> crop.kind() == Crop.Kind.DRY)
                .toList());
        return Combinators.combine(crops, between(0.03, 0.3), between(0.03, 0.25))
                .as((crop, wilting, available) ->
                        new DryCropBalance(new Soil(wilting + available, wilting), Season.of(crop, Fields.PLANTED)));
    }

    @Provide
    Arbitrary<PaddyBalance> paddies() {
        return Combinators.combine(between(80, 300), between(0, 25), between(0.03, 0.1), between(-150, 0))
                .as((bund, percolation, porosity, threshold) ->
                        Fields.rice(new PaddyField(bund, percolation, porosity, 125), threshold));
    }

    /** Up to 40 days after planting of any weather and irrigation. */
    @Provide
    Arbitrary<List<DayWater>> days() {
        Arbitrary<Double> water = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0.0)), Tuple.of(2, between(0, 3)), Tuple.of(2, between(0, 120)));
        return Combinators.combine(between(0, 12), water, water)
                .as((reference, rain, irrigation) -> DayWater.of(Fields.PLANTED, reference, rain, irrigation))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(WaterPropertiesTest::consecutive);
    }

    @Provide
    Arbitrary<Gift> gifts() {
        return Combinators.combine(Arbitraries.integers().between(0, 39), between(0, 80), between(0, 80))
                .as(Gift::new);
    }

    private static Arbitrary<Double> between(double lowest, double highest) {
        return Arbitraries.doubles().between(lowest, highest).ofScale(4);
    }

    private static List<DayWater> consecutive(List<DayWater> days) {
        List<DayWater> dated = new ArrayList<>();
        for (DayWater day : days) {
            dated.add(DayWater.of(
                    Fields.PLANTED.plusDays(dated.size() + 30L), day.reference(), day.rain(), day.irrigation()));
        }
        return dated;
    }

    private static void assertNeverDrier(WaterBalance balance, WaterState start, List<DayWater> days, Gift gift) {
        WaterState plain = start;
        WaterState more = start;
        for (int index = 0; index < days.size(); index++) {
            DayWater water = days.get(index);
            plain = balance.step(plain, water, Measurement.none()).after();
            more = balance.step(more, index == gift.day() % days.size() ? gift.onto(water) : water, Measurement.none())
                    .after();

            assertThat(more.storage()).isGreaterThanOrEqualTo(plain.storage() - ROUNDING);
        }
    }

    private static Optional<Need> need(WaterBalance balance, double storage, Outlook outlook) {
        LocalDateTime from = outlook.days().getFirst().day().atStartOfDay();
        Situation situation = new Situation(new WaterState(storage, Confidence.measured()), from, 0);
        return DemandForecast.of(balance, situation, outlook, new Delivery(1, 0, 1))
                .need();
    }

    private static double end(WaterBalance balance, WaterState start, List<DayWater> days) {
        return SeasonRun.replay(balance, start, days).days().getLast().after().storage();
    }

    /** More rain and irrigation on one day. */
    record Gift(int day, double rain, double irrigation) {
        DayWater onto(DayWater water) {
            return DayWater.of(water.day(), water.reference(), water.rain() + rain, water.irrigation() + irrigation);
        }
    }
}
