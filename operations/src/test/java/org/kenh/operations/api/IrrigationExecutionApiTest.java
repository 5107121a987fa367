package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountState;
import org.kenh.operations.irrigation.execution.AccountStore.Kept;
import org.kenh.operations.irrigation.execution.EnergyHow;
import org.kenh.operations.irrigation.execution.Lockout;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.execution.VolumeHow;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.timescale.SqlLockoutStore;

class IrrigationExecutionApiTest {
    @TempDir
    Path folder;

    private final ApiHarness harness = new ApiHarness();
    private final ApiHarness.Place place = harness.place();
    private final String commune = place.area();
    private Person officer;
    private Person supervisor;

    @BeforeEach
    void lay() {
        Canal canal = TestWorks.canal("k");
        done(harness.irrigation
                .canals()
                .add(
                        new Canal("k", "Kênh", commune, Optional.empty(), 2, 1, 0.9, canal.level(), canal.flood(), 0),
                        "an"));
        done(harness.irrigation.pumps().add(TestWorks.pump("b", "k"), "an"));
        officer = harness.person(Optional.empty(), Role.AGRICULTURE_OFFICER);
        supervisor = harness.person(Optional.empty(), Role.SUPERVISOR);
        harness.execution.accounts().keep(List.of(new Kept(manual(), true)), ApiHarness.START);
    }

    @AfterEach
    void close() {
        harness.irrigationDesk.desk.plans().close();
        harness.close();
    }

    @Test
    void stop_byOnePerson_isReleasedByTwo_andEverythingIsAudited() {
        Person viewer = harness.person(Optional.of(commune), Role.COMMUNE_VIEWER);
        String path = "/irrigation/canals/k/stop";
        viewer.expect(403, viewer.post(path, Map.of("reason", "vỡ bờ")));
        officer.expect(400, officer.post(path, Map.of()));
        officer.expect(404, officer.post("/irrigation/canals/la/stop", Map.of("reason", "vỡ bờ")));
        JsonNode stop = officer.expect(201, officer.post(path, Map.of("reason", "vỡ bờ")));
        assertThat(stop.path("state").asText()).isEqualTo("active");
        assertThat(stop.path("unanswered").asInt()).isEqualTo(1);
        assertThat(stop.path("devices").path(0).path("state").asText()).isEqualTo("queued");
        assertThat(viewer.expect(200, viewer.get("/irrigation/stops"))).hasSize(1);

        String release = "/irrigation/stops/" + stop.path("id").asInt() + "/release";
        assertThat(officer.expect(200, officer.post(release, Map.of("reason", "đã đắp")))
                        .path("state")
                        .asText())
                .isEqualTo("proposed");
        assertThat(officer.expect(403, officer.post(release, Map.of("reason", "đã đắp")))
                        .path("detail")
                        .asText())
                .contains("người thứ hai");
        assertThat(supervisor
                        .expect(200, supervisor.post(release, Map.of("reason", "đã xem")))
                        .path("state")
                        .asText())
                .isEqualTo("released");
        supervisor.expect(409, supervisor.post(release, Map.of("reason", "nữa")));
        assertThat(harness.audit.newest(Optional.empty(), 3))
                .extracting(entry -> entry.entry().action())
                .containsExactly("irrigation.stop.release", "irrigation.stop.propose", "irrigation.canal.stop");
    }

