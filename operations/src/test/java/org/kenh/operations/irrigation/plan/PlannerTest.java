package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.operations.irrigation.plan.Shortfall.Cause;

class PlannerTest {
    @Test
    void thirtyHectares_twoDays_twelveHoursOffPeakTheRestNormalNothingAtPeak() {
        double volume = 30 * 57.5 * 10 / 0.7;
        PlanProblem problem = new Station()
                .with(Station.field("R1", volume, "2026-06-10T00:00"))
                .problem();

        PlanOutcome outcome = Station.plan(problem);

        Plan plan = outcome.plan();
        assertThat(volume).isCloseTo(24_643, within(1.0));
        assertThat(plan.kilowattHours() / 20).isCloseTo(24.64, within(0.01));
        assertThat(plan.kilowattHours("off-peak") / 20).isEqualTo(12);
        assertThat(plan.kilowattHours("normal") / 20).isCloseTo(12.64, within(0.01));
        assertThat(plan.kilowattHours("peak")).isZero();
        assertThat(plan.cost()).isCloseTo(20 * (12 * 1300 + 12.643 * 1987), within(100.0));
        assertThat(outcome.score()).isLessThan(outcome.greedyScore());
        assertSound(problem, plan);
    }

    @Test
    void losses_moreThanThePumpGives_secondPumpRuns() {
        Station station = new Station().with(Station.field("R1", 2000, "2026-06-10T00:00"));
        station.efficiency = 0.8;
        station.pumps.add(Station.pump("P2", Station.FLOW / 2, 12));
        PlanProblem problem = station.problem();

        Plan plan = Station.plan(problem).plan();

        assertThat(plan.pumpTurns()).extracting(PumpTurn::pump).containsExactlyInAnyOrder("P1", "P2");
        assertSound(problem, plan);
    }

    @Test
    void oneFieldAtOnce_twoFields_neverTogether() {
        PlanProblem problem = new Station()
                .with(Station.field("R1", 3000, "2026-06-09T00:00"), Station.field("R2", 3000, "2026-06-09T00:00"))
                .problem();

        Plan plan = Station.plan(problem).plan();

        assertThat(plan.volume()).isCloseTo(6000, within(2.0));
        assertSound(problem, plan);
    }

    @Test
    void pinnedTurn_atPeak_isKeptAndCountsTowardsTheDemand() {
        Station station = new Station().with(Station.field("R1", 3000, "2026-06-10T00:00"));
        PinnedTurn pin = new PinnedTurn("R1", Station.period("2026-06-08T18:10", "2026-06-08T19:25"));
        station.pins.add(pin);
        PlanProblem problem = station.problem();

        Plan plan = Station.plan(problem).plan();

        assertThat(plan.fieldTurns())
                .filteredOn(FieldTurn::pinned)
                .extracting(FieldTurn::period)
                .containsExactly(pin.period());
        assertThat(plan.volume()).isCloseTo(3000, within(1.0));
        assertSound(problem, plan);
    }

