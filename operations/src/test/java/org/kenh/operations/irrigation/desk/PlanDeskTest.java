package org.kenh.operations.irrigation.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.Eventually;
import org.kenh.operations.TestClock;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.command.Commands;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.execution.AccountState;
import org.kenh.operations.irrigation.execution.AccountStore;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.irrigation.plan.Block;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Violation;
import org.kenh.operations.irrigation.plan.ViolationCode;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlTurnAccounts;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.SignedDocument;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.ScheduleCodec;

/** From the wish for a plan to what devices have, on a real database with the real solver. */
class PlanDeskTest {
    /** A Sunday, 07:00 in Vietnam. */
    private static final Instant START = Instant.parse("2026-06-14T00:00:00Z");

    private static final DeviceId PUMP = DeviceId.of("b-dk");
    private static final DeviceId VALVE_1 = DeviceId.of("r1-1");
    private static final DeviceId VALVE_2 = DeviceId.of("r2-1");

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private OperationsDatabase database;
    private Commands commands;
    private DeskWorld world;

    @BeforeEach
    void open() {
        database = OperationsDatabase.open(settings, 6);
        commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
        world = new DeskWorld(database, clock, commands::wake);
        world.desk.plans().start();
        done(world.registry.canals().add(TestWorks.canal("k"), "an"));
        done(world.registry.pumps().add(TestWorks.pump("b", "k"), "an"));
        done(world.registry.fields().add(TestWorks.field("r1", "k"), "an"));
        done(world.registry.fields().add(TestWorks.field("r2", "k"), "an"));
        world.needs.add(need("r1", 3_000, 3));
        world.needs.add(need("r2", 2_000, 2));
    }

    @AfterEach
    void close() {
        world.desk.plans().close();
        database.close();
    }

    @Test
    void plan_made_isDraftWithTurnsForBothFieldsAndThePump() {
        PlanContent plan = solved(Wish.fresh(Optional.empty(), Optional.empty()));

        assertThat(plan.head().state()).isEqualTo(PlanState.DRAFT);
        assertThat(plan.head().horizon().from()).isEqualTo(START.plus(Duration.ofMinutes(30)));
        PlanHead.Figures figures = plan.head().figures().orElseThrow();
        assertThat(figures.volume()).isBetween(4_999.0, 5_002.0);
        assertThat(figures.missing()).isZero();
        assertThat(figures.cost()).isPositive().isLessThanOrEqualTo(figures.greedyCost() + 1);
        assertThat(subjects(plan)).containsExactlyInAnyOrder("b", "r1", "r2");
        assertThat(plan.turns())
                .allMatch(turn -> turn.id().startsWith("p" + plan.head().id() + "-"));
    }

    @Test
    void publishing_byTheOneWhoAccepted_isRefused() {
        PlanContent plan = solved(Wish.fresh(Optional.empty(), Optional.empty()));
        assertThat(world.desk.publishing().publish(plan.head().id(), "binh"))
                .isEqualTo(new Decision.WrongState(PlanState.DRAFT));
        assertThat(world.desk.plans().accept(plan.head().id(), "an")).isInstanceOf(Decision.Done.class);

        assertThat(world.desk.publishing().publish(plan.head().id(), "an")).isEqualTo(new Decision.SamePerson());
        assertThat(world.desk.plans().current()).isEmpty();
        assertThat(commands.waiting(PUMP, clock.instant())).isEmpty();

        assertThat(world.desk.publishing().publish(plan.head().id(), "binh")).isInstanceOf(Decision.Done.class);
        assertThat(world.desk
                        .plans()
                        .current()
                        .orElseThrow()
                        .published()
                        .orElseThrow()
                        .by())
                .isEqualTo("binh");
    }

