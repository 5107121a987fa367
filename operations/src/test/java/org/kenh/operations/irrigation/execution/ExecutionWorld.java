package org.kenh.operations.irrigation.execution;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.Eventually;
import org.kenh.operations.TestClock;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.command.Commands;
import org.kenh.operations.irrigation.desk.Decision;
import org.kenh.operations.irrigation.desk.DeskWorld;
import org.kenh.operations.irrigation.desk.FieldNeed;
import org.kenh.operations.irrigation.desk.PlanContent;
import org.kenh.operations.irrigation.desk.PlanState;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.Started;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.desk.Wish;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlLockoutStore;
import org.kenh.operations.timescale.SqlReplanStore;
import org.kenh.operations.timescale.SqlStopStore;
import org.kenh.operations.timescale.SqlTurnAccounts;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** A canal with a pump and two fields, a plan that stands, and everything that follows it, on a real database. */
final class ExecutionWorld implements AutoCloseable {
    /** A Monday, 07:00 in Vietnam. */
    static final Instant START = Instant.parse("2026-06-15T00:00:00Z");

    static final DeviceId PUMP = DeviceId.of("b-dk");
    static final DeviceId PROBE = DeviceId.of("do-nuoc");
    static final DeviceId GAUGE = DeviceId.of("may-do");
    static final DeviceId SUCTION = DeviceId.of("be-hut");

    final TestClock clock = new TestClock(START);
    final Map<String, Boolean> flags = new ConcurrentHashMap<>();
    final Map<DeviceId, Optional<Instant>> linkedSince = new ConcurrentHashMap<>();
    final DeskWorld plans;
    final Commands commands;
    final OperationsDatabase database;
    ExecutionDesk desk;
    private final Ingest ingest;

    ExecutionWorld() {
        DatabaseSettings settings = Databases.PLAIN.fresh();
        ingest = Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
        database = OperationsDatabase.open(settings, 4);
        commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
        plans = new DeskWorld(database, clock, commands::wake);
        plans.courses = new AccountedCourses(new SqlTurnAccounts(database));
        desk = open();
        register();
        done(plans.registry.canals().add(TestWorks.canal("k"), "an"));
        done(plans.registry.pumps().add(TestWorks.pump("b", "k"), "an"));
        done(plans.registry.fields().add(TestWorks.field("r1", "k"), "an"));
        done(plans.registry.fields().add(TestWorks.field("r2", "k"), "an"));
        plans.needs.add(need("r1", 3_000));
        plans.needs.add(need("r2", 2_000));
    }

    /** As after a restart. */
    void restart() {
        desk = open();
    }

    /** Makes a plan, accepts and publishes it. */
    PlanContent publish() {
        return publish(Wish.fresh(Optional.empty(), Optional.empty()));
    }

    PlanContent publish(Wish wish) {
        PlanContent draft = solved(plans.desk.plans().create(wish, "an"));
        must(plans.desk.plans().accept(draft.head().id(), "an"));
        must(plans.desk.publishing().publish(draft.head().id(), "binh"));
        return plans.desk.plans().content(draft.head().id()).orElseThrow();
    }

