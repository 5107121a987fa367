package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans made by hand that are wrong in their times, their pins or in what they name. */
class PlanCheckTimesTest {
    private final Station station = new Station();
    private final List<FieldTurn> fields = new ArrayList<>();
    private final List<PumpTurn> pumps = new ArrayList<>();
    private final List<PinRefusal> refusals = new ArrayList<>();
    private FieldDemand demand = Station.field("R1", 2000, "2026-06-09T23:00");

    @Test
    void quietOverMidnight_ofTheField_isBrokenOnBothSides() {
        demand = ChangedDemand.like(demand)
                .quiet(WeeklyWindow.daily(LocalTime.of(22, 0), LocalTime.of(5, 0)))
                .demand();

        assertThat(broken("2026-06-08T20:01", "2026-06-08T22:01")).containsExactly(ViolationCode.BLOCKED);
        assertThat(broken("2026-06-09T04:59", "2026-06-09T06:59")).containsExactly(ViolationCode.BLOCKED);
        assertThat(broken("2026-06-08T23:30", "2026-06-09T01:30")).containsExactly(ViolationCode.BLOCKED);
        assertThat(broken("2026-06-08T20:00", "2026-06-08T22:00")).isEmpty();
        assertThat(broken("2026-06-09T05:00", "2026-06-09T07:00")).isEmpty();
    }

    @Test
    void quietWindow_ofThePump_isBroken() {
        station.pumps.set(
                0,
                ChangedPump.like(station.pumps.getFirst())
                        .quiet(WeeklyWindow.daily(LocalTime.of(22, 0), LocalTime.of(5, 0)))
                        .pump());

        assertThat(broken("2026-06-08T20:01", "2026-06-08T22:01")).containsExactly(ViolationCode.BLOCKED);
        assertThat(broken("2026-06-09T05:00", "2026-06-09T07:00")).isEmpty();
    }

    @Test
    void waterTooEarly_isFound() {
        PlanProblem problem = problem("2026-06-08T09:00", "2026-06-08T11:00");
        FieldDemand later = ChangedDemand.like(demand)
                .earliest(Station.at("2026-06-08T09:01"))
                .demand();

        assertThat(codes(problem)).isEmpty();
        assertThat(codes(problem.withDemands(List.of(later)))).containsExactly(ViolationCode.BEFORE_EARLIEST);
    }

    @Test
    void wholeDemand_inTwoTurns_isSplit() {
        demand = ChangedDemand.like(demand).whole().demand();

        assertThat(broken("2026-06-08T09:00", "2026-06-08T10:00", "2026-06-08T12:00", "2026-06-08T13:00"))
                .containsExactly(ViolationCode.SPLIT);
    }

    @Test
    void pieces_shorterThanTheLeast_areFound() {
        demand = ChangedDemand.like(demand).pieces(Duration.ofMinutes(61)).demand();
        assertThat(broken("2026-06-08T09:00", "2026-06-08T10:30", "2026-06-08T12:00", "2026-06-08T12:30"))
                .containsExactly(ViolationCode.PIECE_TOO_SHORT);

        demand = ChangedDemand.like(demand).pieces(Duration.ofMinutes(60)).demand();
        assertThat(broken("2026-06-08T09:00", "2026-06-08T10:30", "2026-06-08T12:00", "2026-06-08T12:30"))
                .isEmpty();
    }

    @Test
    void turnOverTheEndOfTheHorizon_isFound() {
        demand = Station.field("R1", 2000, "2026-06-12T00:00");

        assertThat(broken("2026-06-09T23:00", "2026-06-10T01:00"))
                .containsExactly(ViolationCode.OUTSIDE_HORIZON, ViolationCode.OUTSIDE_HORIZON);
        assertThat(broken("2026-06-07T23:00", "2026-06-08T01:00"))
                .contains(ViolationCode.OUTSIDE_HORIZON)
                .doesNotContain(ViolationCode.OVERLAP);
    }

    @Test
    void twoTurnsAtOnce_ofOneField_overlap() {
        station.openAtOnce = 0;
        station.pumps.add(Station.pump("P2", Station.FLOW, 20));
        PlanProblem problem = problem("2026-06-08T09:00", "2026-06-08T10:00", "2026-06-08T09:30", "2026-06-08T10:30");
        PumpTurn second = pumps.get(1);
        pumps.set(
                1,
                new PumpTurn("P2", "K1", new Target("station", "P2"), second.start(), second.end(), second.energy()));

        assertThat(codes(problem)).containsExactly(ViolationCode.OVERLAP);
    }