    @Test
    void pinnedTurn_inLockout_isRefusedWithTheReasonAndPlannedElsewhere() {
        Station station = new Station().with(Station.field("R1", 3000, "2026-06-10T00:00"));
        station.canalBlocks.add(
                new Block(BlockReason.DRAINAGE, Station.period("2026-06-08T00:00", "2026-06-08T20:00")));
        station.pins.add(new PinnedTurn("R1", Station.period("2026-06-08T10:00", "2026-06-08T11:00")));
        PlanProblem problem = station.problem();

        Plan plan = Station.plan(problem).plan();

        assertThat(plan.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.violations())
                        .extracting(violation -> violation.arguments().get("reason"))
                        .containsOnly("DRAINAGE"));
        assertThat(plan.fieldTurns()).noneMatch(FieldTurn::pinned);
        assertThat(plan.shortfalls()).isEmpty();
        assertSound(problem, plan);
    }

    @Test
    void twoPins_onACanalInTurnAtOnce_secondIsRefused() {
        Station station = new Station()
                .with(Station.field("R1", 500, "2026-06-10T00:00"), Station.field("R2", 500, "2026-06-10T00:00"));
        station.pins.add(new PinnedTurn("R1", Station.period("2026-06-08T10:00", "2026-06-08T10:30")));
        station.pins.add(new PinnedTurn("R2", Station.period("2026-06-08T10:00", "2026-06-08T10:30")));

        Plan plan = Station.plan(station.problem()).plan();

        assertThat(plan.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.pin().field()).isEqualTo("R2");
            assertThat(refusal.violations()).extracting(Violation::code).containsExactly(ViolationCode.CANAL_ORDER);
        });
        assertSound(station.problem(), plan);
    }

    @Test
    void lockout_untilAfterTheDeadline_saysThePumpAndHowMuchIsMissing() {
        Station station = new Station().with(Station.field("R1", 5000, "2026-06-08T12:00"));
        Block lockout = new Block(BlockReason.WATER_QUALITY, Station.period("2026-06-08T02:00", "2026-06-08T20:00"));
        station.pumps.set(0, Station.pump("P1", Station.FLOW, 20, List.of(lockout)));
        PlanProblem problem = station.problem();

        Plan plan = Station.plan(problem).plan();

        assertThat(plan.volume()).isCloseTo(5000, within(1.0));
        assertThat(plan.shortfalls()).singleElement().satisfies(shortfall -> {
            assertThat(shortfall.field()).isEqualTo("R1");
            assertThat(shortfall.missing()).isCloseTo(3000, within(1.0));
            assertThat(shortfall.reasons().getFirst().cause()).isEqualTo(Cause.PUMP_BLOCKED);
            assertThat(shortfall.reasons().getFirst().subject()).isEqualTo("P1");
            assertThat(shortfall.reasons().getFirst().block()).isEqualTo(BlockReason.WATER_QUALITY);
            assertThat(shortfall.reasons().getFirst().until()).isEqualTo(Station.at("2026-06-08T20:00"));
        });
        assertSound(problem, plan);
    }

    @Test
    void tooManyFields_inTurn_theHeavierGetsItAndTheOtherNamesTheCanal() {
        FieldDemand light = Station.field("R1", 8000, "2026-06-08T10:00");
        FieldDemand heavy = ChangedDemand.like(Station.field("R2", 8000, "2026-06-08T10:00"))
                .weight(5)
                .demand();
        PlanProblem problem = new Station().with(light, heavy).problem();

        Plan plan = Station.plan(problem).plan();

        assertThat(plan.volume()).isCloseTo(16_000, within(2.0));
        assertThat(plan.shortfalls()).singleElement().satisfies(shortfall -> {
            assertThat(shortfall.field()).isEqualTo("R1");
            assertThat(shortfall.reasons().getFirst().cause()).isEqualTo(Cause.CANAL_IN_TURN);
        });
        assertSound(problem, plan);
    }

    @Test
    void inlet_tooSmallForTheTime_isNamed() {
        PlanProblem problem = new Station()
                .with(Station.field("R1", 9000, "2026-06-08T08:00"))
                .problem();

        Plan plan = Station.plan(problem).plan();

        assertThat(plan.shortfalls())
                .singleElement()
                .satisfies(shortfall ->
                        assertThat(shortfall.reasons().getFirst().cause()).isEqualTo(Cause.INLET));
        assertSound(problem, plan);
    }

    @Test
    void replanning_afterOneFieldIsForbiddenATime_othersStayWhereTheyWere() {
        Station station = new Station()
                .with(
                        Station.field("R1", 2000, "2026-06-10T00:00"),
                        Station.field("R2", 2000, "2026-06-10T00:00"),
                        Station.field("R3", 2000, "2026-06-10T00:00"));
        PlanProblem first = station.problem();
        Plan old = Station.plan(first).plan();
        Period taken = turns(old, "R2").getFirst().period();
        FieldDemand moved =
                ChangedDemand.like(station.fields.get(1)).forbidden(taken).demand();
        PlanProblem second = first.withDemands(List.of(station.fields.get(0), moved, station.fields.get(2)))
                .withBefore(old.fieldTurns());

        Plan plan = Station.plan(second).plan();
        PlanDifference difference = PlanDifference.between(old, plan, second);

        assertSound(second, plan);
        assertThat(turns(plan, "R2")).noneMatch(turn -> turn.period().overlaps(taken));
        Set<String> touched =
                difference.moved().stream().map(move -> move.before().field()).collect(Collectors.toSet());
        assertThat(touched).contains("R2").hasSizeLessThanOrEqualTo(2);
        assertThat(difference.cost()).isCloseTo(plan.cost() - old.cost(), within(0.01));
    }

    @Test
    void runningPump_minimumRunNotOver_goesOnOrIsNotStarted() {
        Station station = new Station().with(Station.field("R1", 500, "2026-06-08T12:00"));
        station.pumps.set(
                0,
                ChangedPump.like(station.pumps.getFirst())
                        .startsPerHour(1)
                        .minimums(Duration.ofMinutes(60), Duration.ofMinutes(60))
                        .runningSince(Station.at("2026-06-07T23:50"))
                        .pump());
        PlanProblem problem = station.problem();

        assertSound(problem, Station.plan(problem).plan());
        assertSound(problem, Planner.greedy(problem));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void madeUpWeek_isCheaperThanGreedyOrGivesMoreWater(long seed) {
        PlanProblem problem = new SyntheticDistrict(1, 10, 4, 3, 3, Duration.ofMinutes(30), Station.MONDAY).week(seed);

        PlanOutcome outcome = Station.quick(problem);

        assertSound(problem, outcome.plan());
        assertThat(outcome.score()).isLessThan(outcome.greedyScore());
    }

    /** By the score alone, a little water in time is worth giving for a lot that is late. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 6})
    void tooLittleWater_noMoreIsMissingAtTheDeadlinesThanGreedyLeaves(long seed) {
        PlanProblem usual = new SyntheticDistrict(1, 12, 3, 1, 2, Duration.ofMinutes(30), Station.MONDAY).week(seed);
        PlanProblem problem = usual.withDemands(usual.demands().stream()
                .map(demand -> ChangedDemand.like(demand)
                        .latest(
                                usual.horizon().end().isAfter(demand.dueBy())
                                        ? usual.horizon().end()
                                        : demand.dueBy())
                        .demand())
                .toList());
        Plan greedy = Planner.greedy(problem);

        PlanOutcome outcome = Station.plan(problem);

        assertThat(greedy.missing()).isPositive();
        assertThat(PlanScore.lacking(problem, outcome.plan()))
                .isLessThanOrEqualTo(PlanScore.lacking(problem, greedy) + 0.01);
    }

    @Test
    void greedysMissingWater_isToldInCubicMetres_notByWeight() {
        Station station = new Station();
        FieldDemand heavy = ChangedDemand.like(Station.field("R1", 3000, "2026-06-08T02:00"))
                .weight(2)
                .demand();
        PlanProblem problem = station.with(heavy).problem();

        PlanOutcome outcome = Station.quick(problem);

        assertThat(outcome.greedyMissing()).isCloseTo(1000, within(2.0));
        assertThat(outcome.plan().missing()).isCloseTo(1000, within(2.0));
        assertThat(outcome.greedyScore().missing()).isNotEqualTo(1000);
    }

    /** As on a machine that is busy with other things. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20, 80, 300})
    void timeThatRunsOut_givesAPlanAllTheSame(long milliseconds) throws InterruptedException {
        PlanProblem problem = new SyntheticDistrict(2, 12, 6, 4, 2, Duration.ofMinutes(30), Station.MONDAY).week(4);
        Planner planner = new Planner(new SolveLimit(Duration.ofMillis(milliseconds), 1500, 200, 2, 1));

        PlanOutcome outcome = planner.plan(problem);

        assertSound(problem, outcome.plan());
        assertThat(outcome.score()).isLessThanOrEqualTo(outcome.greedyScore());
    }

    @Test
    void sameSeed_sameSteps_samePlan() {
        PlanProblem problem = new SyntheticDistrict(1, 6, 3, 2, 1, Duration.ofMinutes(30), Station.MONDAY).week(5);

        assertThat(Station.quick(problem)).isEqualTo(Station.quick(problem));
    }

    private static List<FieldTurn> turns(Plan plan, String field) {
        return plan.fieldTurns().stream()
                .filter(turn -> turn.field().equals(field))
                .toList();
    }

    private static void assertSound(PlanProblem problem, Plan plan) {
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
    }
}