    PlannedTurn turn(PlanContent plan, SubjectKind kind, String subject) {
        return plan.turns().stream()
                .filter(turn -> turn.kind() == kind && turn.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    TurnAccount account(String id) {
        return desk.accounts().find(id).orElseThrow();
    }

    void at(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }

    /** What the device of the turn tells. */
    void tell(PlannedTurn turn, Instant at, String state, String more) {
        store(DeviceId.of(turn.target().orElseThrow().device()), List.of(event(turn, at, state, more)));
    }

    static Reading event(PlannedTurn turn, Instant at, String state, String more) {
        String text = "{\"version\":1,\"turn\":\"" + turn.id() + "\",\"target\":\""
                + turn.target().orElseThrow().name() + "\",\"state\":\"" + state + "\"" + more + "}";
        return Reading.of(SeriesName.of("schedule/turn"), Unit.NONE, at, new Value.Text(text), Quality.GOOD);
    }

    static Reading number(String series, Instant at, double value) {
        return Reading.of(SeriesName.of(series), Unit.NONE, at, new Value.Numeric(value), Quality.GOOD);
    }

    /** A pump's meters over some time, every minute. */
    static List<Reading> running(Instant from, Duration length, boolean on) {
        List<Reading> readings = new ArrayList<>();
        for (Instant at = from; !at.isAfter(from.plus(length)); at = at.plusSeconds(60)) {
            readings.add(Reading.of(SeriesName.of("running"), Unit.NONE, at, new Value.Flag(on), Quality.GOOD));
            readings.add(number("flow", at, on ? 0.5 : 0));
        }
        return readings;
    }

    void store(DeviceId device, List<Reading> readings) {
        Origin origin = new Origin(device, Transport.MQTT, "readings", clock.instant(), new byte[0]);
        Receipt receipt = ingest.intake()
                .accept(new DeviceMessage.Readings(origin, readings, Optional.empty()))
                .toCompletableFuture()
                .join();
        if (!(receipt instanceof Receipt.Committed)) {
            throw new AssertionError("not stored: " + receipt);
        }
    }

    List<String> waiting(DeviceId device) {
        return commands.waiting(device, clock.instant()).stream()
                .map(Command::name)
                .toList();
    }

    @Override
    public void close() {
        plans.desk.plans().close();
        database.close();
        ingest.close();
    }

    private ExecutionDesk open() {
        return new ExecutionDesk(
                new ExecutionDesk.Stores(
                        new SqlTurnAccounts(database),
                        new SqlLockoutStore(database),
                        new SqlStopStore(database),
                        new SqlReplanStore(database)),
                plans.desk,
                new ExecutionDesk.World(
                        plans.registry,
                        ingest.series(),
                        device -> linkedSince.getOrDefault(device, Optional.of(Instant.EPOCH)),
                        commands,
                        (device, flag, on) -> flags.put(device + " " + flag, on),
                        plans.news,
                        clock));
    }

    boolean flag(DeviceId device, Flag flag) {
        return flags.getOrDefault(device + " " + flag, false);
    }

    private void register() {
        must(ingest.registry()
                .createArea(new Area(
                        "xa-a",
                        "1",
                        "Xã A",
                        "commune",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
        must(ingest.registry().createSite(new Site("tram", "Trạm", "pumping-station", "xa-a", 20.7, 105.8)));
        for (DeviceId device : List.of(PUMP, PROBE, GAUGE, SUCTION, DeviceId.of("r1-1"), DeviceId.of("r2-1"))) {
            Registry.DeviceCreation made =
                    ingest.registry().createDevice(new Registry.NewDevice(device, "tram", "gauge", device.value()));
            if (!(made instanceof Registry.DeviceCreation.Created)) {
                throw new AssertionError(made);
            }
        }
    }

    private PlanContent solved(Started started) {
        long id = ((Started.Solving) started).plan().id();
        Eventually.isTrue(
                "plan " + id + " is solved",
                () -> plans.desk.plans().find(id).orElseThrow().state() != PlanState.SOLVING);
        return plans.desk.plans().content(id).orElseThrow();
    }

    static FieldNeed need(String field, double volume) {
        return new FieldNeed(field, volume, START, START.plus(Duration.ofDays(3)), 1);
    }

    static void done(Saved saved) {
        if (!(saved instanceof Saved.Done)) {
            throw new AssertionError(saved);
        }
    }

    private static void must(Registry.Outcome outcome) {
        if (!(outcome instanceof Registry.Outcome.Done)) {
            throw new AssertionError(outcome);
        }
    }

    static void must(Decision decision) {
        if (!(decision instanceof Decision.Done)) {
            throw new AssertionError(decision);
        }
    }
}
