package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A deadline that cannot be met does not leave a field dry for the rest of the plan. */
class LateWaterTest {
    private final Station station = new Station();

    @Test
    void lockoutOverTheDeadline_waterComesRightAfterItAndIsToldAsMissing() {
        station.days = 5;
        station.with(Station.field("R1", 3000, "2026-06-09T09:00"));
        lock("2026-06-08T00:00", "2026-06-09T12:00");
        PlanProblem problem = station.problem();

        for (Plan plan : List.of(Planner.greedy(problem), Station.quick(problem).plan())) {
            assertThat(plan.volume()).isCloseTo(3000, within(1.0));
            assertThat(plan.missing()).isCloseTo(3000, within(1.0));
            assertThat(plan.fieldTurns().getFirst().start()).isEqualTo(Station.at("2026-06-09T12:00"));
            assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        }
    }

    @Test
    void sooner_isBetterScored() {
        station.days = 5;
        station.with(Station.field("R1", 3000, "2026-06-09T09:00"));
        lock("2026-06-08T00:00", "2026-06-09T12:00");
        PlanProblem early = station.problem();
        lock("2026-06-08T00:00", "2026-06-11T12:00");
        PlanProblem late = station.problem();
        lock("2026-06-08T00:00", "2026-06-13T00:00");
        PlanProblem never = station.problem();

        assertThat(PlanScore.of(early, Planner.greedy(early))).isLessThan(PlanScore.of(late, Planner.greedy(late)));
        assertThat(PlanScore.of(late, Planner.greedy(late))).isLessThan(PlanScore.of(never, Planner.greedy(never)));
        assertThat(PlanScore.of(never, Planner.greedy(never)).missing()).isEqualTo(3000);
    }

    @Test
    void waterInTime_ofAnotherField_goesFirst() {
        station.with(Station.field("R1", 2000, "2026-06-08T01:00"), Station.field("R2", 4000, "2026-06-08T06:00"));
        lock("2026-06-08T00:00", "2026-06-08T02:00");
        PlanProblem problem = station.problem();

        Plan plan = Station.quick(problem).plan();

        assertThat(plan.shortfalls()).extracting(Shortfall::field).containsExactly("R1");
        assertThat(plan.volume()).isCloseTo(6000, within(2.0));
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
    }

    @Test
    void noLongerWanted_afterTheLatest_comesNoMore() {
        FieldDemand demand = Station.field("R1", 3000, "2026-06-08T09:00");
        station.with(until(demand, Station.at("2026-06-08T13:00")));
        lock("2026-06-08T00:00", "2026-06-08T12:00");
        PlanProblem problem = station.problem();

        Plan plan = Station.quick(problem).plan();

        assertThat(plan.volume()).isCloseTo(1000, within(1.0));
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        PlanProblem shorter = problem.withDemands(List.of(until(demand, Station.at("2026-06-08T12:30"))));
        assertThat(PlanCheck.violations(shorter, plan))
                .extracting(Violation::code)
                .containsExactly(ViolationCode.AFTER_LATEST);
    }

    @Test
    void latest_beforeTheDeadline_isRefused() {
        FieldDemand demand = Station.field("R1", 3000, "2026-06-08T09:00");

        assertThatThrownBy(() -> until(demand, Station.at("2026-06-08T08:00"))).hasMessageContaining("R1");
    }

    private void lock(String from, String to) {
        Block lockout = new Block(BlockReason.WATER_QUALITY, Station.period(from, to));
        station.pumps.set(0, Station.pump("P1", Station.FLOW, 20, List.of(lockout)));
    }

    private static FieldDemand until(FieldDemand demand, Instant latest) {
        return ChangedDemand.like(demand).latest(latest).demand();
    }
}
