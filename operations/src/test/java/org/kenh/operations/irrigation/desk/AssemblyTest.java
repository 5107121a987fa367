package org.kenh.operations.irrigation.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.plan.Block;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Canal;
import org.kenh.operations.irrigation.plan.ExampleTariff;
import org.kenh.operations.irrigation.plan.FieldDemand;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.PlanProblem;

class AssemblyTest {
    private static final Instant START = Instant.parse("2026-06-15T00:00:00Z");

    @Test
    void turnThatHasBegun_goesOnInSpiteOfRain_butNotOfForbiddenTimes() {
        Instant end = START.plus(Duration.ofHours(2));
        Period wet = new Period(START, START.plus(Duration.ofHours(12)));
        PlannedTurn running = turn(new Period(START.minusSeconds(3_600), end));

        assertThat(blocks(BlockReason.RAIN_DELAY, wet, running)).containsExactly(new Period(end, wet.to()));
        assertThat(blocks(BlockReason.RAIN_DELAY, wet, turn(new Period(end, wet.to()))))
                .containsExactly(wet);
        assertThat(blocks(BlockReason.FORBIDDEN, wet, running)).containsExactly(wet);
    }

    @Test
    void needThatIsDueAsItBegins_mayComeTwiceAsLongBefore_asItsInletTakes() {
        Instant due = START.plus(Duration.ofDays(1));
        FieldNeed need = new FieldNeed("r1", 0.3 * 6 * 3_600, due, due, 1);

        FieldDemand demand = problem(List.of(), List.of(), need).demands().getFirst();

        assertThat(demand.earliest()).isEqualTo(due.minus(Duration.ofHours(12)));
        assertThat(demand.dueBy()).isEqualTo(due);
        FieldNeed early = new FieldNeed("r1", 0.3 * 6 * 3_600, START, due, 1);
        assertThat(problem(List.of(), List.of(), early).demands().getFirst().earliest())
                .isEqualTo(START);
    }

    private static List<Period> blocks(BlockReason reason, Period period, PlannedTurn standing) {
        FieldNeed need = new FieldNeed("r1", 20_000, START, START.plus(Duration.ofDays(2)), 1);
        Blocked blocked = new Blocked(SubjectKind.FIELD, "r1", new Block(reason, period));
        return problem(List.of(blocked), List.of(standing), need).demands().getFirst().blocks().stream()
                .map(Block::period)
                .toList();
    }

    private static PlanProblem problem(List<Blocked> blocked, List<PlannedTurn> standing, FieldNeed need) {
        Works works = new Works(
                List.of(),
                List.of(new Canal("k", null, 2, 1, 0.9, List.of())),
                List.of(new FieldWork("r1", "k", Optional.empty(), 0.3, 30, 0.7, List.of())),
                ExampleTariff.calendar());
        Horizon horizon = Horizon.of(START, Duration.ofDays(2), Duration.ofMinutes(30));
        return new Assembly(horizon, works, blocked, standing)
                .problem(new Assembly.Wanted(List.of(need), List.of(), List.of(), START), Map.of(), List.of());
    }

    private static PlannedTurn turn(Period period) {
        return new PlannedTurn(
                "p1-1",
                SubjectKind.FIELD,
                "r1",
                "k",
                Optional.empty(),
                period,
                0.3,
                100,
                List.of(),
                false,
                Optional.empty());
    }
}