    @Test
    void commandsThatStart_areRefusedWhileAStopOrALockoutHolds() {
        Person admin = harness.admin();
        admin.expect(
                201,
                admin.post("/devices", Map.of("id", "b-dk", "site", place.site(), "kind", "gauge", "name", "Tủ bơm")));
        String path = "/devices/b-dk/commands";
        Map<String, String> start = Map.of("name", "pump.start");
        String before =
                supervisor.expect(201, supervisor.post(path, start)).path("id").asText();
        JsonNode stop = officer.expect(201, officer.post("/irrigation/canals/k/stop", Map.of("reason", "vỡ bờ")));
        assertThat(supervisor
                        .expect(409, supervisor.post(path, start))
                        .path("detail")
                        .asText())
                .contains("dừng khẩn cấp");
        for (Map<String, ?> refused : List.of(
                Map.of("name", "valve.open"),
                Map.of("name", "schedule.put"),
                Map.of("name", "gate.set", "args", Map.of("opening", 10)),
                Map.of("name", "output.set", "args", Map.of("output", "la", "value", 1)),
                Map.of("name", "pump.start", "args", Map.of("pump", "pump")))) {
            supervisor.expect(409, supervisor.post(path, refused));
        }
        for (Map<String, ?> free : List.of(
                Map.of("name", "pump.stop"),
                Map.of("name", "valve.close"),
                Map.of("name", "gate.set", "args", Map.of("opening", 0)),
                Map.of("name", "output.set", "args", Map.of("value", 0)))) {
            supervisor.expect(201, supervisor.post(path, free));
        }
        Person second = harness.person(Optional.empty(), Role.SUPERVISOR);
        second.expect(409, second.post("/commands/" + before + "/approve", Map.of()));

        String release = "/irrigation/stops/" + stop.path("id").asInt() + "/release";
        officer.expect(200, officer.post(release, Map.of("reason", "đã đắp")));
        supervisor.expect(200, supervisor.post(release, Map.of("reason", "đã xem")));
        second.expect(200, second.post("/commands/" + before + "/approve", Map.of()));

        drainage();
        assertThat(supervisor
                        .expect(409, supervisor.post(path, start))
                        .path("detail")
                        .asText())
                .contains("bị khóa");
    }

    private void drainage() {
        new SqlLockoutStore(harness.database)
                .add(new Lockout(
                        0,
                        Lockout.Kind.DRAINAGE,
                        SubjectKind.CANAL,
                        "k",
                        harness.clock.instant(),
                        List.of(),
                        Optional.empty(),
                        Lockout.State.LOCKED,
                        Optional.empty(),
                        ""));
    }

    @Test
    void lockouts_areSeenWhereTheyAre_andAnUnknownOneIsNotReleased() {
        Person elsewhere = harness.person(Optional.of(harness.place().area()), Role.AGRICULTURE_OFFICER);
        assertThat(officer.expect(200, officer.get("/irrigation/lockouts"))).isEmpty();
        officer.expect(404, officer.post("/irrigation/lockouts/7/release", Map.of("reason", "đã thử")));
        assertThat(elsewhere.expect(200, elsewhere.get("/irrigation/stops"))).isEmpty();
        elsewhere.expect(404, elsewhere.post("/irrigation/canals/k/stop", Map.of("reason", "vỡ bờ")));
    }

    @Test
    void accounts_tellOfPumpsThatPeopleRan() {
        JsonNode accounts = officer.expect(200, officer.get("/irrigation/accounts"));
        assertThat(accounts).hasSize(1);
        assertThat(accounts.path(0).path("type").asText()).isEqualTo("manual");
        assertThat(accounts.path(0).path("account").path("kilowattHours").asDouble())
                .isEqualTo(44);
        assertThat(officer.expect(200, officer.get("/irrigation/accounts?field=r1")))
                .isEmpty();
        officer.expect(400, officer.get("/irrigation/accounts?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z"));
    }

    @Test
    void book_isGivenAsJson_asCsvWithoutFormulas_andAsASpreadsheet() throws IOException, InterruptedException {
        String path = "/irrigation/books?from=2026-03-01&to=2026-03-01&by=pump";
        JsonNode book = officer.expect(200, officer.get(path));
        assertThat(book.path("lines").path(0).path("perThousand").asDouble()).isEqualTo(44 * 1_000 / 3_600.0);
        assertThat(book.path("total").path("cost").asDouble()).isEqualTo(66_000);
        String csv = officer.get(path + "&format=csv").body();
        assertThat(csv).contains("\"Máy bơm\"", "'=cmd|x", "66000");
        HttpResponse<byte[]> sheet = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(harness.uri("/api/v1" + path + "&format=xlsx"))
                                .header("Authorization", "Bearer " + officer.token)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(sheet.headers().firstValue("Content-Type")).contains(IrrigationBookTable.XLSX);
        String all = unzip(sheet.body());
        assertThat(all).contains("M&#xe1;y b&#x1a1;m", "=cmd|x", "66000").doesNotContain("<f>");
        officer.expect(400, officer.get("/irrigation/books?by=sao"));
        officer.expect(400, officer.get("/irrigation/books?from=2026-03-02&to=2026-03-01"));
    }

