package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When pumps run: for little water, between turns that people set, and on from before the horizon. */
class PumpRunsTest {
    private final Station station = new Station();

    @Test
    void littleWater_aloneOnAPump_isGivenAndThePumpFinishesItsMinimumRun() {
        station.with(Station.field("R1", Station.FLOW * 29 * 60, "2026-06-09T00:00"));
        pump(Duration.ofMinutes(60), Duration.ofMinutes(30), 4, null, List.of());
        PlanProblem problem = station.problem();

        for (Plan plan : List.of(Planner.greedy(problem), Station.quick(problem).plan())) {
            assertThat(plan.shortfalls()).isEmpty();
            assertThat(plan.fieldTurns())
                    .singleElement()
                    .satisfies(turn -> assertThat(turn.period().length()).isEqualTo(Duration.ofMinutes(29)));
            assertThat(plan.pumpTurns())
                    .singleElement()
                    .satisfies(turn -> assertThat(turn.period().length()).isEqualTo(Duration.ofMinutes(60)));
            assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        }
    }

    @Test
    void twoLittleOnes_shareOneRun() {
        double volume = Station.FLOW * 29 * 60;
        station.with(Station.field("R1", volume, "2026-06-09T00:00"), Station.field("R2", volume, "2026-06-09T00:00"));
        pump(Duration.ofMinutes(60), Duration.ofMinutes(30), 4, null, List.of());
        PlanProblem problem = station.problem();

        Plan plan = Station.quick(problem).plan();

        assertThat(plan.shortfalls()).isEmpty();
        assertThat(plan.pumpTurns()).hasSize(1);
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
    }

    @Test
    void pinsOffTheSlots_leaveAGap_thePumpStopsInIt() {
        pinned("2026-06-08T17:31", "2026-06-08T18:31", "2026-06-08T19:25", "2026-06-08T20:30");
        pump(Duration.ofMinutes(30), Duration.ofMinutes(30), 4, null, List.of());
        PlanProblem problem = station.problem();

        for (Plan plan : List.of(Planner.greedy(problem), Station.quick(problem).plan())) {
            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.pumpTurns())
                    .extracting(PumpTurn::period)
                    .containsExactly(
                            Station.period("2026-06-08T17:30", "2026-06-08T18:31"),
                            Station.period("2026-06-08T19:25", "2026-06-08T20:30"));
            assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        }
    }

    @Test
    void pinsOffTheSlots_restTooLongForTheGap_thePumpRunsThrough() {
        pinned("2026-06-08T17:31", "2026-06-08T18:31", "2026-06-08T19:25", "2026-06-08T20:30");
        pump(Duration.ofMinutes(30), Duration.ofMinutes(90), 4, null, List.of());
        PlanProblem problem = station.problem();

        Plan plan = Planner.greedy(problem);

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.pumpTurns()).hasSize(1);
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
    }

    @Test
    void runsAlready_minimumRunNotOver_goesOnThoughNothingNeedsWater() {
        pump(Duration.ofMinutes(60), Duration.ofMinutes(30), 4, Station.at("2026-06-07T23:50"), List.of());
        PlanProblem problem = station.problem();

        for (Plan plan : List.of(Planner.greedy(problem), Station.quick(problem).plan())) {
            assertThat(plan.pumpTurns())
                    .extracting(PumpTurn::period)
                    .containsExactly(Station.period("2026-06-08T00:00", "2026-06-08T00:50"));
            assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        }
        assertThat(codes(problem, new Plan(List.of(), List.of(), List.of(), List.of())))
                .containsExactly(ViolationCode.PUMP_MINIMUM_RUN);
    }

    @Test
    void runsAlready_lockedOut_stopsAtOnce() {
        pump(Duration.ofMinutes(60), Duration.ofMinutes(30), 4, Station.at("2026-06-07T23:50"), List.of());
        station.canalBlocks.add(
                new Block(BlockReason.WATER_QUALITY, Station.period("2026-06-08T00:00", "2026-06-08T05:00")));
        station.with(Station.field("R1", 1000, "2026-06-09T00:00"));
        PlanProblem problem = station.problem();

        Plan plan = Station.quick(problem).plan();

        assertThat(plan.pumpTurns().getFirst().start()).isAfterOrEqualTo(Station.at("2026-06-08T05:00"));
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
    }

    @Test
    void startsOfTheHourBefore_count() {
        List<Instant> starts = List.of(Station.at("2026-06-07T23:15"), Station.at("2026-06-07T23:45"));
        pump(Duration.ofMinutes(10), Duration.ofMinutes(5), 2, null, starts);
        station.with(Station.field("R1", 500, "2026-06-09T00:00"));
        PlanProblem problem = station.problem();

        Plan plan = Station.quick(problem).plan();

        assertThat(plan.volume()).isCloseTo(500, within(1.0));
        assertThat(plan.pumpTurns().getFirst().start()).isEqualTo(Station.at("2026-06-08T00:30"));
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        pump(Duration.ofMinutes(10), Duration.ofMinutes(5), 2, null, List.of());
        Plan unaware = Planner.greedy(station.problem());
        assertThat(codes(problem, unaware)).containsExactly(ViolationCode.PUMP_STARTS);
    }

    @Test
    void startOfARunThatEnds_counts() {
        pump(Duration.ofMinutes(10), Duration.ofMinutes(5), 1, Station.at("2026-06-07T23:50"), List.of());
        station.with(Station.field("R1", Station.FLOW * 1800, "2026-06-09T00:00"));
        PlanProblem problem = station.problem();
        PlanProblem unaware = problem.withPumps(List.of(Station.pump("P1", Station.FLOW, 20)));
        Instant earliest = Station.at("2026-06-08T00:30");
        Plan plan = Planner.greedy(
                unaware.withDemands(List.of(ChangedDemand.like(problem.demands().getFirst())
                        .earliest(earliest)
                        .demand())));

        assertThat(codes(problem, plan)).containsExactly(ViolationCode.PUMP_STARTS);
    }

    private void pump(Duration run, Duration rest, int startsPerHour, @Nullable Instant since, List<Instant> starts) {
        station.pumps.set(
                0,
                ChangedPump.like(Station.pump("P1", Station.FLOW, 20))
                        .startsPerHour(startsPerHour)
                        .minimums(run, rest)
                        .runningSince(since)
                        .starts(starts)
                        .pump());
    }

    private void pinned(String from, String to, String secondFrom, String secondTo) {
        station.with(Station.field("R1", 0, "2026-06-10T00:00"), Station.field("R2", 0, "2026-06-10T00:00"));
        station.pins.add(new PinnedTurn("R1", Station.period(from, to)));
        station.pins.add(new PinnedTurn("R2", Station.period(secondFrom, secondTo)));
    }

    private static List<ViolationCode> codes(PlanProblem problem, Plan plan) {
        return PlanCheck.violations(problem, plan).stream().map(Violation::code).toList();
    }
}
