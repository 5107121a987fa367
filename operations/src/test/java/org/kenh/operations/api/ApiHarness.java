package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.OperationsException;
import org.kenh.operations.TestClock;
import org.kenh.operations.account.AccessPolicy;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.PasswordHasher;
import org.kenh.operations.account.Role;
import org.kenh.operations.account.Sessions;
import org.kenh.operations.alarmdesk.AlarmDesk;
import org.kenh.operations.alarmdesk.handover.Handovers;
import org.kenh.operations.alarmdesk.quality.AlarmQuality;
import org.kenh.operations.alarmdesk.rule.Rules;
import org.kenh.operations.audit.AuditEntry;
import org.kenh.operations.audit.AuditLog;
import org.kenh.operations.command.Commands;
import org.kenh.operations.http.ConnectionDeadlines;
import org.kenh.operations.http.HttpListener;
import org.kenh.operations.irrigation.book.Books;
import org.kenh.operations.irrigation.demand.DeliveredWater;
import org.kenh.operations.irrigation.demand.DemandDesk;
import org.kenh.operations.irrigation.demand.DemandOffice;
import org.kenh.operations.irrigation.demand.DemandSettings;
import org.kenh.operations.irrigation.demand.DemandStore;
import org.kenh.operations.irrigation.demand.SavedWater;
import org.kenh.operations.irrigation.demand.StoredForecasts;
import org.kenh.operations.irrigation.desk.DeskWorld;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.notification.AccountAudience;
import org.kenh.operations.notification.NotificationRules;
import org.kenh.operations.notification.NotificationSettings;
import org.kenh.operations.notification.Notifications;
import org.kenh.operations.notification.Notifier;
import org.kenh.operations.share.cap.CapDesk;
import org.kenh.operations.share.cap.CapSender;
import org.kenh.operations.sitefile.SiteFiles;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlAccountStore;
import org.kenh.operations.timescale.SqlAlarmJournal;
import org.kenh.operations.timescale.SqlAlarmStore;
import org.kenh.operations.timescale.SqlAuditLog;
import org.kenh.operations.timescale.SqlCapStore;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlDemandStore;
import org.kenh.operations.timescale.SqlHandoverStore;
import org.kenh.operations.timescale.SqlLockoutStore;
import org.kenh.operations.timescale.SqlNotificationSettings;
import org.kenh.operations.timescale.SqlOutbox;
import org.kenh.operations.timescale.SqlQualityStore;
import org.kenh.operations.timescale.SqlReplanStore;
import org.kenh.operations.timescale.SqlRuleStore;
import org.kenh.operations.timescale.SqlSessionStore;
import org.kenh.operations.timescale.SqlSiteFileStore;
import org.kenh.operations.timescale.SqlStopStore;
import org.kenh.operations.timescale.SqlTurnAccounts;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;

/** The API over a real database and real HTTP, with a clock that stands still, and without any door for devices. */
final class ApiHarness implements AutoCloseable {
    static final String PASSWORD = "mat-khau-thu-nghiem";
    static final Instant START = Instant.parse("2026-03-01T05:00:00Z");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final TestClock clock = new TestClock(START);
    final DatabaseSettings settings = Databases.PLAIN.fresh();
    final Sessions.Stores stores;
    final Sessions sessions;
    final Accounts accounts;
    final Commands commands;
    final Ingest ingest;
    final Rules rules;
    final Notifications notifications;
    final AlarmDesk alarms;
    final CapDesk cap;
    final IrrigationRegistry irrigation;
    final DeskWorld irrigationDesk;
    /** Does nothing but when a test ticks it. */
    final SpeakerWorld speakers;

    final ExecutionDesk execution;
    /** Does nothing but when a test ticks it. */
    final DemandDesk demand;

    final DemandStore demandStore;
    final HttpApi api;
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    final FallibleAudit audit;
    final OperationsDatabase database;
    private final HttpListener listener;
    private final HttpClient client = HttpClient.newHttpClient();

    ApiHarness() {
        this(CapSender.STANDARD);
    }