    @Test
    void report_ofTheMonth_saysItInVietnamese() {
        JsonNode report = officer.expect(200, officer.get("/irrigation/report?month=2026-03"));
        assertThat(report.path("title").asText()).isEqualTo("Báo cáo tưới tháng 3/2026 – toàn huyện");
        assertThat(report.path("summary").path(1).asText()).contains("44,0 kWh", "66.000 đồng");
        assertThat(report.path("incidents").path("manualRuns").asInt()).isEqualTo(1);
        assertThat(report.path("incidents").path("manualHours").asDouble()).isEqualTo(2);
        officer.expect(400, officer.get("/irrigation/report?month=2026-13"));
    }

    @Test
    void report_countsStopsAndLockouts_alsoInItsTables() {
        officer.expect(201, officer.post("/irrigation/canals/k/stop", Map.of("reason", "vỡ bờ")));
        drainage();
        JsonNode report = officer.expect(200, officer.get("/irrigation/report"));
        assertThat(report.path("incidents").path("stops").asInt()).isEqualTo(1);
        assertThat(report.path("incidents").path("lockouts").asInt()).isEqualTo(1);
        assertThat(report.path("summary").path(2).asText()).contains("dừng khẩn cấp: 1 lần; khóa bơm, kênh: 1 lần");
        Person elsewhere = harness.person(Optional.of(harness.place().area()), Role.AGRICULTURE_OFFICER);
        assertThat(elsewhere
                        .expect(200, elsewhere.get("/irrigation/report"))
                        .path("incidents")
                        .path("stops")
                        .asInt())
                .isZero();
        String csv = officer.get("/irrigation/report?format=csv").body();
        assertThat(csv).contains("Lần dừng khẩn cấp", "Lần khóa bơm, kênh", "Báo cáo tưới tháng");
        assertThat(officer.get("/irrigation/report?format=xlsx").statusCode()).isEqualTo(200);
    }

    private TurnAccount manual() {
        Instant start = ApiHarness.START.minus(Duration.ofHours(3));
        Period run = new Period(start, start.plus(Duration.ofHours(2)));
        done(harness.irrigation.pumps().replace(renamed(), "an"));
        return new TurnAccount(
                "m-b-1",
                SubjectKind.PUMP,
                "b",
                "k",
                commune,
                Optional.of(new Target("b-dk", "pump")),
                Optional.empty(),
                Optional.empty(),
                new TurnAccount.Course(
                        Optional.of(run.from()), Optional.of(run.from()), Optional.of(run.to()), "", Optional.of(true)),
                Optional.of(new TurnAccount.Volume(3_600, VolumeHow.FLOW_SERIES)),
                Optional.of(new TurnAccount.Energy(
                        List.of(new BandEnergy("normal", 1_500, 44, 66_000)), EnergyHow.NAMEPLATE)),
                AccountState.DONE);
    }

    /** With a name that a spreadsheet would run. */
    private org.kenh.operations.irrigation.field.Pump renamed() {
        org.kenh.operations.irrigation.field.Pump pump =
                harness.irrigation.pumps().find("b").orElseThrow();
        return new org.kenh.operations.irrigation.field.Pump(
                pump.id(),
                "=cmd|x",
                pump.control(),
                pump.canal(),
                pump.flow(),
                pump.power(),
                pump.head(),
                pump.limits(),
                pump.suction(),
                pump.quality(),
                pump.curve(),
                pump.revision());
    }

    private String unzip(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("so.xlsx"), bytes);
        StringBuilder text = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private static void done(Saved saved) {
        assertThat(saved).isInstanceOf(Saved.Done.class);
    }
}
