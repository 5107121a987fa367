package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.account.AccessPolicy;
import org.kenh.operations.account.PasswordHasher;
import org.kenh.operations.account.Role;
import org.kenh.operations.account.Sessions;
import org.kenh.operations.api.ApiHarness.Person;

/** Signing in, staying in and being put out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionApiTest {
    private final ApiHarness harness = new ApiHarness();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void signIn_withTheRightPassword_answersTokenAndStrictCookie() {
        HttpResponse<String> answer = signIn("admin", ApiHarness.PASSWORD);

        JsonNode session = harness.nobody().expect(200, answer);
        assertThat(session.path("token").asText()).hasSizeGreaterThan(40);
        assertThat(session.path("roles").toString()).isEqualTo("[\"administrator\"]");
        assertThat(session.path("area").isNull()).isTrue();
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("kenh_session=" + session.path("token").asText())
                .contains("; HttpOnly")
                .contains("; SameSite=Strict");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void signIn_wrongInAnyWay_isAnsweredTheSame() {
        harness.person(Optional.empty(), Role.OPERATOR);
        HttpResponse<String> wrongPassword = signIn("admin", "sai-mat-khau-roi");
        HttpResponse<String> nobody = signIn("khong-co-nguoi-nay", "sai-mat-khau-roi");

        assertThat(wrongPassword.statusCode()).isEqualTo(401);
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).isEqualTo(wrongPassword.body());
        assertThat(signIn("admin", ApiHarness.PASSWORD).statusCode()).isEqualTo(200); // forgets the failure
    }

    @Test
    void signIn_afterFiveFailures_isLockedForFifteenMinutes() {
        Person person = harness.person(Optional.empty(), Role.OPERATOR);
        String username = usernameOf(person);
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(username, "sai-mat-khau-" + i).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> locked = signIn(username.toUpperCase(java.util.Locale.ROOT), ApiHarness.PASSWORD);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).hasValue("900");
        assertThat(person.get("/session").statusCode()).isEqualTo(200); // those who are in stay in

        harness.clock.advance(Duration.ofMinutes(15));
        assertThat(signIn(username, ApiHarness.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void signIn_aNameThatDoesNotExist_isLockedAsWell() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("ma", "sai").statusCode()).isEqualTo(401);
        }
        assertThat(signIn("ma", "sai").statusCode()).isEqualTo(429);
    }

    @Test
    void session_unusedForFifteenMinutes_ends() {
        Person person = harness.admin();
        harness.clock.advance(Duration.ofMinutes(14));
        assertThat(person.get("/session").statusCode()).isEqualTo(200);
        harness.clock.advance(Duration.ofMinutes(14));
        assertThat(person.get("/session").statusCode()).isEqualTo(200);
        harness.clock.advance(Duration.ofMinutes(15));
        assertThat(person.get("/session").statusCode()).isEqualTo(401);
    }

    @Test
    void session_usedAllTheTime_endsAfterTwelveHours() {
        Person person = harness.admin();
        for (int i = 0; i < 71; i++) {
            harness.clock.advance(Duration.ofMinutes(10));
            assertThat(person.get("/session").statusCode()).isEqualTo(200);
        }
        harness.clock.advance(Duration.ofMinutes(10));
        assertThat(person.get("/session").statusCode()).isEqualTo(401);
    }

    @Test
    void session_afterSignOut_isGone() {
        Person person = harness.admin();
        HttpResponse<String> answer = person.delete("/session");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(person.get("/session").statusCode()).isEqualTo(401);
    }

    @Test
    void session_afterARestart_isStillKnown() {
        Person person = harness.admin();
        Sessions restarted = new Sessions(
                harness.stores, new PasswordHasher(Duration.ofSeconds(1)), harness.clock, AccessPolicy.STANDARD);
        assertThat(restarted.authenticate(person.token, true)).isPresent();
        assertThat(restarted.authenticate(person.token + "x", true)).isEmpty();
    }

    @Test
    void session_inTheDatabase_holdsNoToken() throws SQLException {
        Person person = harness.admin();
        try (Connection connection = DriverManager.getConnection(
                        harness.settings.url(), harness.settings.user(), harness.settings.password());
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select (select string_agg(s::text, ' ') from operations.session s)"
                                + " || (select string_agg(a::text, ' ') from operations.account a)"
                                + " || (select string_agg(a::text, ' ') from operations.audit a)")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1))
                    .contains("$argon2id$")
                    .doesNotContain(person.token)
                    .doesNotContain(ApiHarness.PASSWORD);
        }
    }

    @Test
    void cookie_readingIsFree_writingNeedsTheSameOrigin() {
        String cookie = "kenh_session=" + harness.admin().token;
        Map<String, String> bare = Map.of("Cookie", cookie);
        assertThat(nobody("GET", "/session", bare).statusCode()).isEqualTo(200);
        assertThat(nobody("DELETE", "/session", bare).statusCode()).isEqualTo(403);
        assertThat(nobody("DELETE", "/session", Map.of("Cookie", cookie, "Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(nobody("DELETE", "/session", Map.of("Cookie", cookie, "Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(nobody(
                                "DELETE",
                                "/session",
                                Map.of("Cookie", cookie, "Origin", "http://127.0.0.1:" + harness.port()))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void signIn_fromAPageOfAnotherSite_isRefused() {
        HttpResponse<String> answer = harness.nobody()
                .send(
                        "POST",
                        "/session",
                        Optional.of(Map.of("username", "admin", "password", ApiHarness.PASSWORD)),
                        Map.of("Origin", "http://evil.example"));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void password_changed_endsTheOtherSessions() {
        Person here = harness.person(Optional.empty(), Role.OPERATOR);
        Person there = harness.signIn(usernameOf(here));

        assertThat(here.complaints(
                        here.post("/session/password", Map.of("current", ApiHarness.PASSWORD, "next", "ngan"))))
                .containsExactly("next");
        assertThat(here.complaints(here.post(
                        "/session/password", Map.of("current", "khong-phai-the", "next", "mat-khau-moi-1234"))))
                .containsExactly("current");
        assertThat(here.post("/session/password", Map.of("current", ApiHarness.PASSWORD, "next", "mat-khau-moi-1234"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(here.get("/session").statusCode()).isEqualTo(200);
        assertThat(there.get("/session").statusCode()).isEqualTo(401);
        assertThat(signIn(usernameOf(here), "mat-khau-moi-1234").statusCode()).isEqualTo(200);
    }

    @Test
    void sessions_ofOneAccount_areBounded() {
        Person first = harness.person(Optional.empty(), Role.OPERATOR);
        String username = usernameOf(first);
        for (int i = 0; i < AccessPolicy.STANDARD.sessionsPerAccount(); i++) {
            harness.clock.advance(Duration.ofSeconds(1));
            harness.signIn(username);
        }
        assertThat(first.get("/session").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> signIn(String username, String password) {
        return harness.nobody().post("/session", Map.of("username", username, "password", password));
    }

    private HttpResponse<String> nobody(String method, String path, Map<String, String> headers) {
        return harness.nobody().send(method, path, Optional.empty(), headers);
    }

    private static String usernameOf(Person person) {
        return ApiHarness.json(person.get("/session")).path("username").asText();
    }
}