    @Test
    void schedule_published_isSignedForEachDeviceAndConfirmedByItsAnswer() {
        PlanContent plan = published(Wish.fresh(Optional.empty(), Optional.empty()));

        Schedule pump = schedule(PUMP);
        assertThat(pump.version()).isEqualTo(1);
        assertThat(pump.turns()).isNotEmpty().allMatch(turn -> turn.target().equals("pump"));
        assertThat(turns(VALVE_1)).allMatch(turn -> turn.target().equals("valve"));
        assertThat(turns(VALVE_1).stream()
                        .mapToDouble(turn -> turn.volume().orElseThrow())
                        .sum())
                .isBetween(2_999.0, 3_001.0);
        assertThat(states()).containsOnly(CommandState.QUEUED).hasSize(3);

        Command command = commands.waiting(PUMP, clock.instant()).getFirst();
        assertThat(command.expiresAt()).isEqualTo(START.plus(ScheduleWriter.PATIENCE));
        answer(PUMP, command, CommandAnswer.State.DONE, "version 1");
        world.desk.tick();
        assertThat(world.desk.publishing().list(Optional.of(plan.head().id())))
                .filteredOn(one -> one.device().equals(PUMP))
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(CommandState.DONE))
                .satisfies(one -> assertThat(one.newest()).isTrue());
    }

    @Test
    void schedule_thatDidNotArrive_isSentAgainAsTheNextVersionAndNothingElseWaits() {
        published(Wish.fresh(Optional.empty(), Optional.empty()));
        Schedule first = schedule(PUMP);
        clock.advance(ScheduleWriter.PATIENCE);
        commands.expire();
        world.desk.tick();

        assertThat(commands.waiting(PUMP, clock.instant())).hasSize(1);
        Schedule second = schedule(PUMP);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.turns()).isEqualTo(first.turns());
    }

    @Test
    void schedule_refusedByADeviceThatHasAGreaterVersion_isSentWithAGreaterOne() {
        published(Wish.fresh(Optional.empty(), Optional.empty()));
        Command command = commands.waiting(PUMP, clock.instant()).getFirst();
        answer(PUMP, command, CommandAnswer.State.REFUSED, "old-schedule: lịch cũ, version 41 / version 41");
        world.desk.tick();

        assertThat(schedule(PUMP).version()).isEqualTo(42);
    }

    @Test
    void schedule_thatTheDeviceCannotTake_isSentAgainAfterAPauseAsTheNextVersion() {
        published(Wish.fresh(Optional.empty(), Optional.empty()));
        Schedule first = schedule(PUMP);
        answer(
                PUMP,
                commands.waiting(PUMP, clock.instant()).getFirst(),
                CommandAnswer.State.REFUSED,
                "untrusted-clock: đồng hồ chưa đúng / the clock is not trusted");
        answer(
                VALVE_1,
                commands.waiting(VALVE_1, clock.instant()).getFirst(),
                CommandAnswer.State.FAILED,
                "not-stored: không ghi được / could not be stored");
        clock.advance(Duration.ofMinutes(4));
        world.desk.tick();
        assertThat(commands.waiting(PUMP, clock.instant())).isEmpty();
        assertThat(commands.waiting(VALVE_1, clock.instant())).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        world.desk.tick();

        assertThat(schedule(PUMP).version()).isEqualTo(2);
        assertThat(schedule(PUMP).turns()).isEqualTo(first.turns());
        assertThat(schedule(VALVE_1).version()).isEqualTo(2);
    }

    @Test
    void schedule_thatTakesTurnsAway_isSentUntilItArrives_thoughNewerPlansHaveNothingForTheDevice() {
        published(Wish.fresh(Optional.empty(), Optional.empty()));
        answer(PUMP, commands.waiting(PUMP, clock.instant()).getFirst(), CommandAnswer.State.DONE, "version 1");
        world.blocked.add(new Blocked(
                SubjectKind.PUMP,
                "b",
                new Block(BlockReason.WATER_QUALITY, new Period(START, START.plus(Duration.ofDays(9))))));
        published(Wish.fresh(Optional.empty(), Optional.empty()));
        assertThat(schedule(PUMP).version()).isEqualTo(2);
        published(Wish.fresh(Optional.empty(), Optional.empty()));

        clock.advance(ScheduleWriter.PATIENCE);
        commands.expire();
        world.desk.tick();

        assertThat(schedule(PUMP).version()).isEqualTo(3);
        assertThat(turns(PUMP)).isEmpty();
        // What was told to the device is over by then.
        clock.advance(Duration.ofDays(9));
        commands.expire();
        world.desk.tick();
        assertThat(commands.waiting(PUMP, clock.instant())).isEmpty();
    }

    @Test
    void turnsWithdrawn_stayWithdrawnInAPlanThatWasMadeBefore() {
        PlanContent first = published(Wish.fresh(Optional.empty(), Optional.empty()));
        PlanContent second =
                solved(Wish.fresh(Optional.of(first.head().horizon().from()), Optional.empty()));
        assertThat(ids(second)).isEqualTo(ids(first));
        world.desk.plans().accept(second.head().id(), "an");
        List<String> ofPump = first.turns().stream()
                .filter(turn -> turn.kind() == SubjectKind.PUMP)
                .map(PlannedTurn::id)
                .toList();
        world.desk.publishing().withdraw(ofPump, "kenh", "dừng khẩn cấp");

        assertThat(world.desk.publishing().publish(second.head().id(), "binh")).isInstanceOf(Decision.Done.class);

        assertThat(turns(PUMP)).isEmpty();
        assertThat(turns(VALVE_1)).isNotEmpty();
        assertThat(world.desk.plans().content(second.head().id()).orElseThrow().turns())
                .filteredOn(turn -> turn.kind() == SubjectKind.PUMP)
                .isNotEmpty()
                .allMatch(turn -> turn.withdrawn().equals(Optional.of("dừng khẩn cấp")));
    }

    @Test
    void newerPlan_keepsIdsOfUnchangedTurns_andOnlyItsScheduleWaits() {
        PlanContent first = published(Wish.fresh(Optional.empty(), Optional.empty()));
        PlanContent second =
                published(Wish.fresh(Optional.of(first.head().horizon().from()), Optional.empty()));

        assertThat(second.head().base()).contains(first.head().id());
        assertThat(ids(second)).isEqualTo(ids(first));
        assertThat(world.desk.plans().find(first.head().id()).orElseThrow().state())
                .isEqualTo(PlanState.SUPERSEDED);
        assertThat(commands.waiting(PUMP, clock.instant())).hasSize(1);
        assertThat(schedule(PUMP).version()).isEqualTo(2);
        assertThat(world.desk.plans().difference(second, first.head().id()).orElseThrow())
                .satisfies(difference -> assertThat(difference.moved()).isEmpty())
                .satisfies(difference -> assertThat(difference.cost()).isZero());
    }

    @Test
    void turn_thatHasBegun_staysAsItIsInTheNextPlan() {
        PlanContent first = published(Wish.fresh(Optional.empty(), Optional.empty()));
        PlannedTurn running = first.turns().getFirst();
        clock.advance(Duration.between(START, running.period().from()).plusMinutes(5));
        world.needs.clear();
        world.needs.add(need("r1", 6_000, 4));
        PlanContent second = published(Wish.fresh(Optional.empty(), Optional.empty()));

        List<PlannedTurn> begun = first.turns().stream()
                .filter(turn ->
                        turn.kind() == SubjectKind.FIELD && turn.period().contains(clock.instant()))
                .toList();
        assertThat(begun).isNotEmpty();
        assertThat(second.turns()).containsAll(begun);
        assertThat(Stream.of(PUMP, VALVE_1, VALVE_2).flatMap(device -> turns(device).stream()))
                .extracting(Turn::id)
                .containsAll(begun.stream().map(PlannedTurn::id).toList());
    }

    @Test
    void fieldWhoseTurnRuns_isNotGivenTheSameWaterOnceMore() {
        world.needs.clear();
        world.needs.add(need("r1", 6_000, 3));
        PlannedTurn running = field(published(Wish.fresh(Optional.empty(), Optional.empty())), "r1");
        clock.advance(Duration.between(START, running.period().from()).plus(Duration.ofHours(2)));

        PlanContent next = published(Wish.fresh(Optional.empty(), Optional.empty()));

        assertThat(next.turns()).contains(running);
        assertThat(next.turns().stream()
                        .filter(turn -> turn.subject().equals("r1"))
                        .mapToDouble(PlannedTurn::volume)
                        .sum())
                .isBetween(5_999.0, 6_001.0);
    }

    @Test
    void draft_whoseBaseIsNoLongerPublished_isRefused() {
        PlanContent left = solved(Wish.fresh(Optional.empty(), Optional.empty()));
        PlanContent taken = published(Wish.fresh(Optional.empty(), Optional.empty()));

        assertThat(world.desk.plans().accept(left.head().id(), "an"))
                .isEqualTo(new Decision.BaseChanged(Optional.of(taken.head().id())));
    }

    @Test
    void plan_thatBreaksALockoutByNow_isRefusedWithWhy() {
        PlanContent plan = solved(Wish.fresh(Optional.empty(), Optional.empty()));
        world.desk.plans().accept(plan.head().id(), "an");
        world.blocked.add(new Blocked(
                SubjectKind.PUMP,
                "b",
                new Block(BlockReason.WATER_QUALITY, plan.head().horizon())));

        Decision decision = world.desk.publishing().publish(plan.head().id(), "binh");

        assertThat(decision).isInstanceOf(Decision.Broken.class);
        List<Violation> violations = ((Decision.Broken) decision).violations();
        assertThat(violations)
                .allMatch(one ->
                        one.code() == ViolationCode.BLOCKED && one.subject().equals("b"));
        assertThat(world.desk.plans().current()).isEmpty();
    }

    @Test
    void plan_inALockoutOfItsOnlyPump_saysWhichFieldsMissWaterAndWhy() {
        world.blocked.add(new Blocked(
                SubjectKind.PUMP,
                "b",
                new Block(BlockReason.WATER_QUALITY, new Period(START, START.plus(Duration.ofDays(9))))));
        PlanContent plan = solved(Wish.fresh(Optional.empty(), Optional.empty()));

        assertThat(plan.turns()).isEmpty();
        assertThat(plan.plan().orElseThrow().shortfalls())
                .extracting(one -> one.field())
                .containsExactlyInAnyOrder("r1", "r2");
    }

    @Test
    void replan_withATurnMoved_keepsItThereAndSaysWhatItCosts() {
        PlanContent first = solved(Wish.fresh(Optional.empty(), Optional.empty()));
        PlannedTurn turn = field(first, "r2");
        Period later = new Period(
                turn.period().from().plus(Duration.ofHours(12)),
                turn.period().to().plus(Duration.ofHours(12)));
        PlanContent second = solved(new Wish(
                Optional.of(first.head().id()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(new Wish.Move(turn.id(), later)),
                List.of(),
                List.of()));

        assertThat(second.head().horizon()).isEqualTo(first.head().horizon());
        assertThat(second.turns()).filteredOn(one -> one.subject().equals("r2")).anySatisfy(one -> {
            assertThat(one.period()).isEqualTo(later);
            assertThat(one.pinned()).isTrue();
        });
        assertThat(second.constraints())
                .singleElement()
                .matches(one -> !one.forbidden() && one.subject().equals("r2"));
        assertThat(world.desk
                        .plans()
                        .difference(second, first.head().id())
                        .orElseThrow()
                        .moved())
                .anyMatch(move -> move.after().field().equals("r2"));
    }

    @Test
    void replan_withATimeForbidden_leavesItFreeAlsoInThePlansThatFollow() {
        PlanContent first = solved(Wish.fresh(Optional.empty(), Optional.empty()));
        PlannedTurn turn = field(first, "r1");
        Wish.Forbid forbid = new Wish.Forbid(SubjectKind.CANAL, "k", turn.period(), "sửa cống");
        PlanContent second = published(new Wish(
                Optional.of(first.head().id()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(forbid),
                List.of()));
        PlanContent third = solved(Wish.fresh(Optional.empty(), Optional.empty()));

        assertThat(second.turns()).noneMatch(one -> one.period().overlaps(turn.period()));
        assertThat(third.turns()).noneMatch(one -> one.period().overlaps(turn.period()));
        assertThat(third.constraints()).singleElement().matches(Constraint::forbidden);
    }

    @Test
    void wish_forWhatIsNotThere_isRefused() {
        PlanContent first = solved(Wish.fresh(Optional.empty(), Optional.empty()));
        Wish wish = new Wish(
                Optional.of(first.head().id()),
                Optional.empty(),
                Optional.empty(),
                List.of("p99-1"),
                List.of(),
                List.of(),
                List.of());
        assertThat(world.desk.plans().create(wish, "an")).isEqualTo(new Started.NoSuch("pins", "p99-1"));
    }

    @Test
    void planning_whileAnotherPlanIsSolved_isBusy_andDiscardingEndsTheSearch() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        world.solver = problem -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            throw new IllegalStateException("not interrupted");
        };
        long id = begun(Wish.fresh(Optional.empty(), Optional.empty()));
        assertThat(world.desk.plans().create(Wish.fresh(Optional.empty(), Optional.empty()), "an"))
                .isEqualTo(new Started.Busy());

        assertThat(world.desk.plans().discard(id, "an", "lập nhầm")).isInstanceOf(Decision.Done.class);

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(world.desk.plans().find(id).orElseThrow().state()).isEqualTo(PlanState.DISCARDED);
    }

    @Test
    void planBeingSolved_whenTheServerStops_hasFailedAfterTheRestart() {
        world.solver = problem -> {
            new CountDownLatch(1).await();
            throw new IllegalStateException("not interrupted");
        };
        long id = begun(Wish.fresh(Optional.empty(), Optional.empty()));
        world.desk.plans().close();

        DeskWorld again = new DeskWorld(database, clock, commands::wake);
        again.desk.plans().start();

        assertThat(again.desk.plans().find(id).orElseThrow())
                .satisfies(head -> assertThat(head.state()).isEqualTo(PlanState.FAILED))
                .satisfies(head -> assertThat(head.note()).isEqualTo("restarted"));
        assertThat(again.desk.plans().create(Wish.fresh(Optional.empty(), Optional.empty()), "an"))
                .isInstanceOf(Started.Solving.class);
    }

    @Test
    void plan_givenUpLongAgo_isForgottenButForItsHead_andTheOneThatStandsIsNot() {
        PlanContent given = solved(Wish.fresh(Optional.empty(), Optional.empty()));
        world.desk.plans().discard(given.head().id(), "an", "nhầm");
        PlanContent standing = published(Wish.fresh(Optional.empty(), Optional.empty()));
        clock.advance(Duration.ofDays(59));
        world.desk.tick();
        assertThat(world.desk.plans().content(given.head().id())).isPresent();
        assertThat(rows(given)).isPositive();
        clock.advance(Duration.ofDays(2));
        world.desk.tick();

        assertThat(world.desk.plans().content(given.head().id())).isEmpty();
        assertThat(world.desk.plans().find(given.head().id())).isPresent();
        assertThat(world.desk.plans().content(standing.head().id())).isPresent();
        assertThat(world.desk.plans().turns(standing.head().horizon())).isNotEmpty();
        assertThat(rows(given)).isZero();
        assertThat(rows(standing)).isEqualTo(standing.turns().size());
    }

    @Test
    void field_thatIsLateAlready_getsItsWaterSoon() {
        world.needs.clear();
        world.needs.add(
                new FieldNeed("r1", 3_000, START.minus(Duration.ofDays(2)), START.minus(Duration.ofDays(1)), 1));
        PlanContent plan = solved(Wish.fresh(Optional.empty(), Optional.empty()));

        assertThat(plan.head().figures().orElseThrow().missing()).isZero();
        assertThat(field(plan, "r1").period().to())
                .isBeforeOrEqualTo(plan.head().horizon().from().plus(Duration.ofDays(1)));
    }

    @Test
    void field_thatIsLate_getsNoWaterAfterItHasClosed() {
        world.needs.clear();
        Instant closes = START.plus(Duration.ofHours(3));
        world.needs.add(new FieldNeed(
                "r1", 3_000, START, START.plus(Duration.ofHours(2)), Optional.of(closes), 1, Optional.empty()));

        PlanContent plan = solved(Wish.fresh(Optional.empty(), Optional.empty()));

        assertThat(plan.turns())
                .filteredOn(turn -> turn.subject().equals("r1"))
                .allSatisfy(turn -> assertThat(turn.period().to()).isBeforeOrEqualTo(closes));
        assertThat(plan.head().figures().orElseThrow().missing()).isPositive();
    }

    @Test
    void news_ofRequestsAndPlans_isTold() {
        List<IrrigationNews.Kind> told = new CopyOnWriteArrayList<>();
        world.news.listen(item -> told.add(item.kind()));
        world.desk
                .requests()
                .ask(
                        new WaterRequest.Wish(
                                "r1", new Period(START, START.plus(Duration.ofDays(1))), Optional.empty(), ""),
                        "nong-dan");
        published(Wish.fresh(Optional.empty(), Optional.empty()));

        assertThat(told).startsWith(IrrigationNews.Kind.REQUEST).contains(IrrigationNews.Kind.PLAN);
    }

    @Test
    void planThatCannotBeMade_failsWithWhy() {
        world.solver = problem -> {
            throw new IllegalStateException("hết bộ nhớ");
        };
        long id = begun(Wish.fresh(Optional.empty(), Optional.empty()));
        Eventually.isTrue("the plan fails", () -> state(id) == PlanState.FAILED);
        assertThat(world.desk.plans().find(id).orElseThrow().note()).isEqualTo("hết bộ nhớ");
    }

    @Test
    void turnsWithdrawn_leaveTheScheduleOfTheirDeviceAlone() {
        PlanContent plan = published(Wish.fresh(Optional.empty(), Optional.empty()));
        List<String> ofPump = plan.turns().stream()
                .filter(turn -> turn.kind() == SubjectKind.PUMP)
                .map(PlannedTurn::id)
                .toList();

        world.desk.publishing().withdraw(ofPump, "kenh", "nước ô nhiễm");

        assertThat(schedule(PUMP).version()).isEqualTo(2);
        assertThat(turns(PUMP)).isEmpty();
        assertThat(schedule(VALVE_1).version()).isEqualTo(1);
        assertThat(world.desk.plans().content(plan.head().id()).orElseThrow().turns())
                .filteredOn(turn -> turn.kind() == SubjectKind.PUMP)
                .allMatch(turn -> turn.withdrawn().equals(Optional.of("nước ô nhiễm")));
    }

    @Test
    void request_approved_isPlannedWithItsAmount_andFreeAgainWhenANewerPlanLeavesItOut() {
        world.needs.clear();
        Period wanted = new Period(START, START.plus(Duration.ofDays(3)));
        Requests requests = world.desk.requests();
        WaterRequest asked = requests.ask(new WaterRequest.Wish("r1", wanted, Optional.of(7.0), "lúa trổ"), "nong-dan")
                .orElseThrow();
        assertThat(requests.ask(new WaterRequest.Wish("r1", wanted, Optional.empty(), ""), "nong-dan"))
                .isEmpty();
        assertThat(requests.approve(asked.id(), "an", "")).isPresent();
        assertThat(requests.refuse(asked.id(), "an", "muộn")).isEmpty();

        PlanContent plan = published(Wish.fresh(Optional.empty(), Optional.empty()));

        // 7 mm on 30 ha at an efficiency of 0.7.
        assertThat(field(plan, "r1").volume()).isBetween(2_999.0, 3_001.0);
        assertThat(requests.find(asked.id()).orElseThrow())
                .satisfies(request -> assertThat(request.state()).isEqualTo(RequestState.PLANNED))
                .satisfies(request ->
                        assertThat(request.plan()).contains(plan.head().id()));
        world.blocked.add(new Blocked(
                SubjectKind.FIELD,
                "r1",
                new Block(BlockReason.RAIN_DELAY, new Period(START, wanted.to().plus(Duration.ofDays(9))))));
        published(Wish.fresh(Optional.empty(), Optional.empty()));
        assertThat(requests.find(asked.id()).orElseThrow().state()).isEqualTo(RequestState.APPROVED);
        clock.advance(Duration.ofDays(4));
        world.desk.tick();
        assertThat(requests.list(AreaScope.of(Optional.empty(), List.of()), Set.of(RequestState.LAPSED)))
                .extracting(WaterRequest::id)
                .containsExactly(asked.id());
    }

    @Test
    void request_whoseTurnsAreDone_isServed_andNotBefore() {
        WaterRequest asked = planned();
        PlanContent plan =
                world.desk.plans().content(asked.plan().orElseThrow()).orElseThrow();
        PlannedTurn turn = field(plan, "r1");
        clock.advance(Duration.between(START, turn.period().from()).plusMinutes(30));
        keep(turn, AccountState.RUNNING);
        world.desk.tick();
        assertThat(state(asked)).isEqualTo(RequestState.PLANNED);

        clock.advance(Duration.between(clock.instant(), turn.period().to()));
        keep(turn, AccountState.DONE);
        world.desk.tick();

        assertThat(state(asked)).isEqualTo(RequestState.SERVED);
        assertThat(world.desk
                        .requests()
                        .ask(new WaterRequest.Wish("r1", asked.wanted(), Optional.of(5.0), ""), "nong-dan"))
                .isPresent();
    }

    @Test
    void request_whoseTurnIsWithdrawn_waitsAgain_butNotWhenItHasGotItsWater() {
        WaterRequest asked = planned();
        PlanContent plan =
                world.desk.plans().content(asked.plan().orElseThrow()).orElseThrow();
        world.desk.publishing().withdraw(ofField(plan), "kenh", "dừng khẩn cấp");
        assertThat(state(asked)).isEqualTo(RequestState.APPROVED);

        PlanContent next = published(Wish.fresh(Optional.empty(), Optional.empty()));
        PlannedTurn turn = field(next, "r1");
        assertThat(state(asked)).isEqualTo(RequestState.PLANNED);
        clock.advance(Duration.between(START, turn.period().to()).plusSeconds(1));
        keep(turn, AccountState.DONE);
        world.desk.publishing().withdraw(List.of("p9-9"), "kenh", "dừng khẩn cấp");

        assertThat(state(asked)).isEqualTo(RequestState.PLANNED);
        world.desk.tick();
        assertThat(state(asked)).isEqualTo(RequestState.SERVED);
    }

    @Test
    void turnsOfSomeFields_areLimitedByThemselves() {
        PlanContent plan = published(Wish.fresh(Optional.empty(), Optional.empty()));
        PlannedTurn last = plan.turns().getLast();
        assertThat(plan.turns().getFirst().subject()).isNotEqualTo(last.subject());

        assertThat(world.store.turns(plan.head().horizon(), Optional.of(Set.of(last.subject())), 1))
                .singleElement()
                .satisfies(standing -> assertThat(standing.turn().subject()).isEqualTo(last.subject()));
        assertThat(world.store.turns(plan.head().horizon(), Optional.of(Set.of()), 9))
                .isEmpty();
        assertThat(world.desk.plans().turns(plan.head().horizon()))
                .hasSize(plan.turns().size());
    }

    private long rows(PlanContent plan) {
        try (Handle handle = Jdbi.open(settings.url(), settings.user(), settings.password())) {
            return handle.createQuery("select count(*) from operations.irrigation_turn where plan = :plan")
                    .bind("plan", plan.head().id())
                    .mapTo(Long.class)
                    .one();
        }
    }

    /** 7 mm for r1 within three days, in the plan that stands; small enough for one turn. */
    private WaterRequest planned() {
        world.needs.clear();
        Requests requests = world.desk.requests();
        Period wanted = new Period(START, START.plus(Duration.ofDays(3)));
        WaterRequest asked = requests.ask(new WaterRequest.Wish("r1", wanted, Optional.of(7.0), ""), "nong-dan")
                .orElseThrow();
        assertThat(requests.approve(asked.id(), "an", "")).isPresent();
        PlanContent plan = published(Wish.fresh(Optional.empty(), Optional.empty()));
        assertThat(ofField(plan)).hasSize(1);
        return requests.find(asked.id()).orElseThrow();
    }

    private RequestState state(WaterRequest request) {
        return world.desk.requests().find(request.id()).orElseThrow().state();
    }

    private static List<String> ofField(PlanContent plan) {
        return plan.turns().stream()
                .filter(turn -> turn.subject().equals("r1"))
                .map(PlannedTurn::id)
                .toList();
    }

    private void keep(PlannedTurn turn, AccountState state) {
        boolean over = state == AccountState.DONE;
        TurnAccount account = new TurnAccount(
                turn.id(),
                turn.kind(),
                turn.subject(),
                turn.canal(),
                "xa-a",
                turn.target(),
                world.desk.plans().current().map(PlanHead::id),
                Optional.of(new TurnAccount.Planned(turn.period(), turn.volume(), turn.energy())),
                new TurnAccount.Course(
                        Optional.of(turn.period().from()),
                        Optional.empty(),
                        Optional.of(turn.period().to()).filter(end -> over),
                        "",
                        Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                state);
        new SqlTurnAccounts(database).keep(List.of(new AccountStore.Kept(account, over)), clock.instant());
    }

    private PlanContent published(Wish wish) {
        PlanContent plan = solved(wish);
        long id = plan.head().id();
        assertThat(world.desk.plans().accept(id, "an")).isInstanceOf(Decision.Done.class);
        assertThat(world.desk.publishing().publish(id, "binh")).isInstanceOf(Decision.Done.class);
        return world.desk.plans().content(id).orElseThrow();
    }

    private PlanContent solved(Wish wish) {
        long id = begun(wish);
        Eventually.isTrue(
                "the plan is solved",
                Duration.ofSeconds(90),
                Duration.ofMillis(20),
                () -> state(id) != PlanState.SOLVING);
        PlanContent content = world.desk.plans().content(id).orElseThrow();
        assertThat(content.head().state()).as(content.head().note()).isEqualTo(PlanState.DRAFT);
        return content;
    }

    private PlanState state(long id) {
        return world.desk.plans().find(id).orElseThrow().state();
    }

    private long begun(Wish wish) {
        Started started = world.desk.plans().create(wish, "an");
        assertThat(started).isInstanceOf(Started.Solving.class);
        return ((Started.Solving) started).plan().id();
    }

    private List<Turn> turns(DeviceId device) {
        return schedule(device).turns();
    }

    /** The one that waits for the device, read as the device reads it. */
    private Schedule schedule(DeviceId device) {
        Command command = commands.waiting(device, clock.instant()).getLast();
        assertThat(command.name()).isEqualTo("schedule.put");
        byte[] envelope = command.args().getBytes(StandardCharsets.UTF_8);
        SignedDocument signed = decoded(ScheduleCodec.decodeSigned(envelope));
        byte[] document = world.verifier().verified(signed).orElseThrow();
        Schedule schedule = decoded(ScheduleCodec.decode(document));
        assertThat(schedule.device()).isEqualTo(device);
        return schedule;
    }

    private static <T> T decoded(Decoding<T> decoding) {
        assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
        return ((Decoding.Decoded<T>) decoding).value();
    }

    private void answer(DeviceId device, Command command, CommandAnswer.State state, String detail) {
        commands.delivered(device, command.id(), clock.instant());
        commands.answered(device, new CommandAnswer(command.id(), state, detail), clock.instant())
                .toCompletableFuture()
                .join();
    }

    private List<CommandState> states() {
        return world.desk.publishing().list(Optional.empty()).stream()
                .map(Publication::state)
                .toList();
    }

    private static PlannedTurn field(PlanContent plan, String field) {
        return plan.turns().stream()
                .filter(turn -> turn.subject().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> subjects(PlanContent plan) {
        return plan.turns().stream().map(PlannedTurn::subject).collect(Collectors.toSet());
    }

    private static List<String> ids(PlanContent plan) {
        return plan.turns().stream().map(PlannedTurn::id).sorted().toList();
    }

    private static FieldNeed need(String field, double volume, int days) {
        return new FieldNeed(field, volume, START, START.plus(Duration.ofDays(days)), 1);
    }

    private static void done(Saved saved) {
        assertThat(saved).isInstanceOf(Saved.Done.class);
    }
}
