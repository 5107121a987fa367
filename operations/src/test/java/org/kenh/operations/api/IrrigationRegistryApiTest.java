package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.api.ApiHarness.Place;
import org.kenh.telemetry.Reading;

/** Pumps, canals, fields, seasons, crops and tariffs through the API, in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IrrigationRegistryApiTest {
    private static final String OUTLINE = "{\"type\":\"Polygon\",\"coordinates\":"
            + "[[[105.77,20.72],[105.775,20.72],[105.775,20.725],[105.77,20.725],[105.77,20.72]]]}";

    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();
    private final Place place = harness.place();
    private final Place other = harness.place();
    private final String canal = canal(place.area());

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void field_createdChangedAndRemoved_keepsItsRevisionsAndIsAudited() {
        String id = ApiHarness.fresh("ruong");
        HttpResponse<String> answer = admin.post("/irrigation/fields", field(id, place.area()));
        ObjectNode field = (ObjectNode) admin.expect(201, answer);

        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/irrigation/fields/" + id);
        assertThat(field.path("revision").asInt()).isEqualTo(1);
        assertThat(field.path("outline")).isEqualTo(Json.stored(OUTLINE));
        field.put("hectares", 31);
        JsonNode changed = admin.expect(200, admin.put("/irrigation/fields/" + id, field));
        assertThat(changed.path("revision").asInt()).isEqualTo(2);
        HttpResponse<String> late = admin.put("/irrigation/fields/" + id, field);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("bản mới nhất là 2");
        assertThat(admin.delete("/irrigation/fields/" + id + "?revision=1").statusCode())
                .isEqualTo(409);
        assertThat(admin.delete("/irrigation/fields/" + id + "?revision=2").statusCode())
                .isEqualTo(204);
        assertThat(admin.get("/irrigation/fields/" + id).statusCode()).isEqualTo(404);
        assertThat(admin.post("/irrigation/fields", field(id, place.area())).statusCode())
                .isEqualTo(409);
        assertThat(harness.audit.newest(Optional.empty(), 3))
                .extracting(entry -> entry.entry().action())
                .contains("irrigation.field.remove", "irrigation.field.change", "irrigation.field.create");
        assertThat(harness.audit.newest(Optional.empty(), 3))
                .anySatisfy(entry -> assertThat(entry.entry().detail()).contains("hectares: 30.0 → 31.0"));
    }

    @Test
    void pump_created_isWhatWasSent() {
        String id = ApiHarness.fresh("bom");
        JsonNode pump = admin.expect(
                201, admin.post("/irrigation/pumps", pump(id, place.device().value())));

        assertThat(pump.path("startsPerHour").asInt()).isEqualTo(4);
        assertThat(pump.path("quiet").path(0).path("days")).hasSize(7);
        assertThat(pump.path("curve").path(1).path("efficiency").asDouble()).isEqualTo(0.68);
        assertThat(admin.expect(200, admin.get("/irrigation/pumps/" + id))).isEqualTo(pump);
        assertThat(admin.post(
                                "/irrigation/pumps",
                                pump(id + "-b", place.device().value()))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void create_withEverythingWrong_namesEachMemberInBothLanguages() {
        String wrong = """
                {"id":"a b","name":"","area":"khong-co","canal":"khong-co","hectares":-1,"efficiency":2,"valve":{"device":"x"},
                "outline":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]},"soil":{"wiltingPoint":0.5},
                "quiet":[{"from":"25:00","to":"05:00"}],"users":["A B"],"màu":"xanh"}""";
        HttpResponse<String> vietnamese = admin.post("/irrigation/fields", wrong);
        HttpResponse<String> english =
                admin.send("POST", "/irrigation/fields", Optional.of(wrong), Map.of("Accept-Language", "en"));

        assertThat(admin.complaints(vietnamese))
                .contains(
                        "id",
                        "name",
                        "hectares",
                        "flow",
                        "efficiency",
                        "valve.target",
                        "outline",
                        "soil.wiltingPoint",
                        "quiet[0].from",
                        "users",
                        "màu");
        assertThat(vietnamese.body()).contains("Ranh giới tự cắt");
        assertThat(english.body()).contains("crosses or touches itself");
    }

    @Test
    void create_namingWhatIsNotThere_isRefused() {
        ObjectNode field = field(ApiHarness.fresh("ruong"), place.area());
        field.put("canal", "khong-co").put("weather", "khong-co");
        field.putObject("valve").put("device", "khong-co").put("target", "valve");

        assertThat(admin.complaints(admin.post("/irrigation/fields", field)))
                .containsExactlyInAnyOrder("canal", "weather", "valve.device");
        assertThat(admin.complaints(admin.post("/irrigation/fields", field(ApiHarness.fresh("ruong"), "khong-co"))))
                .contains("area");
    }

    @Test
    void canal_thatOthersHangOn_staysAndDoesNotFeedItself() {
        String upper = canal(place.area());
        String lower = ApiHarness.fresh("kenh");
        admin.expect(
                201,
                admin.post("/irrigation/canals", canalBody(lower, place.area()).put("parent", upper)));
        ObjectNode loop = (ObjectNode) admin.expect(200, admin.get("/irrigation/canals/" + upper));

        assertThat(admin.delete("/irrigation/canals/" + upper + "?revision=1").statusCode())
                .isEqualTo(409);
        assertThat(admin.complaints(admin.put("/irrigation/canals/" + upper, loop.put("parent", lower))))
                .containsExactly("parent");
    }

    @Test
    void works_ofAnotherArea_areNotFoundOrNotChangeable() {
        String far = canal(other.area());
        String field = ApiHarness.fresh("ruong");
        admin.expect(
                201, admin.post("/irrigation/fields", field(field, place.area()).put("canal", far)));
        Person officer = harness.person(Optional.of(place.area()), Role.AGRICULTURE_OFFICER);
        Person stranger = harness.person(Optional.of(other.area()), Role.AGRICULTURE_OFFICER);
        ObjectNode seen = (ObjectNode) officer.expect(200, officer.get("/irrigation/canals/" + far));

        assertThat(ids(officer.expect(200, officer.get("/irrigation/canals")))).contains(far, canal);
        assertThat(officer.put("/irrigation/canals/" + far, seen).statusCode()).isEqualTo(403);
        assertThat(stranger.get("/irrigation/fields/" + field).statusCode()).isEqualTo(404);
        assertThat(ids(stranger.expect(200, stranger.get("/irrigation/fields"))))
                .doesNotContain(field);
        assertThat(stranger.complaints(
                        stranger.post("/irrigation/canals", canalBody(ApiHarness.fresh("kenh"), place.area()))))
                .containsExactly("area");
        // A valve of another commune cannot be bound to one's own field.
        ObjectNode grab = field(ApiHarness.fresh("ruong"), other.area()).put("canal", far);
        grab.putObject("valve").put("device", place.device().value()).put("target", "valve");
        assertThat(stranger.complaints(stranger.post("/irrigation/fields", grab)))
                .containsExactly("valve.device");
    }

    @Test
    void roles_thatMayNotChange_areRefused() {
        for (Role role :
                List.of(Role.OPERATOR, Role.AUDITOR, Role.COMMUNE_VIEWER, Role.BROADCASTER, Role.COOPERATIVE)) {
            Person person = harness.person(Optional.empty(), role);
            assertThat(person.get("/irrigation/fields").statusCode())
                    .as(role.word())
                    .isEqualTo(200);
            assertThat(person.post("/irrigation/fields", field("x", place.area()))
                            .statusCode())
                    .as(role.word())
                    .isEqualTo(403);
        }
        assertThat(harness.nobody().get("/irrigation/fields").statusCode()).isEqualTo(401);
    }

    @Test
    void cooperative_seesItsFieldsAndNothingElse() {
        Person farmer = harness.person(Optional.of(place.area()), Role.COOPERATIVE);
        String own = ApiHarness.fresh("ruong");
        String foreign = ApiHarness.fresh("ruong");
        ObjectNode ofFarmer = field(own, place.area());
        ofFarmer.putArray("users")
                .add(farmer.expect(200, farmer.get("/session")).path("username").asText());
        ObjectNode ofOthers = field(foreign, place.area());
        ofOthers.putArray("users").add("nguoi-khac");
        admin.expect(201, admin.post("/irrigation/fields", ofFarmer));
        admin.expect(201, admin.post("/irrigation/fields", ofOthers));

        assertThat(ids(farmer.expect(200, farmer.get("/irrigation/fields"))))
                .contains(own)
                .doesNotContain(foreign);
        assertThat(farmer.get("/irrigation/fields/" + foreign).statusCode()).isEqualTo(404);
        assertThat(farmer.get("/irrigation/fields/" + foreign + "/seasons").statusCode())
                .isEqualTo(404);
        assertThat(farmer.get("/irrigation/fields.csv").body()).contains(own).doesNotContain(foreign);
        for (String path : List.of("/devices", "/sites", "/alarms", "/rules", "/readings", "/completeness")) {
            assertThat(farmer.get(path).statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void cooperative_listens_hearsOfIrrigationAlone() {
        Person farmer = harness.person(Optional.of(place.area()), Role.COOPERATIVE);

        assertThat(farmer.get("/live?topics=readings,alarms").statusCode()).isEqualTo(403);
        try (EventStream stream = new EventStream(harness, farmer.token, "", Map.of());
                EventStream staff = new EventStream(harness, admin.token, "?topics=readings", Map.of())) {
            harness.store(place.device(), List.of(Reading.good("level", "m", ApiHarness.START, 1.5)));
            staff.await(1);
            assertThat(stream.events()).isEmpty();
        }
    }

    @Test
    void seasons_ofAField_followEachOther() {
        String id = ApiHarness.fresh("ruong");
        admin.expect(201, admin.post("/irrigation/fields", field(id, place.area())));
        String path = "/irrigation/fields/" + id + "/seasons";
        Map<String, Object> rice =
                Map.of("crop", "rice-local", "method", "transplanting", "startsOn", "2026-02-10", "seedlingDays", 25);
        ObjectNode season = (ObjectNode) admin.expect(201, admin.post(path, rice));

        assertThat(season.path("seedlingDays").asInt()).isEqualTo(25);
        assertThat(admin.post(path, rice).statusCode()).isEqualTo(409);
        assertThat(admin.complaints(admin.post(path, Map.of("crop", "dua-hau", "method", "x"))))
                .contains("method", "startsOn");
        assertThat(admin.complaints(
                        admin.post(path, Map.of("crop", "dua-hau", "method", "sowing", "startsOn", "2026-02-10"))))
                .containsExactly("crop");
        season.put("endedOn", "2026-06-01");
        String one = "/irrigation/seasons/" + season.path("id").asText();
        admin.expect(200, admin.put(one, season));
        assertThat(admin.put(one, season).statusCode()).isEqualTo(409);
        admin.expect(201, admin.post(path, Map.of("crop", "cabbage", "method", "sowing", "startsOn", "2026-06-02")));
        assertThat(admin.expect(200, admin.get(path)).path(1).path("endedOn").asText())
                .isEqualTo("2026-06-01");
        Person stranger = harness.person(Optional.of(other.area()), Role.AGRICULTURE_OFFICER);
        assertThat(stranger.put(one, season).statusCode()).isEqualTo(404);
    }

    @Test
    void crop_adjustedWithAReason_keepsItsVersions() {
        ObjectNode cabbage = crop("cabbage");
        cabbage.remove("reason");
        ((com.fasterxml.jackson.databind.node.ArrayNode) cabbage.path("kc")).set(1, 1.0);

        assertThat(admin.complaints(admin.put("/irrigation/crops/cabbage", cabbage)))
                .containsExactly("reason");
        cabbage.put("reason", "đo tại Viên Nội vụ đông 2025");
        JsonNode kept = admin.expect(200, admin.put("/irrigation/crops/cabbage", cabbage));
        assertThat(kept.path("version").asInt()).isEqualTo(1);
        assertThat(crop("cabbage").path("kc").path(1).asDouble()).isEqualTo(1.0);
        assertThat(admin.put("/irrigation/crops/cabbage", cabbage).statusCode()).isEqualTo(409);
        JsonNode versions = admin.expect(200, admin.get("/irrigation/crops/cabbage/versions"));
        assertThat(versions).hasSize(2);
        assertThat(versions.path(0).path("reason").asText()).contains("Viên Nội");
        assertThat(versions.path(1).path("kc").path(1).asDouble()).isEqualTo(1.05);
        cabbage.put("version", 1);
        cabbage.putArray("roots").add(0.5).add(0.2);
        assertThat(admin.complaints(admin.put("/irrigation/crops/cabbage", cabbage)))
                .containsExactly("roots");
        Person local = harness.person(Optional.of(place.area()), Role.AGRICULTURE_OFFICER);
        assertThat(local.put("/irrigation/crops/cabbage", cabbage).statusCode()).isEqualTo(403);
        assertThat(admin.get("/irrigation/crops/dua-hau/versions").statusCode()).isEqualTo(404);
    }

    @Test
    void tariff_entered_neverChanges() {
        String tariff = """
                {"name":"QĐ 1279","validFrom":"2026-04-01","bands":[
                {"code":"peak","price":3640,"windows":[{"days":["MONDAY","SATURDAY"],"from":"17:30","to":"22:30"}]},
                {"code":"normal","price":1987}],"holidays":["2026-09-02"]}""";
        JsonNode example = admin.expect(200, admin.get("/irrigation/tariffs"));
        assertThat(example).isNotEmpty().allSatisfy(version -> {
            assertThat(version.path("example").asBoolean()).isTrue();
            assertThat(version.path("bands")).isNotEmpty();
        });
        JsonNode kept = admin.expect(201, admin.post("/irrigation/tariffs", tariff));

        assertThat(kept.path("holidayAs").asText()).isEqualTo("SUNDAY");
        assertThat(admin.post("/irrigation/tariffs", tariff).statusCode()).isEqualTo(409);
        assertThat(admin.expect(200, admin.get("/irrigation/tariffs"))).containsExactly(kept);
        assertThat(admin.complaints(admin.post(
                        "/irrigation/tariffs",
                        tariff.replace("2026-04-01", "2026-05-01").replace("\"normal\"", "\"peak\""))))
                .containsExactly("bands");
    }

    @Test
    void import_dryRun_saysWhatWouldBecomeAndKeepsNothing() {
        String id = ApiHarness.fresh("ruong");
        String csv = "id,name,area,canal,hectares,flow\n" + id + ",Ruộng," + place.area() + "," + canal + ",3,0.1\n";
        JsonNode tried = imported(csv, "csv", "wgs84", true);

        assertThat(tried.path("created").asInt()).isEqualTo(1);
        assertThat(tried.path("applied").asBoolean()).isFalse();
        assertThat(admin.get("/irrigation/fields/" + id).statusCode()).isEqualTo(404);
        assertThat(imported(csv, "csv", "wgs84", false).path("applied").asBoolean())
                .isTrue();
        assertThat(imported(csv, "csv", "wgs84", false).path("unchanged").asInt())
                .isEqualTo(1);
        JsonNode changed = imported(csv.replace(",3,", ",4,"), "csv", "wgs84", false);
        assertThat(changed.path("rows").path(0).path("outcome").asText()).isEqualTo("changed");
        assertThat(admin.expect(200, admin.get("/irrigation/fields/" + id))
                        .path("hectares")
                        .asDouble())
                .isEqualTo(4);
    }

    @Test
    void import_ofWhatWasExported_changesNothing() {
        String id = ApiHarness.fresh("ruong");
        admin.expect(
                201, admin.post("/irrigation/fields", field(id, place.area()).put("name", "=1+1")));
        for (String format : List.of("csv", "geojson")) {
            String file =
                    admin.get("/irrigation/fields." + format + "?crs=wgs84").body();
            assertThat(file).contains(id);
            JsonNode report = imported(file, format, "wgs84", false);
            assertThat(report.path("applied").asBoolean()).isTrue();
            assertThat(report.path("changed").asInt() + report.path("created").asInt())
                    .isZero();
            assertThat(admin.get("/irrigation/fields." + format + "?crs=vn2000").body())
                    .contains("2292");
        }
        assertThat(admin.get("/irrigation/fields.csv").body()).contains("\"'=1+1\"");
        String vn2000 = admin.get("/irrigation/fields.geojson?crs=vn2000").body();
        assertThat(imported(vn2000, "geojson", "vn2000", true).path("errors").asInt())
                .isZero();
    }

    @Test
    void import_withOneWrongRow_keepsNothingAndSaysWhichAndWhy() {
        String good = ApiHarness.fresh("ruong");
        String csv = "id,name,area,canal,hectares,flow\n" + good + ",Ruộng," + place.area() + "," + canal + ",3,0.1\n"
                + "xau,Ruộng," + place.area() + ",khong-co,ba,0.1\n" + good + ",Lại," + place.area() + "," + canal
                + ",3,0.1\n";
        JsonNode report = imported(csv, "csv", "wgs84", false);

        assertThat(report.path("applied").asBoolean()).isFalse();
        assertThat(report.path("errors").asInt()).isEqualTo(2);
        assertThat(report.path("rows")
                        .path(1)
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asText())
                .isEqualTo("hectares");
        assertThat(report.path("rows")
                        .path(2)
                        .path("errors")
                        .path(0)
                        .path("message")
                        .asText())
                .contains("hai lần");
        assertThat(admin.get("/irrigation/fields/" + good).statusCode()).isEqualTo(404);
    }

    @Test
    void import_ofHostileFiles_isRefusedWithAReason() {
        Map<String, Object> rows = Map.of("format", "csv", "crs", "wgs84", "content", "id\n" + "a\n".repeat(100_000));
        Map<String, Object> columns = Map.of("format", "csv", "crs", "wgs84", "content", "mã;tên\n1;2\n");
        Map<String, Object> large = Map.of("format", "csv", "crs", "wgs84", "content", "a".repeat(5 * 1024 * 1024));

        assertThat(admin.post("/irrigation/fields/import", rows).body()).contains("không quá 2000");
        assertThat(admin.post("/irrigation/fields/import", columns).body()).contains("mã");
        assertThat(admin.post("/irrigation/fields/import", large).statusCode()).isEqualTo(413);
        assertThat(admin.complaints(admin.post("/irrigation/fields/import", Map.of("format", "xls", "crs", "5897"))))
                .contains("format", "crs", "content");
    }

    @Test
    void import_ofAFieldOfAnotherArea_isRefused() {
        String id = ApiHarness.fresh("ruong");
        admin.expect(201, admin.post("/irrigation/fields", field(id, place.area())));
        Person stranger = harness.person(Optional.of(other.area()), Role.AGRICULTURE_OFFICER);
        JsonNode report = stranger.expect(
                200,
                stranger.post(
                        "/irrigation/fields/import",
                        Map.of(
                                "format",
                                "csv",
                                "crs",
                                "wgs84",
                                "content",
                                "id,area\n" + id + "," + other.area() + "\n")));

        assertThat(report.path("errors").asInt()).isEqualTo(1);
        assertThat(admin.expect(200, admin.get("/irrigation/fields/" + id))
                        .path("area")
                        .asText())
                .isEqualTo(place.area());
    }

    private JsonNode imported(String content, String format, String crs, boolean dryRun) {
        return admin.expect(
                200,
                admin.post(
                        "/irrigation/fields/import",
                        Map.of("format", format, "crs", crs, "content", content, "dryRun", dryRun)));
    }

    private ObjectNode crop(String id) {
        return admin.expect(200, admin.get("/irrigation/crops"))
                .valueStream()
                .filter(crop -> crop.path("id").asText().equals(id))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private String canal(String area) {
        String id = ApiHarness.fresh("kenh");
        admin.expect(201, admin.post("/irrigation/canals", canalBody(id, area)));
        return id;
    }

    private static ObjectNode canalBody(String id, String area) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("name", "Kênh " + id)
                .put("area", area)
                .put("capacity", 1.5);
    }

    private ObjectNode field(String id, String area) {
        ObjectNode field = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("name", "Ruộng " + id)
                .put("area", area)
                .put("canal", canal)
                .put("hectares", 30.0)
                .put("flow", 0.3);
        field.set("outline", Json.stored(OUTLINE));
        return field;
    }

    private ObjectNode pump(String id, String device) {
        ObjectNode pump = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("name", "Bơm " + id)
                .put("canal", canal)
                .put("flow", 0.5)
                .put("power", 22)
                .put("head", 3);
        pump.putObject("control").put("device", device).put("target", "pump");
        pump.putArray("quiet").addObject().put("from", "22:00").put("to", "05:00");
        pump.putArray("curve")
                .add(Json.stored("{\"flow\":0.3,\"head\":4,\"efficiency\":0.6}"))
                .add(Json.stored("{\"flow\":0.6,\"head\":2.5,\"efficiency\":0.68}"));
        return pump;
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.forEach(each -> ids.add(each.path("id").asText()));
        return ids;
    }
}
