package org.kenh.operations.alarmdesk;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.alarm.Action;
import org.kenh.ingest.alarm.Actor;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry.NewDevice;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.Eventually;
import org.kenh.operations.TestClock;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlAlarmStore;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** The desk on a real database and real ingest, with a clock that stands still until it is told otherwise. */
final class DeskHarness implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    static final Actor OPERATOR = new Actor("hoa", Set.of(Actor.Right.OPERATE));
    static final AreaScope EVERYTHING = AreaScope.of(Optional.empty(), List.of());

    final DatabaseSettings settings = Databases.PLAIN.fresh();
    final TestClock clock = new TestClock(START);
    final RuleList rules = new RuleList();
    final List<AlarmChange> changes = new CopyOnWriteArrayList<>();
    final Ingest ingest;
    final OperationsDatabase database;
    private final AlarmDesk.Settings deskSettings;
    final SlowStore store;
    final FailingSeries series;
    AlarmDesk desk;

    DeskHarness() {
        this(AlarmDesk.Settings.STANDARD);
    }

    DeskHarness(AlarmDesk.Settings deskSettings) {
        this.deskSettings = deskSettings;
        ingest = Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
        database = OperationsDatabase.open(settings, 4);
        store = new SlowStore(new SqlAlarmStore(database));
        series = new FailingSeries(ingest.series());
        area("huyen", "district", Optional.empty());
        area("xa-1", "commune", Optional.of("huyen"));
        site("tram-1", "xa-1");
        desk = open();
    }

    /** The process is killed: nothing is saved, and the next desk begins on what the database has. */
    void killDesk() {
        desk.abandon();
    }

    void restartDesk() {
        desk = open();
    }

    private AlarmDesk open() {
        AlarmDesk opened = AlarmDesk.open(
                new AlarmDesk.Surroundings(
                        ingest.committed(), ingest.live(), ingest.registry(), series, ingest.presence(), clock),
                store,
                rules,
                deskSettings);
        opened.listen(changes::add);
        return opened;
    }

    void area(String id, String kind, Optional<String> parent) {
        ingest.registry()
                .createArea(new Area(
                        id,
                        id,
                        "Tên " + id,
                        kind,
                        parent,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    void site(String id, String area) {
        ingest.registry().createSite(new Site(id, "Trạm " + id, "pumping-station", area, 20.7, 105.8));
    }

    DeviceId device(String id, String site) {
        DeviceId device = DeviceId.of(id);
        ingest.registry().createDevice(new NewDevice(device, site, "gauge", id));
        return device;
    }

    /** The device says which series it has and how often it reports. */
    void birth(DeviceId device, int interval, String... series) {
        Optional<Duration> seconds = interval == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(interval));
        Birth birth = new Birth(
                Optional.empty(),
                Optional.empty(),
                seconds,
                Arrays.stream(series)
                        .map(name -> new Birth.DeclaredSeries(
                                org.kenh.telemetry.SeriesName.of(name), org.kenh.telemetry.Unit.of("m"), seconds))
                        .toList(),
                List.of());
        accept(new DeviceMessage.BirthReport(origin(device), birth));
    }

    void send(DeviceId device, Reading... readings) {
        accept(new DeviceMessage.Readings(origin(device), List.of(readings), Optional.empty()));
    }

    /** Advances the clock to so many seconds after the start, sends a value of that moment, and waits for the desk. */
    void reads(DeviceId device, String series, double second, double value) {
        at(second);
        send(device, Reading.good(series, "m", clock.instant(), value));
        desk.settle();
    }

    void at(double second) {
        Instant wanted = instant(second);
        clock.advance(Duration.between(clock.instant(), wanted));
    }

    static Instant instant(double second) {
        return START.plusMillis(Math.round(second * 1_000));
    }

    void connect(DeviceId device) {
        ingest.connections().connected(device, Transport.MQTT, "127.0.0.1", clock.instant());
    }

    void lose(DeviceId device) {
        ingest.connections().disconnected(device, Transport.MQTT, Departure.LOST, clock.instant());
    }

    /** Has the desk look at rules and registry, and waits until so many alarms are watched. */
    void watches(int count) {
        desk.lookAround();
        Eventually.isTrue(count + " alarms are watched", () -> watched().size() == count);
        desk.settle();
    }

    List<AlarmView> watched() {
        return desk.list(AlarmFilter.of(EVERYTHING).withLetters(Set.of(Letter.values())));
    }

    AlarmView alarm(String rule, String subject) {
        return watched().stream()
                .filter(view -> view.rule().equals(rule) && view.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no alarm " + rule + " on " + subject));
    }

    AlarmView alarm(long id) {
        return desk.find(id).orElseThrow();
    }

    /** Makes the engine save something, and so wait if the store is held. */
    void acknowledgesLater() {
        AlarmView any = watched().getFirst();
        Thread.ofVirtual().start(() -> desk.perform(any.id(), new Deed.Comment("chờ", OPERATOR)));
        store.awaitHeld();
    }

    Performed acknowledges(AlarmView alarm) {
        java.util.UUID occurrence = alarm.occurrence() == null ? new java.util.UUID(0, 0) : alarm.occurrence();
        return desk.perform(alarm.id(), new Deed.Act(new Action.Acknowledge(occurrence, ""), OPERATOR));
    }

    /** The journal of an alarm, oldest first: event, and second since the start. */
    List<String> told(AlarmView alarm) {
        return desk
                .journal(JournalQuery.of(EVERYTHING, 1_000).ofAlarm(alarm.id(), Optional.empty()))
                .reversed()
                .stream()
                .map(row -> {
                    double second = Duration.between(START, row.at()).toMillis() / 1_000.0;
                    String text = row.event() + "@" + (second == Math.rint(second) ? "" + (long) second : "" + second);
                    return row.historical() ? "(" + text + ")" : text;
                })
                .toList();
    }

    List<JournalRow> journal() {
        return desk.journal(JournalQuery.of(EVERYTHING, 1_000_000)).reversed();
    }

    List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return rows;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        desk.close();
        database.close();
        ingest.close();
    }

    private Origin origin(DeviceId device) {
        return new Origin(device, Transport.MQTT, "readings", clock.instant(), new byte[0]);
    }

    private void accept(DeviceMessage message) {
        Receipt receipt = ingest.intake().accept(message).toCompletableFuture().join();
        if (!(receipt instanceof Receipt.Committed)) {
            throw new AssertionError("not stored: " + receipt);
        }
    }
}
