package org.kenh.operations.irrigation.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.kenh.operations.irrigation.execution.ExecutionWorld.GAUGE;
import static org.kenh.operations.irrigation.execution.ExecutionWorld.PROBE;
import static org.kenh.operations.irrigation.execution.ExecutionWorld.PUMP;
import static org.kenh.operations.irrigation.execution.ExecutionWorld.SUCTION;
import static org.kenh.operations.irrigation.execution.ExecutionWorld.number;
import static org.kenh.operations.irrigation.execution.ExecutionWorld.running;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.Eventually;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.irrigation.demand.DeliveredWater;
import org.kenh.operations.irrigation.desk.PlanContent;
import org.kenh.operations.irrigation.desk.PlanHead;
import org.kenh.operations.irrigation.desk.PlanState;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.desk.Wish;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** What follows a plan that stands, on a real database with the real solver. */
class ExecutionDeskTest {
    private final ExecutionWorld world = new ExecutionWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void turn_told_isAccountedFor_andGoesIntoTheFieldsWater() {
        PlanContent plan = world.publish();
        PlannedTurn field = world.turn(plan, SubjectKind.FIELD, "r1");
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.PLANNED);

        Instant start = field.period().from();
        world.at(start.plusSeconds(60));
        world.tell(field, start.plusSeconds(1), "started", "");
        world.tell(field, start.plusSeconds(30), "confirmed", "");
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.RUNNING);
        assertThat(world.account(field.id()).course().confirmed()).contains(start.plusSeconds(30));

        Instant end = field.period().to();
        world.at(end.plusSeconds(60));
        double given = field.volume() * 1.01;
        world.tell(field, end, "ended", ",\"reason\":\"time\",\"volume\":" + given + ",\"atRest\":true");
        world.desk.tick();

        TurnAccount account = world.account(field.id());
        assertThat(account.state()).isEqualTo(AccountState.DONE);
        assertThat(account.course().atRest()).contains(true);
        assertThat(account.deviation().orElseThrow()).isCloseTo(0.01, within(1e-9));
        assertThat(account.volume().orElseThrow().how()).isEqualTo(VolumeHow.TURN_EVENT);
        List<DeliveredWater.Delivered> delivered = new AccountedWater(world.desk.accounts())
                .to(
                        "r1",
                        start.atZone(Horizon.ZONE).toLocalDate(),
                        end.atZone(Horizon.ZONE).toLocalDate());
        assertThat(delivered.stream()
                        .mapToDouble(DeliveredWater.Delivered::cubicMetres)
                        .sum())
                .isCloseTo(given, within(1e-6));
    }

    @Test
    void turn_isToldOfByItsOwnDeviceAlone_andWhateverItSaysIsKept() {
        PlanContent plan = world.publish();
        PlannedTurn field = world.turn(plan, SubjectKind.FIELD, "r1");
        Instant start = field.period().from();
        world.at(start.plusSeconds(100));
        world.store(PUMP, List.of(ExecutionWorld.event(field, start.plusSeconds(60), "ended", ",\"volume\":9999")));
        world.tell(field, start.plusSeconds(5), "started", "");
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.RUNNING);
        assertThat(world.account(field.id()).volume()).isEmpty();

        world.tell(field, start.plusSeconds(90), "ended", ",\"reason\":\"dry\\u0000run\",\"volume\":1");
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.CUT_SHORT);
        assertThat(world.account(field.id()).course().reason()).isEqualTo("dry run");
    }

    @Test
    void pumpTurn_withoutATellingVolume_isMeasuredByItsSeries_andBandsAddUp() {
        PlanContent plan = world.publish();
        PlannedTurn pump = world.turn(plan, SubjectKind.PUMP, "b");
        Instant from = pump.period().from();
        Instant to = pump.period().to();
        world.at(to.plusSeconds(1_200));
        List<Reading> readings = new ArrayList<>(running(from, pump.period().length(), true));
        for (Instant at = from; !at.isAfter(to.plusSeconds(599)); at = at.plusSeconds(600)) {
            double hours = Duration.between(from, at).toSeconds() / 3_600.0;
            readings.add(number("energy", at, 1_000 + 20 * hours));
        }
        world.store(PUMP, readings);
        world.tell(pump, from, "started", "");
        world.tell(pump, to, "ended", ",\"reason\":\"time\",\"atRest\":true");
        world.desk.tick();

        TurnAccount account = world.account(pump.id());
        double hours = pump.period().length().toMinutes() / 60.0;
        assertThat(account.state()).isEqualTo(AccountState.DONE);
        assertThat(account.volume().orElseThrow().how()).isEqualTo(VolumeHow.FLOW_SERIES);
        assertThat(account.volume().orElseThrow().cubicMetres())
                .isCloseTo(0.5 * 3_600 * hours, within(0.005 * 1_800 * hours));
        assertThat(account.energy().orElseThrow().how()).isEqualTo(EnergyHow.ENERGY_SERIES);
        assertThat(account.kilowattHours()).isCloseTo(20 * hours, within(0.05 * hours));
        assertThat(account.cost())
                .isCloseTo(
                        account.energy().orElseThrow().bands().stream()
                                .mapToDouble(band -> band.price() * band.kilowattHours())
                                .sum(),
                        within(1e-6));
        world.desk.tick();
        assertThat(manual()).isEmpty();
        assertThat(world.flag(PUMP, Flag.IRRIGATION_SHORT)).isFalse();
    }

    @Test
    void pumpTurn_thatMovesTooLittle_isToldToTheAlarmDesk_withoutANewPlan() {
        PlanContent plan = world.publish();
        PlannedTurn pump = world.turn(plan, SubjectKind.PUMP, "b");
        world.at(pump.period().to().plusSeconds(60));
        for (PlannedTurn field : plan.turns()) {
            world.tell(field, field.period().from(), "started", "");
            double share = field.kind() == SubjectKind.PUMP ? 0.9 : 1;
            world.tell(
                    field, field.period().to(), "ended", ",\"reason\":\"time\",\"volume\":" + share * field.volume());
        }
        world.desk.tick();

        assertThat(world.account(pump.id()).state()).isEqualTo(AccountState.DONE);
        assertThat(world.flag(PUMP, Flag.IRRIGATION_SHORT)).isTrue();
        assertThat(world.flag(PUMP, Flag.IRRIGATION_MISSED)).isFalse();
        assertThat(proposals()).isEmpty();
    }

    @Test
    void turn_notBegunThoughTheDeviceIsLinked_isMissed_raisesTheFlagAndADraft_atMostOneInTenMinutes() {
        PlanContent plan = world.publish();
        PlannedTurn field = world.turn(plan, SubjectKind.FIELD, "r1");
        world.at(field.period().from().plusSeconds(119));
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.PLANNED);
        assertThat(world.flag(DeviceId.of("r1-1"), Flag.IRRIGATION_MISSED)).isFalse();

        world.at(field.period().from().plusSeconds(121));
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.MISSED);
        assertThat(world.flag(DeviceId.of("r1-1"), Flag.IRRIGATION_MISSED)).isTrue();
        assertThat(world.flag(DeviceId.of("r2-1"), Flag.IRRIGATION_MISSED)).isFalse();
        Eventually.isTrue("a draft is proposed", () -> proposals().size() == 1);
        assertThat(proposals().getFirst().published()).isEmpty();

        new org.kenh.operations.timescale.SqlReplanStore(world.database).want("missed", "r2", world.clock.instant());
        world.clock.advance(Duration.ofMinutes(9));
        world.desk.tick();
        assertThat(proposals()).hasSize(1);
        world.clock.advance(Duration.ofMinutes(2));
        world.desk.tick();
        Eventually.isTrue(
                "another draft takes its place",
                () -> proposals().size() == 2
                        && proposals().stream().anyMatch(head -> head.state() == PlanState.DISCARDED));
    }

    @Test
    void turn_ofADeviceWithoutLink_isUnknownUntilItTells() {
        PlanContent plan = world.publish();
        PlannedTurn field = world.turn(plan, SubjectKind.FIELD, "r1");
        DeviceId valve = DeviceId.of("r1-1");
        world.linkedSince.put(valve, Optional.empty());
        world.at(field.period().to().plus(Duration.ofHours(3)));
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.UNKNOWN);
        assertThat(world.account(field.id()).course().reason()).isEqualTo("no-link");
        assertThat(world.flag(valve, Flag.IRRIGATION_MISSED)).isFalse();

        world.linkedSince.put(valve, Optional.of(world.clock.instant()));
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.UNKNOWN);
        world.tell(field, field.period().to(), "ended", ",\"reason\":\"volume\",\"volume\":" + field.volume());
        world.tell(field, field.period().from(), "started", "");
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.DONE);
    }

    @Test
    void turn_thatGotTooLittle_isCutShort() {
        PlanContent plan = world.publish();
        PlannedTurn field = world.turn(plan, SubjectKind.FIELD, "r2");
        world.at(field.period().to());
        world.tell(field, field.period().from(), "started", "");
        world.tell(
                field,
                field.period().from().plusSeconds(1_200),
                "ended",
                ",\"reason\":\"high-level\",\"volume\":" + 0.94 * field.volume());
        world.desk.tick();

        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.CUT_SHORT);
        assertThat(world.account(field.id()).course().reason()).isEqualTo("high-level");
        assertThat(world.flag(DeviceId.of("r2-1"), Flag.IRRIGATION_MISSED)).isTrue();
    }

    @Test
    void pump_thatRunsOutsideAnyTurn_isAccountedForOnce_alsoWhenItIsHeardLate() {
        Instant start = ExecutionWorld.START;
        world.at(start.plus(Duration.ofMinutes(44)));
        world.desk.tick();
        world.store(PUMP, running(start, Duration.ofMinutes(9), false));
        world.store(PUMP, running(start.plusSeconds(600), Duration.ofMinutes(30), true));
        world.clock.advance(Duration.ofMinutes(1));
        world.desk.tick();
        assertThat(manual()).singleElement().satisfies(account -> {
            assertThat(account.state()).isEqualTo(AccountState.RUNNING);
            assertThat(account.course().started()).contains(start.plusSeconds(600));
        });

        world.store(PUMP, running(start.plusSeconds(2_460), Duration.ofMinutes(5), false));
        for (int minute = 0; minute < 200; minute += 20) {
            world.clock.advance(Duration.ofMinutes(20));
            world.desk.tick();
        }
        assertThat(manual()).singleElement().satisfies(account -> {
            assertThat(account.state()).isEqualTo(AccountState.DONE);
            assertThat(account.course().ended()).contains(start.plusSeconds(2_460));
            assertThat(account.volume().orElseThrow().cubicMetres()).isCloseTo(0.5 * 1_860, within(1.0));
            assertThat(account.kilowattHours()).isCloseTo(22 * 1_860 / 3_600.0, within(0.01));
        });
    }

    @Test
    void badWater_locksThePump_stopsIt_takesItsTurnsOut_andOnlyAPersonLetsItGoAfterTwoGoodHours() {
        PlanContent plan = world.publish();
        Instant now = world.clock.instant();
        world.store(PROBE, List.of(number("ph", now, 4.9), number("oxygen", now, 1.2)));
        world.store(PROBE, List.of(number("ph", now.plusSeconds(600), 5.4)));
        world.at(now.plusSeconds(660));
        world.desk.tick();
        assertThat(world.desk.lockouts().list()).isEmpty();

        world.store(PROBE, List.of(number("ph", now.plusSeconds(1_200), 9.1)));
        world.at(now.plusSeconds(1_260));
        world.desk.tick();
        Lockout lockout = world.desk.lockouts().list().getFirst();
        assertThat(lockout.subject()).isEqualTo("b");
        assertThat(lockout.evidence()).hasSize(4);
        assertThat(world.waiting(PUMP)).contains("pump.stop", "schedule.put");
        assertThat(plan.turns()).isNotEmpty();
        assertThat(wanted()).isEmpty();
        assertThat(world.flag(PUMP, Flag.IRRIGATION_LOCKOUT)).isTrue();
        assertThat(holds()).containsExactly(BlockReason.WATER_QUALITY);

        Instant good = now.plusSeconds(1_800);
        for (int minute = 0; minute <= 119; minute += 10) {
            Instant at = good.plusSeconds(60L * minute);
            world.store(PROBE, List.of(number("ph", at, 7), number("oxygen", at, 5)));
        }
        world.restart();
        world.at(good.plus(Duration.ofMinutes(119)));
        world.desk.tick();
        assertThat(world.desk.lockouts().release(lockout.id(), "an", "đã thử"))
                .isEqualTo(new LockoutDecision.TooEarly(Optional.of(good.plus(Duration.ofHours(2)))));
        world.at(good.plus(Duration.ofHours(2)));
        world.desk.tick();
        assertThat(world.desk.lockouts().find(lockout.id()).orElseThrow().state())
                .isEqualTo(Lockout.State.RELEASABLE);
        assertThat(world.flag(PUMP, Flag.IRRIGATION_LOCKOUT)).isTrue();
        assertThat(world.desk.lockouts().release(lockout.id(), "an", "đã thử nước"))
                .isInstanceOf(LockoutDecision.Done.class);
        world.clock.advance(Duration.ofMinutes(1));
        world.desk.tick();
        assertThat(world.flag(PUMP, Flag.IRRIGATION_LOCKOUT)).isFalse();
        assertThat(holds()).isEmpty();
        assertThat(world.desk.lockouts().list()).hasSize(1);
    }

    @Test
    void highCanal_bringsDrainageMode_untilItIsCalmForHalfAnHour() {
        world.publish();
        Instant now = world.clock.instant();
        world.store(GAUGE, List.of(number("level", now, 3.2)));
        world.at(now.plusSeconds(60));
        world.desk.tick();
        assertThat(holds()).containsOnly(BlockReason.DRAINAGE);
        assertThat(wanted()).isEmpty();

        for (int minute = 10; minute <= 40; minute += 10) {
            world.store(GAUGE, List.of(number("level", now.plusSeconds(60L * minute), minute == 10 ? 3.16 : 3.14)));
        }
        world.at(now.plus(Duration.ofMinutes(49)));
        world.desk.tick();
        assertThat(holds()).containsOnly(BlockReason.DRAINAGE);
        world.store(GAUGE, List.of(number("level", now.plus(Duration.ofMinutes(50)), 3.1)));
        world.at(now.plus(Duration.ofMinutes(51)));
        world.desk.tick();
        assertThat(holds()).isEmpty();
        assertThat(world.desk
                        .lockouts()
                        .list()
                        .getFirst()
                        .released()
                        .orElseThrow()
                        .by())
                .isEqualTo("kenh");
    }

    @Test
    void lowIntake_blocksForSixHoursAhead() {
        Instant now = world.clock.instant();
        world.store(
                SUCTION, List.of(number("level.suction", now, 0.7), number("level.suction", now.plusSeconds(60), 0.7)));
        world.at(now.plusSeconds(61));
        world.desk.tick();
        assertThat(holds()).isEmpty();
        world.store(SUCTION, List.of(number("level.suction", now.plusSeconds(121), 0.79)));
        world.at(now.plusSeconds(122));
        world.desk.tick();
        world.at(now.plusSeconds(200));
        world.desk.tick();
        assertThat(new Holds(lockouts(), stops(), world.plans.registry, world.clock)
                        .within(new Period(now, now.plus(Duration.ofDays(1)))))
                .singleElement()
                .satisfies(blocked -> assertThat(blocked.block().period().to())
                        .isEqualTo(world.clock.instant().plus(Duration.ofHours(6))));
    }

    @Test
    void stop_tellsEverythingOnTheCanal_showsWhoAnswers_andTwoPeopleLetItGo() {
        PlanContent plan = world.publish();
        Stop stop = ((StopDecision.Done) world.desk.stops().stop("k", "an", "vỡ bờ")).stop();
        assertThat(stop.devices()).extracting(Stop.Device::subject).containsExactly("b", "r1", "r2");
        assertThat(world.waiting(PUMP)).contains("pump.stop");
        assertThat(world.waiting(DeviceId.of("r1-1"))).contains("valve.close");
        assertThat(plan.turns()).isNotEmpty();
        assertThat(wanted()).isEmpty();
        Command command = world.commands.waiting(PUMP, world.clock.instant()).stream()
                .filter(one -> one.name().equals("pump.stop"))
                .findFirst()
                .orElseThrow();
        assertThat(command.args()).contains("\"now\":true");
        world.commands
                .answered(
                        PUMP,
                        new CommandAnswer(command.id(), CommandAnswer.State.DONE, "stopped"),
                        world.clock.instant())
                .toCompletableFuture()
                .join();
        world.desk.tick();
        assertThat(world.flag(PUMP, Flag.IRRIGATION_STOPPED)).isTrue();
        assertThat(world.desk.stops().find(stop.id()).orElseThrow().devices())
                .filteredOn(device -> !device.hasConfirmed())
                .extracting(Stop.Device::subject)
                .containsExactly("r1", "r2");

        world.restart();
        world.clock.advance(Duration.ofMinutes(11));
        world.commands.expire();
        world.desk.tick();
        assertThat(world.waiting(DeviceId.of("r1-1"))).contains("valve.close");
        assertThat(holds()).contains(BlockReason.EMERGENCY_STOP);

        assertThat(world.desk.stops().release(stop.id(), "binh", "đã đắp bờ")).isInstanceOf(StopDecision.Done.class);
        assertThat(world.desk.stops().release(stop.id(), "binh", "đã đắp bờ"))
                .isInstanceOf(StopDecision.SamePerson.class);
        assertThat(holds()).contains(BlockReason.EMERGENCY_STOP);
        assertThat(world.desk.stops().release(stop.id(), "an", "đã xem")).isInstanceOf(StopDecision.Done.class);
        assertThat(holds()).isEmpty();
        assertThat(world.desk.stops().release(stop.id(), "an", "nữa")).isInstanceOf(StopDecision.Released.class);
        world.desk.tick();
        assertThat(world.flag(PUMP, Flag.IRRIGATION_STOPPED)).isFalse();
    }

    @Test
    void stop_pressedAgain_asksEverythingAnew_andTakesInWhatHasCome() {
        Stop stop = stopped();
        answerAll();
        world.clock.advance(Duration.ofSeconds(30));
        world.desk.tick();
        assertThat(world.waiting(PUMP)).doesNotContain("pump.stop");

        ExecutionWorld.done(world.plans.registry.fields().add(TestWorks.field("r3", "k"), "an"));
        Stop again = stopped();
        assertThat(again.id()).isEqualTo(stop.id());
        assertThat(again.devices()).extracting(Stop.Device::subject).containsExactly("b", "r1", "r2", "r3");
        assertThat(world.waiting(PUMP)).containsOnlyOnce("pump.stop");
        assertThat(world.waiting(DeviceId.of("r1-1"))).containsOnlyOnce("valve.close");
        assertThat(world.waiting(DeviceId.of("r3-1"))).containsOnlyOnce("valve.close");
    }

    @Test
    void stop_takesInWhatComesToItsCanal_alsoWhenNobodyPressesAgain() {
        stopped();
        ExecutionWorld.done(world.plans.registry.fields().add(TestWorks.field("r3", "k"), "an"));
        world.desk.tick();

        assertThat(world.desk.stops().list().getFirst().devices()).hasSize(4);
        assertThat(world.waiting(DeviceId.of("r3-1"))).containsOnlyOnce("valve.close");
    }

    @Test
    void stop_holds_whatRunsAgainIsToldAgain_everyFiveMinutesAtMost_untilItRests() {
        stopped();
        answerAll();
        Instant stopped = world.clock.instant();
        world.store(PUMP, running(stopped.plusSeconds(60), Duration.ofMinutes(3), true));
        world.store(DeviceId.of("r1-1"), flowing(stopped.plusSeconds(60), Duration.ofMinutes(3)));
        world.at(stopped.plus(Duration.ofMinutes(4)));
        world.desk.tick();
        assertThat(world.waiting(PUMP)).doesNotContain("pump.stop");

        world.at(stopped.plus(Duration.ofMinutes(5)));
        world.desk.tick();
        assertThat(world.waiting(PUMP)).containsOnlyOnce("pump.stop");
        assertThat(world.waiting(DeviceId.of("r1-1"))).containsOnlyOnce("valve.close");
        assertThat(world.waiting(DeviceId.of("r2-1"))).doesNotContain("valve.close");
        answerAll();
        world.store(PUMP, running(stopped.plusSeconds(400), Duration.ofMinutes(1), false));
        world.at(stopped.plus(Duration.ofMinutes(11)));
        world.desk.tick();
        assertThat(world.waiting(PUMP)).doesNotContain("pump.stop");
        assertThat(world.waiting(DeviceId.of("r1-1"))).containsOnlyOnce("valve.close");
    }

    @Test
    void turn_thatIsOver_isNotPinnedAgain_andTheNewPlanCanBePublished() {
        PlanContent plan = world.publish();
        PlannedTurn field = world.turn(plan, SubjectKind.FIELD, "r1");
        PlannedTurn pump = world.turn(plan, SubjectKind.PUMP, "b");
        Instant start = field.period().from();
        world.at(start.plusSeconds(700));
        world.tell(field, start.plusSeconds(1), "started", "");
        world.tell(field, start.plusSeconds(600), "ended", ",\"reason\":\"valve-fault\",\"volume\":9");
        world.tell(pump, pump.period().from().plusSeconds(1), "started", "");
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.CUT_SHORT);
        Eventually.isTrue("a draft is proposed", () -> proposals().size() == 1);

        PlanContent draft =
                world.plans.desk.plans().content(proposals().getFirst().id()).orElseThrow();
        assertThat(draft.problem().pins()).isEmpty();
        assertThat(draft.turns()).extracting(PlannedTurn::id).doesNotContain(field.id());
        assertThat(draft.turns()).extracting(PlannedTurn::subject).contains("r1");
        ExecutionWorld.must(world.plans.desk.plans().accept(draft.head().id(), "an"));
        ExecutionWorld.must(world.plans.desk.publishing().publish(draft.head().id(), "binh"));
    }

    @Test
    void pumpTurn_thatIsOver_doesNotGoOnInTheNewPlan_norDoesAPinThatWasMissed() {
        PlanContent first = world.publish();
        PlannedTurn r1 = world.turn(first, SubjectKind.FIELD, "r1");
        PlanContent plan = world.publish(new Wish(
                Optional.of(first.head().id()),
                Optional.empty(),
                Optional.empty(),
                List.of(r1.id()),
                List.of(),
                List.of(),
                List.of()));
        PlannedTurn field = world.turn(plan, SubjectKind.FIELD, "r1");
        PlannedTurn pump = world.turn(plan, SubjectKind.PUMP, "b");
        assertThat(plan.problem().pins()).isNotEmpty();
        Instant start = pump.period().from().isAfter(field.period().from())
                ? pump.period().from()
                : field.period().from();
        world.at(start.plusSeconds(700));
        world.tell(pump, start.plusSeconds(1), "started", "");
        world.tell(pump, start.plusSeconds(60), "ended", ",\"reason\":\"dry-run\"");
        world.desk.tick();
        assertThat(world.account(field.id()).state()).isEqualTo(AccountState.MISSED);
        assertThat(world.account(pump.id()).state()).isEqualTo(AccountState.CUT_SHORT);
        Eventually.isTrue("a draft is proposed", () -> proposals().size() == 1);

        PlanContent draft =
                world.plans.desk.plans().content(proposals().getFirst().id()).orElseThrow();
        assertThat(draft.problem().pins()).isEmpty();
        assertThat(draft.constraints()).isEmpty();
        assertThat(draft.problem().pumps().getFirst().runningSince()).isNull();
        assertThat(draft.turns()).extracting(PlannedTurn::id).doesNotContain(field.id(), pump.id());
    }

    private Stop stopped() {
        return ((StopDecision.Done) world.desk.stops().stop("k", "an", "vỡ bờ")).stop();
    }

    private static List<Reading> flowing(Instant from, Duration length) {
        List<Reading> readings = new ArrayList<>();
        for (Instant at = from; !at.isAfter(from.plus(length)); at = at.plusSeconds(60)) {
            readings.add(number("inlet.flow", at, 0.3));
        }
        return readings;
    }

    /** Every device has done what waits for it. */
    private void answerAll() {
        for (DeviceId device : List.of(PUMP, DeviceId.of("r1-1"), DeviceId.of("r2-1"))) {
            for (Command command : world.commands.waiting(device, world.clock.instant())) {
                world.commands
                        .answered(
                                device,
                                new CommandAnswer(command.id(), CommandAnswer.State.DONE, "done"),
                                world.clock.instant())
                        .toCompletableFuture()
                        .join();
            }
        }
    }

    private List<PlannedTurn> wanted() {
        long current = world.plans.desk.plans().current().orElseThrow().id();
        return world.plans.desk.plans().content(current).orElseThrow().turns().stream()
                .filter(PlannedTurn::isWanted)
                .toList();
    }

    private List<PlanHead> proposals() {
        return world.plans.desk.plans().list(Optional.empty()).stream()
                .filter(head -> head.made().by().equals("kenh") && head.state() != PlanState.SOLVING)
                .toList();
    }

    private List<TurnAccount> manual() {
        Instant now = world.clock.instant();
        return world
                .desk
                .accounts()
                .within(new Period(now.minus(Duration.ofDays(2)), now), Optional.of(Set.of("b")), 100)
                .stream()
                .filter(TurnAccount::isManual)
                .toList();
    }

    private List<BlockReason> holds() {
        Instant now = world.clock.instant();
        return new Holds(lockouts(), stops(), world.plans.registry, world.clock)
                .within(new Period(now, now.plus(Duration.ofDays(5)))).stream()
                        .map(blocked -> blocked.block().reason())
                        .toList();
    }

    private LockoutStore lockouts() {
        return new org.kenh.operations.timescale.SqlLockoutStore(world.database);
    }

    private StopStore stops() {
        return new org.kenh.operations.timescale.SqlStopStore(world.database);
    }
}