    @Test
    void parentCanal_tooSmallOrBlocked_isBrokenByAFieldOfItsChild() {
        assertThat(codes(onChild(1, List.of()))).isEmpty();
        assertThat(codes(onChild(0.2, List.of()))).contains(ViolationCode.CANAL_CAPACITY);
        Block stop = new Block(BlockReason.EMERGENCY_STOP, Station.period("2026-06-08T09:30", "2026-06-08T09:40"));
        assertThat(PlanCheck.violations(onChild(1, List.of(stop)), plan()))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.arguments()).containsEntry("where", "K1"));
    }

    @Test
    void pinnedTurn_thatNobodyPinned_isFound() {
        PlanProblem problem = problem("2026-06-08T09:00", "2026-06-08T11:00");
        fields.set(0, pinned(fields.getFirst()));
        PinnedTurn other = new PinnedTurn("R1", Station.period("2026-06-08T09:00", "2026-06-08T11:01"));
        PinnedTurn same = new PinnedTurn("R1", fields.getFirst().period());

        assertThat(codes(problem)).containsExactly(ViolationCode.NOT_PINNED);
        assertThat(codes(problem.withPins(List.of(other)))).contains(ViolationCode.NOT_PINNED);
        assertThat(codes(problem.withPins(List.of(same)))).isEmpty();
    }

    @Test
    void refusalWithoutAReason_doesNotExcuseALostPin() {
        PinnedTurn pin = new PinnedTurn("R1", Station.period("2026-06-08T14:00", "2026-06-08T16:00"));
        PlanProblem problem = problem("2026-06-08T09:00", "2026-06-08T11:00").withPins(List.of(pin));

        refusals.add(new PinRefusal(pin, List.of()));
        assertThat(codes(problem)).containsExactly(ViolationCode.PIN_LOST);
        refusals.set(
                0,
                new PinRefusal(
                        pin,
                        List.of(new Violation(
                                ViolationCode.PUMP_FLOW, "K1", pin.period().from(), Map.of()))));
        assertThat(codes(problem)).isEmpty();
    }

    @Test
    void turnsOfAnotherValveTargetOrCanal_areUnknown() {
        PlanProblem problem = problem("2026-06-08T09:00", "2026-06-08T11:00");
        FieldTurn field = fields.getFirst();
        PumpTurn pump = pumps.getFirst();

        fields.set(0, valve(field, new Target("valve-R2", "valve")));
        assertThat(codes(problem)).containsExactly(ViolationCode.UNKNOWN);
        fields.set(0, field);
        pumps.set(0, new PumpTurn("P1", "K1", new Target("station", "P2"), pump.start(), pump.end(), pump.energy()));
        assertThat(codes(problem)).containsExactly(ViolationCode.UNKNOWN);
        pumps.set(0, new PumpTurn("P1", "K2", pump.target(), pump.start(), pump.end(), pump.energy()));
        assertThat(codes(problem)).containsExactly(ViolationCode.UNKNOWN);
        pumps.set(0, pump);
        assertThat(codes(problem)).isEmpty();
    }

    @Test
    void pumpWithoutAnyField_isWithoutUseEvenForItsMinimumRun() {
        PlanProblem problem = problem("2026-06-08T09:00", "2026-06-08T11:00");

        pumps.add(running("2026-06-08T15:00", "2026-06-08T15:30"));

        assertThat(codes(problem)).containsExactly(ViolationCode.PUMP_WITHOUT_USE);
    }

    private PlanProblem onChild(double capacity, List<Block> blocks) {
        PlanProblem flat = problem("2026-06-08T09:00", "2026-06-08T11:00");
        FieldTurn turn = fields.getFirst();
        fields.set(
                0,
                new FieldTurn("R1", "K2", turn.valve(), turn.start(), turn.end(), turn.flow(), turn.volume(), false));
        FieldDemand below = ChangedDemand.like(demand).canal("K2").demand();
        return new PlanProblem(
                flat.horizon(),
                flat.pumps(),
                List.of(new Canal("K1", null, capacity, 0, 1, blocks), new Canal("K2", "K1", 1, 0, 1, List.of())),
                List.of(below),
                List.of(),
                flat.tariff(),
                List.of());
    }

    private List<ViolationCode> broken(String... times) {
        return codes(problem(times));
    }

    /** With turns of the field at these times, and the pump at the same. */
    private PlanProblem problem(String... times) {
        fields.clear();
        pumps.clear();
        station.fields.clear();
        station.with(demand);
        for (int i = 0; i < times.length; i += 2) {
            Period period = Station.period(times[i], times[i + 1]);
            double volume = Station.FLOW * period.length().toSeconds();
            fields.add(
                    new FieldTurn("R1", "K1", demand.valve(), period.from(), period.to(), Station.FLOW, volume, false));
            pumps.add(running(times[i], times[i + 1]));
        }
        return station.problem();
    }

    private List<ViolationCode> codes(PlanProblem problem) {
        return PlanCheck.violations(problem, plan()).stream()
                .map(Violation::code)
                .toList();
    }

    private Plan plan() {
        return new Plan(fields, pumps, List.of(), refusals);
    }

    private static FieldTurn pinned(FieldTurn turn) {
        return new FieldTurn(
                turn.field(), turn.canal(), turn.valve(), turn.start(), turn.end(), turn.flow(), turn.volume(), true);
    }

    private static FieldTurn valve(FieldTurn turn, Target valve) {
        return new FieldTurn(
                turn.field(), turn.canal(), valve, turn.start(), turn.end(), turn.flow(), turn.volume(), false);
    }

    private static PumpTurn running(String from, String to) {
        Period period = Station.period(from, to);
        return new PumpTurn(
                "P1",
                "K1",
                new Target("station", "P1"),
                period.from(),
                period.to(),
                Energy.of(20, period, ExampleTariff.calendar()));
    }
}
