package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationApiTest {
    private static final String POLICIES = "/notification-policies/";
    private ApiHarness harness;

    @BeforeAll
    void open() {
        harness = new ApiHarness();
    }

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void policy_saved_readsBackAndIsInTheAuditLogInFull() {
        Person admin = harness.admin();
        String id = ApiHarness.fresh("truc");
        Map<String, Object> policy = Map.of(
                "name",
                "Trực đêm",
                "priorities",
                List.of(1, 2),
                "classes",
                List.of("flood"),
                "hours",
                Map.of("from", "17:00", "to", "07:00", "days", List.of(1, 7)),
                "steps",
                List.of(step("PT0S", "admin"), step("PT15M", "admin")));
        JsonNode saved = admin.expect(200, admin.put(POLICIES + id, policy));
        assertThat(saved.path("steps").get(1).path("after").asText()).isEqualTo("PT15M");
        assertThat(saved.path("hours").path("days").toString()).isEqualTo("[1,7]");
        assertThat(admin.expect(200, admin.get(POLICIES + id))).isEqualTo(saved);
        assertThat(admin.expect(200, admin.get("/notification-policies"))).contains(saved);
        JsonNode audit = admin.expect(200, admin.get("/audit"));
        assertThat(audit.toString()).contains("notification-policy.save").contains("Trực đêm");
        assertThat(admin.delete(POLICIES + id).statusCode()).isEqualTo(204);
        assertThat(admin.get(POLICIES + id).statusCode()).isEqualTo(404);
    }

    @Test
    void policy_wrongInManyPlaces_namesAllOfThem() {
        Person admin = harness.admin();
        Map<String, Object> policy = Map.of(
                "name",
                "x",
                "area",
                "khong-co",
                "priorities",
                List.of(4),
                "hours",
                Map.of("from", "25:00", "to", "7", "on", 1),
                "steps",
                List.of(
                        Map.of("after", "PT10M", "people", List.of("khong-co"), "channels", List.of("fax")),
                        Map.of("after", "PT5M", "people", List.of(), "channels", List.of("sms"))));
        assertThat(admin.complaints(admin.put(POLICIES + "p", policy)))
                .containsExactlyInAnyOrder(
                        "area",
                        "priorities",
                        "hours.from",
                        "hours.to",
                        "hours.on",
                        "steps[0].people",
                        "steps[0].channels",
                        "steps[1].after",
                        "steps[1].people");
        assertThat(admin.complaints(admin.put(POLICIES + "p", Map.of("name", "x"))))
                .containsExactly("steps");
    }

    @Test
    void policy_ofAnArea_isForThoseOfTheArea() {
        ApiHarness.Place place = harness.place();
        Person admin = harness.admin();
        Person supervisor = harness.person(Optional.of(place.area()), Role.SUPERVISOR);
        Person operator = harness.person(Optional.empty(), Role.OPERATOR);
        String whole = ApiHarness.fresh("truc");
        String own = ApiHarness.fresh("truc");
        admin.expect(200, admin.put(POLICIES + whole, Map.of("name", "x", "steps", List.of(step("PT0S", "admin")))));
        Map<String, Object> policy = Map.of("name", "x", "area", place.area(), "steps", List.of(step("PT0S", "admin")));
        supervisor.expect(200, supervisor.put(POLICIES + own, policy));
        assertThat(supervisor.get(POLICIES + whole).statusCode()).isEqualTo(404);
        assertThat(supervisor.put(POLICIES + whole, policy).statusCode()).isEqualTo(409);
        assertThat(supervisor.delete(POLICIES + whole).statusCode()).isEqualTo(404);
        assertThat(supervisor.complaints(
                        supervisor.put(POLICIES + own, Map.of("name", "x", "steps", List.of(step("PT0S", "admin"))))))
                .containsExactly("area");
        assertThat(operator.put(POLICIES + own, policy).statusCode()).isEqualTo(403);
        assertThat(operator.get(POLICIES + own).statusCode()).isEqualTo(200);
    }

    @Test
    void contact_changed_showsNoSecretsAfterwards() {
        Person person = harness.person(Optional.empty(), Role.OPERATOR);
        String path = "/notification-contacts/" + username(person);
        JsonNode changed = person.expect(
                200,
                person.patch(
                        path,
                        Map.of(
                                "email",
                                "a@b.vn",
                                "phone",
                                "091 234 5678",
                                "webhook",
                                "https://hook.example/T0KEN",
                                "hourly",
                                3)));
        assertThat(changed.path("phone").asText()).isEqualTo("+84912345678");
        String secret = changed.path("webhookSecret").asText();
        assertThat(secret).hasSize(43);
        JsonNode read = person.expect(200, person.get(path));
        assertThat(read.toString()).doesNotContain(secret, "T0KEN");
        assertThat(read.path("webhook").asText()).isEqualTo("hook.example");
        JsonNode kept = person.expect(200, person.patch(path, "{\"email\":null,\"language\":\"en\",\"hourly\":null}"));
        assertThat(kept.path("email").isNull()).isTrue();
        assertThat(kept.path("hourly").isNull()).isTrue();
        assertThat(kept.path("webhook").asText()).isEqualTo("hook.example");
        assertThat(harness.admin().get("/audit").body()).doesNotContain(secret, "T0KEN");
    }

    @Test
    void contact_malformed_isRefused() {
        Person person = harness.person(Optional.empty(), Role.OPERATOR);
        Map<String, Object> body = Map.of(
                "email",
                "a@b.vn\nBcc: c@d.vn",
                "phone",
                "12",
                "webhook",
                "file:///etc/passwd",
                "language",
                "fr",
                "hourly",
                0);
        assertThat(person.complaints(person.patch("/notification-contacts/" + username(person), body)))
                .containsExactlyInAnyOrder("email", "phone", "webhook", "language", "hourly");
    }

    @Test
    void contact_ofSomebodyElse_isForAdministratorsAlone() {
        Person one = harness.person(Optional.empty(), Role.SUPERVISOR);
        Person other = harness.person(Optional.empty(), Role.OPERATOR);
        String path = "/notification-contacts/" + username(other);
        assertThat(one.get(path).statusCode()).isEqualTo(404);
        assertThat(one.patch(path, Map.of("email", "a@b.vn")).statusCode()).isEqualTo(404);
        assertThat(one.get("/notification-contacts").statusCode()).isEqualTo(403);
        assertThat(harness.admin().patch(path, Map.of("email", "a@b.vn")).statusCode())
                .isEqualTo(200);
        assertThat(harness.admin().get("/notification-contacts").body()).contains("a@b.vn");
    }

    @Test
    void trial_isInTheLogAndUsesTheBudget() {
        Person person = harness.person(Optional.empty(), Role.OPERATOR);
        Person stranger = harness.person(Optional.empty(), Role.OPERATOR);
        String path = "/notification-contacts/" + username(person) + "/trial";
        assertThat(person.post(path, Map.of("channel", "email")).statusCode()).isEqualTo(204);
        assertThat(person.post(path, Map.of("channel", "email")).statusCode()).isEqualTo(429);
        assertThat(person.complaints(person.post(path, Map.of("channel", "fax"))))
                .containsExactly("channel");
        JsonNode log = person.expect(200, person.get("/notifications?state=waiting&channel=email"));
        assertThat(log).hasSize(1);
        assertThat(log.get(0).path("subject").asText()).isEqualTo("[Kênh] Tin thử");
        assertThat(stranger.expect(200, stranger.get("/notifications"))).isEmpty();
        assertThat(stranger.expect(200, stranger.get("/notifications?person=" + username(person))))
                .isEmpty();
        assertThat(harness.admin().expect(200, harness.admin().get("/notifications?person=" + username(person))))
                .hasSize(1);
        assertThat(person.complaints(person.get("/notifications?state=gone&limit=0")))
                .containsExactlyInAnyOrder("state", "limit");
    }

    @Test
    void push_subscribed_isOfThePersonAlone() {
        Person person = harness.person(Optional.empty(), Role.OPERATOR);
        Person other = harness.person(Optional.empty(), Role.OPERATOR);
        assertThat(person.expect(200, person.get("/notification-push"))
                        .path("publicKey")
                        .asText())
                .isEqualTo("push-key");
        String browser = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        String body = "{\"endpoint\":\"https://push.example/" + username(person)
                + "\",\"expirationTime\":null,\"keys\":{\"p256dh\":\"" + browser
                + "\",\"auth\":\"BTBZMqHH6r4Tts7J_aSIgg\"}}";
        String id = person.expect(201, person.post("/notification-push", body))
                .path("id")
                .asText();
        assertThat(person.get("/notification-push").body())
                .contains("push.example")
                .doesNotContain("BTBZ");
        assertThat(other.delete("/notification-push/" + id).statusCode()).isEqualTo(404);
        assertThat(person.complaints(person.post("/notification-push", body.replace("https:", "http:"))))
                .containsExactly("endpoint");
        assertThat(person.complaints(person.post("/notification-push", body.replace("Aiw4\"", "Bjw4\""))))
                .containsExactly("keys");
        assertThat(person.delete("/notification-push/" + id).statusCode()).isEqualTo(204);
    }

    private static Map<String, Object> step(String after, String person) {
        return Map.of("after", after, "people", List.of(person), "channels", List.of("email", "sms"));
    }

    private String username(Person person) {
        return person.expect(200, person.get("/session")).path("username").asText();
    }
}