    ApiHarness(CapSender sender) {
        ingest = Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
        database = OperationsDatabase.open(settings, 6);
        audit = new FallibleAudit(new SqlAuditLog(database));
        stores = new Sessions.Stores(new SqlAccountStore(database), new SqlSessionStore(database));
        PasswordHasher hasher = new PasswordHasher(Duration.ofSeconds(30));
        sessions = new Sessions(stores, hasher, clock, AccessPolicy.STANDARD);
        accounts = new Accounts(stores.accounts(), sessions, hasher, clock);
        accounts.createFirstAdministrator(Optional.of(PASSWORD));
        commands = new Commands(new SqlCommandStore(database), clock, blocking);
        rules = new Rules(new SqlRuleStore(database), clock);
        alarms = AlarmDesk.open(
                new AlarmDesk.Surroundings(
                        ingest.committed(),
                        ingest.live(),
                        ingest.registry(),
                        ingest.series(),
                        ingest.presence(),
                        clock),
                new SqlAlarmStore(database),
                rules,
                AlarmDesk.Settings.STANDARD);
        notifications = notifications();
        irrigationDesk = new DeskWorld(database, clock, commands::wake);
        irrigation = irrigationDesk.registry;
        speakers = new SpeakerWorld(ingest, database, commands, clock);
        demandStore = new SqlDemandStore(database);
        demand = new DemandDesk(
                new DemandDesk.World(
                        ingest.registry(),
                        ingest.series(),
                        irrigation,
                        demandStore,
                        new StoredForecasts(ingest.registry(), demandStore),
                        DeliveredWater.NONE,
                        irrigationDesk.news,
                        clock),
                DemandSettings.STANDARD);
        execution = new ExecutionDesk(
                new ExecutionDesk.Stores(
                        new SqlTurnAccounts(database),
                        new SqlLockoutStore(database),
                        new SqlStopStore(database),
                        new SqlReplanStore(database)),
                irrigationDesk.desk,
                new ExecutionDesk.World(
                        irrigation,
                        ingest.series(),
                        device -> Optional.of(Instant.EPOCH),
                        commands,
                        alarms.flags(),
                        irrigationDesk.news,
                        clock));
        cap = new CapDesk(new SqlCapStore(database), alarms, ingest.registry(), sender, clock);
        api = new HttpApi(vertx, backend(), blocking);
        ConnectionDeadlines deadlines = new ConnectionDeadlines(
                vertx,
                new ConnectionDeadlines.Limits(
                        Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofMillis(100)));
        Router router = api.router(Router.router(vertx));
        listener = HttpListener.open(
                vertx,
                HttpListener.options(),
                new HttpListener.Binding("http", "http.port", "127.0.0.1", 0),
                new HttpListener.Handlers(deadlines::connected, request -> {
                    deadlines.headArrived(request);
                    router.handle(request);
                }));
    }

