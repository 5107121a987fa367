package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Plans made by hand, each with one thing wrong. */
class PlanCheckTest {
    private final Station station = new Station().with(Station.field("R1", 1000, "2026-06-09T00:00"));
    private final List<FieldTurn> fields = new ArrayList<>();
    private final List<PumpTurn> pumps = new ArrayList<>();

    PlanCheckTest() {
        fields.add(turn("R1", "2026-06-08T08:00", "2026-06-08T09:00", false));
        pumps.add(running("P1", "2026-06-08T08:00", "2026-06-08T09:00"));
    }

    @Test
    void soundPlan_isFoundSound() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void pumpStopsEarlier_tooLittleFlow() {
        pumps.set(0, running("P1", "2026-06-08T08:00", "2026-06-08T08:50"));

        assertThat(broken()).containsExactly(ViolationCode.PUMP_FLOW);
    }

    @Test
    void canalLosesWater_tooLittleFlow() {
        station.efficiency = 0.9;

        assertThat(broken()).containsExactly(ViolationCode.PUMP_FLOW);
    }

    @Test
    void pumpRunsOn_isWithoutUse() {
        pumps.set(0, running("P1", "2026-06-08T08:00", "2026-06-08T09:31"));

        assertThat(broken()).containsExactly(ViolationCode.PUMP_WITHOUT_USE);
    }

    @Test
    void canalTooSmall_isOverloaded() {
        station.capacity = 0.2;

        assertThat(broken()).containsExactly(ViolationCode.CANAL_CAPACITY);
    }

    @Test
    void twoFieldsAtOnce_breakTheOrder() {
        station.with(Station.field("R2", 1000, "2026-06-09T00:00"));
        station.pumps.add(Station.pump("P2", Station.FLOW, 20));
        fields.add(turn("R2", "2026-06-08T08:00", "2026-06-08T09:00", false));
        pumps.add(running("P2", "2026-06-08T08:00", "2026-06-08T09:00"));

        assertThat(broken()).containsExactly(ViolationCode.CANAL_ORDER);
    }

    @Test
    void blockOfCanal_isBroken() {
        for (BlockReason reason : BlockReason.values()) {
            station.canalBlocks.clear();
            station.canalBlocks.add(new Block(reason, Station.period("2026-06-08T08:59", "2026-06-08T10:00")));

            assertThat(PlanCheck.violations(station.problem(), plan())).allSatisfy(violation -> {
                assertThat(violation.code()).isEqualTo(ViolationCode.BLOCKED);
                assertThat(violation.arguments()).containsEntry("reason", reason.name());
            });
            assertThat(broken()).isNotEmpty();
        }
    }

    @Test
    void lockoutOfPump_isBroken() {
        Block lockout = new Block(BlockReason.WATER_QUALITY, Station.period("2026-06-08T08:30", "2026-06-08T08:40"));
        station.pumps.set(0, Station.pump("P1", Station.FLOW, 20, List.of(lockout)));

        assertThat(broken()).containsExactly(ViolationCode.BLOCKED);
    }

    @Test
    void deadline_isMissed() {
        station.fields.set(0, Station.field("R1", 1000, "2026-06-08T08:30"));

        assertThat(broken()).containsExactlyInAnyOrder(ViolationCode.AFTER_DEADLINE, ViolationCode.UNTOLD_SHORTFALL);
    }

    @Test
    void tooLittleWater_isUntold() {
        station.fields.set(0, Station.field("R1", 1500, "2026-06-09T00:00"));

        assertThat(broken()).containsExactly(ViolationCode.UNTOLD_SHORTFALL);
    }

    @Test
    void tooMuchWater_isFound() {
        station.fields.set(0, Station.field("R1", 500, "2026-06-09T00:00"));

        assertThat(broken()).containsExactly(ViolationCode.TOO_MUCH);
    }

    @Test
    void shortRunShortRestAndManyStarts_areFound() {
        station.fields.set(0, piecewise());
        fields.clear();
        pumps.clear();
        for (int i = 0; i < 6; i++) {
            Instant start = Station.at("2026-06-08T08:00").plus(Duration.ofMinutes(10L * i));
            Period period = new Period(start, start.plus(Duration.ofMinutes(5)));
            fields.add(turn("R1", period, false));
            pumps.add(running("P1", period));
        }

        assertThat(broken())
                .containsExactlyInAnyOrder(
                        ViolationCode.PUMP_MINIMUM_RUN,
                        ViolationCode.PUMP_MINIMUM_OFF,
                        ViolationCode.PUMP_STARTS,
                        ViolationCode.UNTOLD_SHORTFALL);
    }

    @Test
    void pumpThatStoppedJustBefore_restsTooShort() {
        station.pumps.set(
                0,
                ChangedPump.like(station.pumps.getFirst())
                        .minimums(Duration.ofMinutes(30), Duration.ofHours(12))
                        .stoppedAt(Station.at("2026-06-07T21:00"))
                        .pump());

        assertThat(broken()).containsExactly(ViolationCode.PUMP_MINIMUM_OFF);
    }

    @Test
    void pinnedTurn_movedByAMinute_isLost() {
        station.pins.add(new PinnedTurn("R1", Station.period("2026-06-08T08:01", "2026-06-08T09:01")));

        assertThat(broken()).contains(ViolationCode.PIN_LOST);
    }

    @Test
    void energyOfAnotherBand_isWrong() {
        PumpTurn turn = pumps.getFirst();
        pumps.set(
                0,
                new PumpTurn(
                        turn.pump(),
                        turn.canal(),
                        turn.target(),
                        turn.start(),
                        turn.end(),
                        List.of(new BandEnergy("off-peak", 1300, 20, 26_000))));

        assertThat(broken()).containsExactly(ViolationCode.WRONG_AMOUNT);
    }

    @Test
    void unknownField_isFound() {
        fields.add(turn("R9", "2026-06-08T08:00", "2026-06-08T09:00", false));

        assertThat(broken()).containsExactly(ViolationCode.UNKNOWN);
    }

    private Set<ViolationCode> broken() {
        return PlanCheck.violations(station.problem(), plan()).stream()
                .map(Violation::code)
                .collect(Collectors.toSet());
    }

    private Plan plan() {
        return new Plan(fields, pumps, List.of(), List.of());
    }

    private static FieldDemand piecewise() {
        return ChangedDemand.like(Station.field("R1", 1000, "2026-06-09T00:00"))
                .pieces(Duration.ZERO)
                .demand();
    }

    private static FieldTurn turn(String field, String from, String to, boolean pinned) {
        return turn(field, Station.period(from, to), pinned);
    }

    private static FieldTurn turn(String field, Period period, boolean pinned) {
        double volume = Station.FLOW * period.length().toSeconds();
        return new FieldTurn(
                field,
                "K1",
                new Target("valve-" + field, "valve"),
                period.from(),
                period.to(),
                Station.FLOW,
                volume,
                pinned);
    }

    private static PumpTurn running(String pump, String from, String to) {
        return running(pump, Station.period(from, to));
    }

    private static PumpTurn running(String pump, Period period) {
        return new PumpTurn(
                pump,
                "K1",
                new Target("station", pump),
                period.from(),
                period.to(),
                Energy.of(20, period, ExampleTariff.calendar()));
    }
}
