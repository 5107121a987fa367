package org.kenh.operations.irrigation.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.plan.Canal;
import org.kenh.operations.irrigation.plan.ExampleTariff;
import org.kenh.operations.irrigation.plan.FieldTurn;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Plan;
import org.kenh.operations.irrigation.plan.PlanProblem;
import org.kenh.operations.irrigation.plan.Pump;
import org.kenh.operations.irrigation.plan.PumpTurn;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.irrigation.plan.Violation;
import org.kenh.operations.irrigation.plan.ViolationCode;

/** How a running pump's turn and a new plan come together. */
class TurnRowsTest {
    /** Where the new plan begins. */
    private static final Instant START = Instant.parse("2026-06-14T03:00:00Z");

    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final Target VALVE = new Target("r1-1", "valve");
    private static final Target TARGET = new Target("b-dk", "pump");

    @Test
    void pump_thatRunsMuchLonger_keepsItsTurnAndGetsAnotherOne() {
        PlannedTurn running = running(-60, 20);

        List<PlannedTurn> rows = rows(running, turn(0, 60));

        assertThat(rows).hasSize(2).contains(running);
        assertThat(rows.getLast().period()).isEqualTo(period(20, 60));
    }

    @Test
    void pump_thatRunsALittleLonger_getsOneTurn_forTheRestIsTooShortForItsDevice() {
        List<PlannedTurn> rows = rows(running(-60, 20), turn(0, 30));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo("p2-1");
            assertThat(row.period()).isEqualTo(period(-60, 30));
            assertThat(row.volume()).isEqualTo(0.5 * 90 * 60);
        });
    }

    @Test
    void pump_thatRunsJustAsLong_keepsItsTurn() {
        PlannedTurn running = running(-60, 30);

        assertThat(rows(running, turn(0, 30))).containsExactly(running);
    }

    @Test
    void pump_thatIsNoLongerWanted_endsAsThePlanBegins() {
        assertThat(rows(running(-60, 60)))
                .singleElement()
                .satisfies(row -> assertThat(row.period()).isEqualTo(period(-60, 0)));
    }

    @Test
    void pump_thatHasJustBegunAndIsNoLongerWanted_runsOnForItsLeast() {
        assertThat(rows(running(-5, 60)))
                .singleElement()
                .satisfies(row -> assertThat(row.period()).isEqualTo(period(-5, 10)));
    }

    @Test
    void pump_thatHasJustBegunAndWouldEndSoonAnyway_keepsItsTurn() {
        PlannedTurn running = running(-5, 10);

        assertThat(rows(running)).containsExactly(running);
    }

    @Test
    void turnsThatComeOutTheSameWithinAMinute_keepTheirIdAndContent() {
        PlannedTurn pump = running(60, 120);
        PlannedTurn field = new PlannedTurn(
                "p1-2",
                SubjectKind.FIELD,
                "r1",
                "k",
                Optional.of(VALVE),
                period(60, 120),
                0.3,
                1_080,
                List.of(),
                false,
                Optional.empty());
        Plan again = new Plan(
                List.of(watering(60, 121)),
                List.of(new PumpTurn(
                        "b",
                        "k",
                        TARGET,
                        pump.period().from(),
                        pump.period().to().minusSeconds(40),
                        List.of())),
                List.of(),
                List.of());
        Plan moved = new Plan(List.of(watering(62, 122)), List.of(turn(60, 125)), List.of(), List.of());
        TurnRows.Naming naming = new TurnRows.Naming(2, START, List.of(pump, field));

        assertThat(TurnRows.of(naming, problem(), again)).containsExactlyInAnyOrder(pump, field);
        assertThat(TurnRows.of(naming, problem(), moved))
                .extracting(PlannedTurn::id)
                .containsExactlyInAnyOrder("p2-1", "p2-2");
    }

    @Test
    void turnsThatAreTooShort_areToldUnlessTheyStandAlready() {
        PlannedTurn shortened = running(0, 14);
        PlannedTurn enough = new PlannedTurn(
                "p1-2",
                SubjectKind.PUMP,
                "b",
                "k",
                Optional.of(TARGET),
                period(30, 45),
                0.5,
                450,
                List.of(),
                false,
                Optional.empty());
        List<Pump> pumps = problem().pumps();

        assertThat(Obstacles.tooShort(List.of(shortened, enough), List.of(), pumps))
                .singleElement()
                .satisfies(one -> assertThat(one.code()).isEqualTo(ViolationCode.PUMP_MINIMUM_RUN))
                .extracting(Violation::at)
                .isEqualTo(START);
        assertThat(Obstacles.tooShort(List.of(shortened), List.of(shortened), pumps))
                .isEmpty();
    }

    private static List<PlannedTurn> rows(PlannedTurn running, PumpTurn... turns) {
        Instant made = START.minus(Duration.ofMinutes(15));
        Plan plan = new Plan(List.of(), Arrays.asList(turns), List.of(), List.of());
        return TurnRows.of(new TurnRows.Naming(2, made, List.of(running)), problem(), plan);
    }

    private static PlanProblem problem() {
        Pump pump = new Pump(
                "b",
                TARGET,
                "k",
                0.5,
                22,
                4,
                LEAST,
                Duration.ofMinutes(10),
                List.of(),
                List.of(),
                null,
                null,
                List.of());
        return PlanProblem.of(
                Horizon.of(START, Duration.ofDays(1), Duration.ofMinutes(30)),
                List.of(pump),
                List.of(new Canal("k", null, 2, 1, 0.9, List.of())),
                List.of(),
                ExampleTariff.calendar());
    }

    private static PlannedTurn running(int from, int to) {
        Period period = period(from, to);
        return new PlannedTurn(
                "p1-1",
                SubjectKind.PUMP,
                "b",
                "k",
                Optional.of(TARGET),
                period,
                0.5,
                0.5 * period.length().toSeconds(),
                List.of(),
                false,
                Optional.empty());
    }

    private static FieldTurn watering(int from, int to) {
        Period period = period(from, to);
        double volume = 0.3 * period.length().toSeconds();
        return new FieldTurn("r1", "k", VALVE, period.from(), period.to(), 0.3, volume, false);
    }

    private static PumpTurn turn(int from, int to) {
        Period period = period(from, to);
        return new PumpTurn("b", "k", TARGET, period.from(), period.to(), List.of());
    }

    /** Minutes from the beginning of the plan. */
    private static Period period(int from, int to) {
        return new Period(START.plus(Duration.ofMinutes(from)), START.plus(Duration.ofMinutes(to)));
    }
}