    int port() {
        return listener.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    static String fresh(String prefix) {
        return prefix + "-" + NUMBER.incrementAndGet();
    }

    /** Signed in as the first administrator. */
    Person admin() {
        return signIn("admin");
    }

    /** A new person with these rights, signed in. */
    Person person(Optional<String> area, Role... roles) {
        String username = fresh("nguoi");
        accounts.create(new Account(username, "Người thử", Set.of(roles), area, false), PASSWORD);
        return signIn(username);
    }

    Person signIn(String username) {
        HttpResponse<String> answer = nobody().post("/session", Map.of("username", username, "password", PASSWORD));
        if (answer.statusCode() != 200) {
            throw new AssertionError(username + " cannot sign in: " + answer.statusCode() + " " + answer.body());
        }
        return new Person(json(answer).path("token").asText());
    }

    Person nobody() {
        return new Person("");
    }

    /** A commune with one site and one device. */
    Place place() {
        String area = fresh("xa");
        String site = fresh("tram");
        String device = fresh("tb");
        Person admin = admin();
        admin.expect(201, admin.post("/areas", Map.of("id", area, "code", "1", "name", "Xã", "kind", "commune")));
        admin.expect(
                201,
                admin.post(
                        "/sites",
                        Map.of(
                                "id",
                                site,
                                "name",
                                "Trạm",
                                "kind",
                                "pumping-station",
                                "area",
                                area,
                                "lat",
                                20.7,
                                "lon",
                                105.8)));
        admin.expect(
                201, admin.post("/devices", Map.of("id", device, "site", site, "kind", "gauge", "name", "Máy đo")));
        return new Place(area, site, DeviceId.of(device));
    }

    /** Stores readings as a device would send them. */
    void store(DeviceId device, List<Reading> readings) {
        store(device, readings, Optional.empty());
    }

    void store(DeviceId device, List<Reading> readings, Optional<PackNumber> number) {
        Origin origin = new Origin(device, Transport.MQTT, "readings", clock.instant(), new byte[0]);
        Receipt receipt = ingest.intake()
                .accept(new DeviceMessage.Readings(origin, readings, number))
                .toCompletableFuture()
                .join();
        if (!(receipt instanceof Receipt.Committed)) {
            throw new AssertionError("not stored: " + receipt);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        api.close();
        listener.close(Duration.ZERO);
        blocking.shutdownNow();
        notifications.notifier().close();
        alarms.close();
        database.close();
        ingest.close();
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Without ways out: nothing is sent but by tests of their own. */
    private Notifications notifications() {
        NotificationSettings settings = new SqlNotificationSettings(database, new Seal(new byte[32]));
        SqlOutbox outbox = new SqlOutbox(database);
        Notifier notifier = new Notifier(
                new Notifier.Stores(new SqlAlarmJournal(database), outbox, settings),
                new Notifier.World(alarms, new AccountAudience(stores.accounts(), ingest.registry()), clock),
                Map.of(),
                NotificationRules.STANDARD);
        return new Notifications(settings, outbox, notifier, Optional.of("push-key"), false);
    }

    private Backend backend() {
        return new Backend(
                new Backend.Telemetry(
                        ingest.registry(),
                        ingest.series(),
                        ingest.completeness(),
                        ingest.presence(),
                        ingest.live(),
                        ingest.rawMessages()),
                new Backend.People(accounts, sessions, audit),
                commands,
                new SiteFiles(new SqlSiteFileStore(database), commands::wake, clock),
                rules,
                new Backend.AlarmOffice(alarms, alarms),
                new Backend.AlarmReports(
                        new AlarmQuality(new SqlQualityStore(database), ingest.registry()),
                        new Handovers(new SqlHandoverStore(database), alarms, clock),
                        cap),
                notifications,
                new Irrigation(
                        irrigation,
                        new Irrigation.ScheduleKey("irrigation-1", "MCowBQYDK2Vw"),
                        irrigationDesk.desk,
                        new DemandOffice(demand, demandStore, demand::wake),
                        execution,
                        new Books(execution.accounts(), irrigation, new SavedWater(demandStore, irrigation)::of),
                        irrigationDesk.news),
                speakers.desk,
                new Appearance("Kênh", "test", "https://{a-c}.tile.example/{z}/{x}/{y}.png", null, null),
                () -> new SystemReport("test", new SystemReport.Database("plain", "18", null, true), START, List.of()),
                clock);
    }

    /** An audit log whose database may be away. */
    static final class FallibleAudit implements AuditLog {
        private final AuditLog log;
        volatile boolean fails;

        FallibleAudit(AuditLog log) {
            this.log = log;
        }

        @Override
        public void append(AuditEntry entry) {
            if (fails) {
                throw new OperationsException("the database is away");
            }
            log.append(entry);
        }

        @Override
        public List<NumberedEntry> newest(Optional<Long> before, int limit) {
            return log.newest(before, limit);
        }
    }

    /** Where a device stands. */
    record Place(String area, String site, DeviceId device) {}

    /** Somebody who calls. */
    final class Person {
        final String token;

        private Person(String token) {
            this.token = token;
        }

        HttpResponse<String> get(String path) {
            return send("GET", path, Optional.empty(), Map.of());
        }

        HttpResponse<String> post(String path, Object body) {
            return send("POST", path, Optional.of(body), Map.of());
        }

        HttpResponse<String> put(String path, Object body) {
            return send("PUT", path, Optional.of(body), Map.of());
        }

        HttpResponse<String> patch(String path, Object body) {
            return send("PATCH", path, Optional.of(body), Map.of());
        }

        HttpResponse<String> delete(String path) {
            return send("DELETE", path, Optional.empty(), Map.of());
        }

        /** A text is sent as it is, everything else as JSON. */
        HttpResponse<String> send(String method, String path, Optional<Object> body, Map<String, String> headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri("/api/v1" + path))
                    .timeout(Duration.ofSeconds(30))
                    .method(method, body.map(Person.this::publisher).orElse(HttpRequest.BodyPublishers.noBody()));
            body.ifPresent(given -> request.setHeader("Content-Type", "application/json"));
            if (!token.isEmpty()) {
                request.setHeader("Authorization", "Bearer " + token);
            }
            headers.forEach(request::setHeader);
            try {
                return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(method + " " + path + ": " + e, e);
            }
        }

        JsonNode expect(int status, HttpResponse<String> answer) {
            if (answer.statusCode() != status) {
                throw new AssertionError(
                        answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return json(answer);
        }

        /** The names of the fields that an answer complains of. */
        List<String> complaints(HttpResponse<String> answer) {
            return expect(400, answer)
                    .path("errors")
                    .valueStream()
                    .map(error -> error.path("field").asText())
                    .toList();
        }

        private HttpRequest.BodyPublisher publisher(Object body) {
            return body instanceof String text
                    ? HttpRequest.BodyPublishers.ofString(text)
                    : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body));
        }
    }
}
