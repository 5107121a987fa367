package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.Eventually;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.api.ApiHarness.Place;
import org.kenh.telemetry.Reading;

/** Areas, sites, devices and accounts, and who sees which of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryApiTest {
    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void area_created_isListedWithItsOutline() {
        String id = ApiHarness.fresh("huyen");
        Object outline = Json.parse("""
                {"type":"Polygon","coordinates":[[[105.7,20.6],[105.9,20.6],[105.9,20.8],[105.7,20.6]]]}""".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        HttpResponse<String> created = admin.post(
                "/areas",
                Map.of(
                        "id",
                        id,
                        "code",
                        "277",
                        "name",
                        "Huyện Ứng Hòa",
                        "kind",
                        "district",
                        "validFrom",
                        "1945-09-02",
                        "outline",
                        outline));

        admin.expect(201, created);
        JsonNode listed = find(admin.expect(200, admin.get("/areas")), id);
        assertThat(listed.path("name").asText()).isEqualTo("Huyện Ứng Hòa");
        assertThat(listed.path("validFrom").asText()).isEqualTo("1945-09-02");
        assertThat(listed.path("outline").path("type").asText()).isEqualTo("Polygon");
        assertThat(listed.get("parent").isNull()).isTrue();
        assertThat(admin.post("/areas", Map.of("id", id, "code", "2", "name", "b", "kind", "c"))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void area_wrongInEveryField_isAnsweredWithAllOfThem() {
        assertThat(admin.complaints(admin.post("/areas", """
                        {"id":"có dấu","code":"","name":5,"kind":"X Y","parent":"khong-co","validFrom":"hôm qua",
                         "outline":{"type":"Point"},"mau":"xanh"}""")))
                .containsExactlyInAnyOrder("id", "code", "name", "kind", "validFrom", "outline", "mau");
        assertThat(admin.complaints(admin.post("/areas", "{}"))).containsExactly("id", "code", "name", "kind");
        assertThat(admin.complaints(admin.post("/areas", """
                        {"id":"a","code":"1","name":"b","kind":"c","validFrom":"2025-01-02","validTo":"2025-01-02"}"""))).containsExactly("validTo");
        assertThat(admin.complaints(admin.post("/areas", """
                        {"id":"a","code":"1","name":"b","kind":"c","parent":"khong-co"}"""))).containsExactly("parent");
    }

    @Test
    void site_created_countsItsDevices() {
        Place place = harness.place();
        JsonNode site = admin.expect(200, admin.get("/sites/" + place.site()));
        assertThat(site.path("devices").asInt()).isEqualTo(1);
        assertThat(site.path("online").asInt()).isZero();
        harness.store(place.device(), List.of(Reading.good("level", "m", harness.clock.instant(), 1.5)));
        JsonNode listed = find(admin.expect(200, admin.get("/sites?area=" + place.area())), place.site());
        assertThat(listed.path("online").asInt()).isEqualTo(1);
        assertThat(listed.path("lat").asDouble()).isEqualTo(20.7);
    }

    @Test
    void site_withImpossibleFields_isRefusedNamingThem() {
        assertThat(admin.complaints(admin.post("/sites", """
                        {"id":"s","name":"a","kind":"b","area":"khong-co","lat":91,"lon":"đông"}"""))).containsExactlyInAnyOrder("lat", "lon");
        assertThat(admin.complaints(admin.post(
                        "/sites", Map.of("id", "s", "name", "a", "kind", "b", "area", "khong-co", "lat", 1, "lon", 2))))
                .containsExactly("area");
    }

    @Test
    void device_throughItsLife_isCreatedChangedRenewedAndDeleted() {
        Place place = harness.place();
        String id = ApiHarness.fresh("bom");
        Map<String, String> body = Map.of("id", id, "site", place.site(), "kind", "pump-controller", "name", "Bơm 1");
        JsonNode created = admin.expect(201, admin.post("/devices", body));
        assertThat(created.path("secret").asText()).hasSizeGreaterThan(40);
        assertThat(admin.post("/devices", body).statusCode()).isEqualTo(409);

        JsonNode device = admin.expect(200, admin.get("/devices/" + id));
        assertThat(device.path("presence").asText()).isEqualTo("never");
        assertThat(device.path("online").asBoolean()).isFalse();
        assertThat(device.get("lastSeen").isNull()).isTrue();
        assertThat(device.toString()).doesNotContain(created.path("secret").asText());

        JsonNode changed = admin.expect(200, admin.patch("/devices/" + id, Map.of("name", "Bơm số 1")));
        assertThat(changed.path("name").asText()).isEqualTo("Bơm số 1");
        assertThat(changed.path("kind").asText()).isEqualTo("pump-controller");
        assertThat(admin.complaints(admin.patch("/devices/" + id, Map.of("site", "khong-co"))))
                .containsExactly("site");

        JsonNode renewed = admin.expect(200, admin.post("/devices/" + id + "/secret", Map.of()));
        assertThat(renewed.path("secret").asText())
                .isNotEqualTo(created.path("secret").asText());
        assertThat(admin.delete("/devices/" + id).statusCode()).isEqualTo(204);
        assertThat(admin.get("/devices/" + id).statusCode()).isEqualTo(404);
        assertThat(admin.delete("/devices/" + id).statusCode()).isEqualTo(404);
        assertThat(admin.post("/devices", body).statusCode()).isEqualTo(409);
    }

    @Test
    void device_ofImpossibleForm_isRefusedNamingTheFields() {
        assertThat(admin.complaints(admin.post("/devices", Map.of("id", "-a", "site", "x y", "kind", "K", "name", ""))))
                .containsExactlyInAnyOrder("id", "site", "kind", "name");
        assertThat(admin.get("/devices/a%2F..%2Fb").statusCode()).isEqualTo(404);
        assertThat(admin.complaints(admin.get("/devices?site=x%20y&mau=xanh"))).containsExactly("site", "mau");
    }

    @Test
    void device_thatSpoke_showsItsLastMessages() {
        Place place = harness.place();
        harness.store(place.device(), List.of(Reading.good("level", "m", harness.clock.instant(), 1.5)));
        JsonNode messages = admin.expect(200, admin.get("/devices/" + place.device() + "/messages"));
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).path("outcome").asText()).isEqualTo("committed");
    }

    @Test
    void series_filtered_showTheirLastValue() {
        Place place = harness.place();
        harness.store(place.device(), List.of(Reading.good("level", "m", harness.clock.instant(), 1.5)));
        Eventually.isTrue(
                "the series is listed",
                () -> !admin.expect(200, admin.get("/series?device=" + place.device()))
                        .isEmpty());
        JsonNode series = admin.expect(200, admin.get("/series?site=" + place.site() + "&name=level"));
        assertThat(series).hasSize(1);
        assertThat(series.get(0).path("value").asDouble()).isEqualTo(1.5);
        assertThat(series.get(0).path("unit").asText()).isEqualTo("m");
        assertThat(series.get(0).path("quality").asText()).isEqualTo("good");
        assertThat(admin.expect(200, admin.get("/series?device=" + place.device() + "&name=flow")))
                .isEmpty();
        assertThat(admin.complaints(admin.get("/series?device=-&name=%20%21"))).containsExactly("device", "name");
    }

    @Test
    void person_ofAnotherCommune_findsNothingThere() {
        Place own = harness.place();
        Place other = harness.place();
        harness.store(other.device(), List.of(Reading.good("level", "m", harness.clock.instant(), 1.5)));
        Person person = harness.person(Optional.of(own.area()), Role.OPERATOR, Role.ADMINISTRATOR);
        String command = admin.expect(
                        201, admin.post("/devices/" + other.device() + "/commands", Map.of("name", "pump.start")))
                .path("id")
                .asText();

        assertThat(person.expect(200, person.get("/areas"))).hasSize(1);
        assertThat(person.expect(200, person.get("/sites"))).hasSize(1);
        assertThat(person.expect(200, person.get("/devices"))).hasSize(1);
        assertThat(person.expect(200, person.get("/sites?area=" + other.area())))
                .isEmpty();
        assertThat(person.expect(200, person.get("/series?site=" + other.site())))
                .isEmpty();
        for (String path : List.of(
                "/sites/" + other.site(),
                "/devices/" + other.device(),
                "/devices/" + other.device() + "/messages",
                "/devices/" + other.device() + "/commands",
                "/commands/" + command,
                "/readings?device=" + other.device() + "&series=level")) {
            assertThat(person.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(admin.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(person.post("/devices/" + other.device() + "/commands", Map.of("name", "x"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(person.patch("/devices/" + other.device(), Map.of("name", "x"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(person.delete("/devices/" + other.device()).statusCode()).isEqualTo(404);
        assertThat(person.post("/devices/" + other.device() + "/secret", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(person.complaints(person.patch("/devices/" + own.device(), Map.of("site", other.site()))))
                .containsExactly("site");
        assertThat(person.complaints(person.post(
                        "/accounts",
                        Map.of("username", "x", "name", "X", "area", other.area(), "password", ApiHarness.PASSWORD))))
                .containsExactly("area");
    }

    @Test
    void person_ofAnArea_seesWhatLiesInItAndWhatItTookOver() {
        String merged = ApiHarness.fresh("xa-moi");
        admin.expect(201, admin.post("/areas", Map.of("id", merged, "code", "9", "name", "Xã mới", "kind", "commune")));
        String former = ApiHarness.fresh("xa-cu");
        admin.expect(
                201,
                admin.post(
                        "/areas",
                        Map.of(
                                "id",
                                former,
                                "code",
                                "8",
                                "name",
                                "Xã cũ",
                                "kind",
                                "commune",
                                "validTo",
                                "2025-07-01",
                                "replacedBy",
                                merged)));
        String village = ApiHarness.fresh("thon");
        admin.expect(
                201,
                admin.post(
                        "/areas",
                        Map.of("id", village, "code", "7", "name", "Thôn", "kind", "village", "parent", former)));

        Person person = harness.person(Optional.of(merged), Role.COMMUNE_VIEWER);
        assertThat(person.expect(200, person.get("/areas"))).hasSize(3);
        Person before = harness.person(Optional.of(former), Role.COMMUNE_VIEWER);
        assertThat(before.expect(200, before.get("/areas"))).hasSize(2);
    }

    @Test
    void person_withoutTheRole_mayNot() {
        Place place = harness.place();
        Person viewer = harness.person(Optional.empty(), Role.COMMUNE_VIEWER);
        assertThat(viewer.post("/areas", Map.of()).statusCode()).isEqualTo(403);
        assertThat(viewer.post("/sites", Map.of()).statusCode()).isEqualTo(403);
        assertThat(viewer.post("/devices", Map.of()).statusCode()).isEqualTo(403);
        assertThat(viewer.delete("/devices/" + place.device()).statusCode()).isEqualTo(403);
        assertThat(viewer.post("/devices/" + place.device() + "/commands", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(viewer.get("/accounts").statusCode()).isEqualTo(403);
        assertThat(viewer.get("/audit").statusCode()).isEqualTo(403);
        assertThat(viewer.get("/system").statusCode()).isEqualTo(403);
        assertThat(harness.person(Optional.empty(), Role.AUDITOR).get("/system").statusCode())
                .isEqualTo(200);
    }

    @Test
    void account_changed_losesItsRightsAtOnce() {
        Person person = harness.person(Optional.empty(), Role.ADMINISTRATOR);
        String username =
                ApiHarness.json(person.get("/session")).path("username").asText();
        assertThat(person.get("/accounts").statusCode()).isEqualTo(200);

        admin.expect(200, admin.patch("/accounts/" + username, Map.of("roles", List.of("auditor"))));
        assertThat(person.get("/accounts").statusCode()).isEqualTo(403);
        assertThat(person.get("/audit").statusCode()).isEqualTo(200);

        admin.expect(200, admin.patch("/accounts/" + username, Map.of("disabled", true)));
        assertThat(person.get("/session").statusCode()).isEqualTo(401);
        assertThat(harness.nobody()
                        .post("/session", Map.of("username", username, "password", ApiHarness.PASSWORD))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void account_created_isListedWithoutItsPassword() {
        HttpResponse<String> created = admin.post(
                "/accounts",
                Map.of("username", "lan", "name", "Lan", "roles", List.of("operator"), "password", "mot-mat-khau-dai"));
        admin.expect(201, created);
        assertThat(created.body()).doesNotContain("mot-mat-khau-dai");
        assertThat(admin.get("/accounts").body()).contains("\"lan\"").doesNotContain("argon2");
        assertThat(admin.post("/accounts", Map.of("username", "lan", "name", "Lan", "password", "mot-mat-khau-dai"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(admin.complaints(admin.post(
                        "/accounts",
                        Map.of(
                                "username",
                                "Ồ",
                                "name",
                                "",
                                "roles",
                                List.of("vua"),
                                "area",
                                "khong-co",
                                "password",
                                "ngan",
                                "vai",
                                1))))
                .containsExactlyInAnyOrder("username", "name", "roles", "password", "area", "vai");
    }

    @Test
    void audit_afterDeeds_namesThemAndRefusesChanges() throws java.sql.SQLException {
        Place place = harness.place();
        JsonNode entries = admin.expect(200, admin.get("/audit?limit=10"));
        assertThat(entries.toString()).contains("device.create", place.device().value(), "admin", "127.0.0.1");
        long last = entries.get(entries.size() - 1).path("id").asLong();
        assertThat(admin.expect(200, admin.get("/audit?limit=1&before=" + last))
                        .get(0)
                        .path("id")
                        .asLong())
                .isLessThan(last);
        try (java.sql.Connection connection = java.sql.DriverManager.getConnection(
                        harness.settings.url(), harness.settings.user(), harness.settings.password());
                java.sql.Statement statement = connection.createStatement()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> statement.execute("update operations.audit set actor = 'ai do'"))
                    .hasMessageContaining("append-only");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.execute("delete from operations.audit"))
                    .hasMessageContaining("append-only");
        }
    }

    private static JsonNode find(JsonNode list, String id) {
        return list.valueStream()
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + list));
    }
}
