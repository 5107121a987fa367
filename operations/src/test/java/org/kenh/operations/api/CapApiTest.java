package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.Eventually;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.AlarmFilter;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.share.cap.CapContent;
import org.kenh.operations.share.cap.CapMessage;
import org.kenh.operations.share.cap.CapSender;
import org.kenh.operations.share.cap.CapStore;
import org.kenh.operations.timescale.SqlCapStore;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** Warnings from a reading above a flood level to the feed, with the real alarm desk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapApiTest {
    private static final String OUTLINE = """
            {"type":"Polygon","coordinates":[[[105.8,20.7],[105.9,20.7],[105.9,20.8],[105.8,20.7]]]}""";

    private final ApiHarness harness = new ApiHarness(new CapSender("kenh.example.vn", "Trung tâm <thử>", true));
    private final Person admin = harness.admin();
    private final Person operator = harness.person(Optional.empty(), Role.OPERATOR);
    private final Person supervisor = harness.person(Optional.empty(), Role.SUPERVISOR);

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void flood_risesAndFalls_isToldUpdatedAndCalledOff() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);

        JsonNode draft = operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of()));
        assertThat(draft.path("type").asText()).isEqualTo("Alert");
        assertThat(draft.path("severity").asText()).isEqualTo("Moderate");
        assertThat(draft.path("scope").asText()).isEqualTo("Public");
        assertThat(draft.path("category").asText()).isEqualTo("Met");
        assertThat(draft.path("certainty").asText()).isEqualTo("Observed");
        assertThat(draft.path("urgency").asText()).isEqualTo("Future");
        assertThat(draft.path("polygons").get(0).asText())
                .startsWith("20.70000,105.80000 ")
                .endsWith(" 20.70000,105.80000");
        assertThat(draft.path("problems")).isEmpty();
        assertThat(xml(draft)).contains("<status>Draft</status>");
        JsonNode again = operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of()));
        assertThat(again.path("id")).isEqualTo(draft.path("id"));

        JsonNode alert = issue(draft);
        String issued = xml(alert);
        assertThat(issued)
                .contains("<status>Actual</status>", "<sender>kenh.example.vn</sender>", "+07:00</sent>")
                .contains("Trung tâm &lt;thử&gt;");
        gauge.reads(3.5);
        gauge.alarm(3);
        harness.cap.review();
        harness.cap.review();
        JsonNode update = only(draftsOf(alarm));
        assertThat(update.path("type").asText()).isEqualTo("Update");
        assertThat(update.path("severity").asText()).isEqualTo("Extreme");
        assertThat(update.path("urgency").asText()).isEqualTo("Immediate");
        assertThat(update.path("authors").get(0).asText()).isEqualTo("system");
        assertThat(xml(issue(confirm(update))))
                .contains("<references>kenh.example.vn,"
                        + alert.path("identifier").asText() + ",");

        gauge.reads(0.5);
        Eventually.isTrue(
                "over", () -> !harness.alarms.find(alarm.id()).orElseThrow().active());
        harness.cap.review();
        JsonNode cancel = only(draftsOf(alarm));
        assertThat(cancel.path("type").asText()).isEqualTo("Cancel");
        assertThat(xml(issue(confirm(cancel))))
                .contains(
                        alert.path("identifier").asText(),
                        update.path("identifier").asText())
                .contains("<urgency>Past</urgency>", "<responseType>AllClear</responseType>");
        harness.cap.review();
        assertThat(draftsOf(alarm)).isEmpty();

        HttpResponse<String> feed = harness.nobody().get("/cap/feed");
        assertThat(feed.headers().firstValue("Content-Type")).contains("application/atom+xml; charset=utf-8");
        assertThat(feed.body())
                .contains(
                        alert.path("identifier").asText(),
                        cancel.path("identifier").asText());
        HttpResponse<String> one =
                harness.nobody().get("/cap/feed/" + alert.path("identifier").asText());
        assertThat(one.headers().firstValue("Content-Type")).contains("application/cap+xml; charset=utf-8");
        assertThat(one.body()).isEqualTo(issued);
        assertThat(harness.nobody().get("/cap").statusCode()).isEqualTo(401);
    }

    @Test
    void draft_thatIsGone_isDiscarded() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);
        operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of()));
        gauge.reads(0.5);
        Eventually.isTrue(
                "over", () -> !harness.alarms.find(alarm.id()).orElseThrow().active());
        harness.cap.review();
        assertThat(draftsOf(alarm)).isEmpty();
    }

    @Test
    void proposal_thatAPersonGaveUp_isNotMadeAgain() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);
        issue(operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of())));
        gauge.reads(2.5);
        gauge.alarm(2);
        harness.cap.review();
        JsonNode update = only(draftsOf(alarm));
        admin.expect(200, admin.post("/cap/" + update.path("id") + "/discard", Map.of("revision", 1)));
        harness.cap.review();
        assertThat(draftsOf(alarm)).isEmpty();
        JsonNode byHand = operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of()));
        assertThat(byHand.path("type").asText()).isEqualTo("Update");
    }

    @Test
    void feed_manyRestrictedMessages_leaveRoomForPublicOnes() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);
        JsonNode alert = issue(operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of())));
        SqlCapStore store = new SqlCapStore(harness.database);
        for (int place = 0; place < 100; place++) {
            harness.clock.advance(Duration.ofSeconds(1));
            restricted(store, alarm);
        }
        assertThat(harness.nobody().get("/cap/feed").body())
                .contains(alert.path("identifier").asText())
                .doesNotContain("kenh-noi-bo");
    }

    @Test
    void level_thatStands_canBeToldAgainByHandAtAnyTime() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);
        issue(operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of())));
        JsonNode again = operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of()));
        assertThat(again.path("type").asText()).isEqualTo("Update");
        harness.cap.review();
        assertThat(only(draftsOf(alarm)).path("id")).isEqualTo(again.path("id"));
        assertThat(issue(again).path("state").asText()).isEqualTo("issued");
    }

    @Test
    void exercise_neitherBeginsNorUpdatesNorEndsWhatIsMeant() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);
        JsonNode exercise =
                issue(operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of())), "Exercise");
        harness.cap.review();
        assertThat(draftsOf(alarm)).isEmpty();
        JsonNode draft = operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of()));
        assertThat(draft.path("type").asText())
                .as("nothing was told in earnest yet")
                .isEqualTo("Alert");
        JsonNode alert = issue(draft);
        gauge.reads(2.5);
        gauge.alarm(2);
        harness.cap.review();
        JsonNode update = confirm(only(draftsOf(alarm)));
        JsonNode exercised = issue(update, "Exercise");
        assertThat(xml(exercised))
                .contains(exercise.path("identifier").asText())
                .doesNotContain(alert.path("identifier").asText());
        harness.cap.review();
        JsonNode real = only(draftsOf(alarm));
        assertThat(real.path("type").asText()).isEqualTo("Update");
        HttpResponse<String> test = supervisor.post(
                "/cap/" + real.path("id") + "/issue",
                Map.of("revision", confirm(real).path("revision").asInt(), "status", "Test"));
        assertThat(test.statusCode()).isEqualTo(409);
        assertThat(test.body()).contains("bản tin thật");
    }

    @Test
    void issue_whatTheSystemProposed_needsOneWhoConfirmsAndAnother() throws SQLException {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);
        issue(operator.expect(201, operator.post("/alarms/" + alarm.id() + "/cap", Map.of())));
        gauge.reads(2.5);
        gauge.alarm(2);
        harness.cap.review();
        JsonNode update = only(draftsOf(alarm));
        String path = "/cap/" + update.path("id");
        HttpResponse<String> alone = supervisor.post(path + "/issue", Map.of("revision", 1));
        assertThat(alone.statusCode()).isEqualTo(409);
        assertThat(alone.body()).contains("hệ thống đề xuất");
        supervisor.expect(200, supervisor.post(path + "/confirm", Map.of("revision", 1)));
        assertThat(supervisor.post(path + "/issue", Map.of("revision", 2)).statusCode())
                .isEqualTo(403);
        assertThat(refusal("update operations.cap_message set state = 'issued', settled_by = 'admin',"
                        + " authors = 'system' where id = " + update.path("id")))
                .contains("cap_message_two_people");
        JsonNode issued = admin.expect(200, admin.post(path + "/issue", Map.of("revision", 2)));
        assertThat(issued.path("authors").valueStream().map(JsonNode::asText))
                .hasSize(2)
                .contains("system")
                .doesNotContain("admin");
        assertThat(issued.path("settledBy").asText()).isEqualTo("admin");
    }

    @Test
    void draft_thatTheSystemReplaced_isNobodysYet() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);
        supervisor.expect(201, supervisor.post("/alarms/" + alarm.id() + "/cap", Map.of()));
        gauge.reads(2.5);
        gauge.alarm(2);
        harness.cap.review();
        JsonNode replaced = only(draftsOf(alarm));
        assertThat(replaced.path("type").asText()).isEqualTo("Alert");
        assertThat(replaced.path("authors").valueStream().map(JsonNode::asText)).containsExactly("system");
        assertThat(admin.post("/cap/" + replaced.path("id") + "/issue", Map.of("revision", 1))
                        .statusCode())
                .as("nobody has read what it says now")
                .isEqualTo(409);
    }

    @Test
    void issue_needsASecondPersonWhoMay() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        AlarmView alarm = gauge.alarm(1);
        JsonNode draft = supervisor.expect(201, supervisor.post("/alarms/" + alarm.id() + "/cap", Map.of()));
        String path = "/cap/" + draft.path("id");

        assertThat(operator.post(path + "/issue", Map.of("revision", 1)).statusCode())
                .isEqualTo(403);
        HttpResponse<String> author = supervisor.post(path + "/issue", Map.of("revision", 1));
        assertThat(author.statusCode()).isEqualTo(403);
        assertThat(author.body()).contains("người thứ hai");
        admin.expect(200, admin.patch(path, Map.of("revision", 1, "headline", Map.of("vi", "Lũ lớn", "en", "Flood"))));
        assertThat(admin.post(path + "/issue", Map.of("revision", 2)).statusCode())
                .as("who has edited it is an author too")
                .isEqualTo(403);
        Person other = harness.person(Optional.empty(), Role.SUPERVISOR);
        assertThat(other.post(path + "/issue", Map.of("revision", 1)).statusCode())
                .as("not what was read")
                .isEqualTo(409);
        JsonNode issued = other.expect(200, other.post(path + "/issue", Map.of("revision", 2, "status", "Exercise")));
        assertThat(issued.path("state").asText()).isEqualTo("issued");
        assertThat(xml(issued)).contains("<status>Exercise</status>", "<headline>Lũ lớn</headline>");
        assertThat(other.post(path + "/issue", Map.of("revision", 2)).statusCode())
                .isEqualTo(409);
        assertThat(operator.patch(path, Map.of("revision", 2)).statusCode()).isEqualTo(409);
        assertThat(harness.audit.newest(Optional.empty(), 1).getFirst().entry().action())
                .isEqualTo("cap.issue");
    }

    @Test
    void edit_hostileText_staysText() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        JsonNode draft =
                operator.expect(201, operator.post("/alarms/" + gauge.alarm(1).id() + "/cap", Map.of()));
        String path = "/cap/" + draft.path("id");
        String hostile = "</headline><script>alert('1')</script>&x;]]>";
        operator.expect(
                200, operator.patch(path, Map.of("revision", 1, "headline", Map.of("vi", hostile, "en", hostile))));
        JsonNode issued = supervisor.expect(200, supervisor.post(path + "/issue", Map.of("revision", 2)));
        assertThat(xml(issued)).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(harness.nobody().get("/cap/feed").body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(operator.complaints(operator.patch(path, Map.of("revision", 2, "headline", Map.of("vi", "a\tb")))))
                .containsExactly("headline");
    }

    @Test
    void draft_fromEquipmentOfOneSite_isRefused() {
        Gauge gauge = gauge("equipment");
        gauge.reads(1.5);
        assertThat(operator.post("/alarms/" + gauge.alarm(1).id() + "/cap", Map.of())
                        .statusCode())
                .isEqualTo(409);
        assertThat(operator.post("/alarms/999999/cap", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void messages_ofAnotherCommune_areNotFound() {
        Gauge gauge = gauge("flood");
        gauge.reads(1.5);
        JsonNode draft =
                operator.expect(201, operator.post("/alarms/" + gauge.alarm(1).id() + "/cap", Map.of()));
        Person stranger = harness.person(Optional.of(harness.place().area()), Role.SUPERVISOR);
        assertThat(stranger.get("/cap/" + draft.path("id")).statusCode()).isEqualTo(404);
        assertThat(stranger.post("/cap/" + draft.path("id") + "/issue", Map.of("revision", 1))
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.expect(200, stranger.get("/cap"))).isEmpty();
        assertThat(harness.nobody().get("/cap/feed").body())
                .doesNotContain(draft.path("identifier").asText());
    }

    private JsonNode confirm(JsonNode draft) {
        return operator.expect(
                200,
                operator.post(
                        "/cap/" + draft.path("id") + "/confirm",
                        Map.of("revision", draft.path("revision").asInt())));
    }

    private JsonNode issue(JsonNode draft) {
        return issue(draft, "Actual");
    }

    private JsonNode issue(JsonNode draft, String status) {
        return supervisor.expect(
                200,
                supervisor.post(
                        "/cap/" + draft.path("id") + "/issue",
                        Map.of("revision", draft.path("revision").asInt(), "status", status)));
    }

    private void restricted(SqlCapStore store, AlarmView alarm) {
        Bilingual text = new Bilingual("Mất mạng", "Link lost");
        CapContent content = new CapContent(
                "Restricted",
                "Infra",
                "Severe",
                "Observed",
                "Unknown",
                text,
                new CapContent.CapTexts(text, text, text),
                harness.clock.instant(),
                "Xã",
                "10033",
                List.of());
        CapMessage draft = store.add(new CapStore.NewDraft(
                        alarm.id(),
                        UUID.randomUUID(),
                        alarm.area(),
                        1,
                        CapMessage.MsgType.ALERT,
                        "kenh-noi-bo-" + UUID.randomUUID(),
                        content,
                        harness.clock.instant(),
                        Set.of("hoa")))
                .orElseThrow();
        CapMessage.Settled how =
                new CapMessage.Settled(harness.clock.instant(), "lan", "kenh.example.vn", "Exercise", "<alert/>");
        assertThat(store.settle(draft.id(), 1, CapMessage.State.ISSUED, how)).isTrue();
    }

    private String refusal(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        harness.settings.url(), harness.settings.user(), harness.settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String xml(JsonNode message) {
        HttpResponse<String> answer = operator.get("/cap/" + message.path("id") + "/xml");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private List<JsonNode> draftsOf(AlarmView alarm) {
        return admin.expect(200, admin.get("/cap?state=draft"))
                .valueStream()
                .filter(one -> one.path("alarm").asLong() == alarm.id())
                .toList();
    }

    private static JsonNode only(List<JsonNode> drafts) {
        assertThat(drafts).hasSize(1);
        return drafts.getFirst();
    }

    /** A gauge with a rule of three levels. */
    private Gauge gauge(String alarmClass) {
        String area = ApiHarness.fresh("lu");
        String site = ApiHarness.fresh("thuoc");
        DeviceId device = DeviceId.of(ApiHarness.fresh("do"));
        admin.expect(
                201,
                admin.post(
                        "/areas",
                        Map.of(
                                "id",
                                area,
                                "code",
                                "10033",
                                "name",
                                "Xã Lũ",
                                "kind",
                                "commune",
                                "outline",
                                Json.stored(OUTLINE))));
        admin.expect(
                201,
                admin.post(
                        "/sites",
                        Map.of("id", site, "name", "Thước", "kind", "river", "area", area, "lat", 20.7, "lon", 105.8)));
        admin.expect(
                201,
                admin.post("/devices", Map.of("id", device.value(), "site", site, "kind", "gauge", "name", "Máy đo")));
        Gauge gauge = new Gauge(device, ApiHarness.fresh("rule"));
        gauge.reads(0.1);
        admin.expect(201, admin.post("/rules", """
                {"id":"%s","name":{"vi":"Báo động lũ","en":"Flood level"},"alarmClass":"%s","series":"level",
                "scope":{"device":"%s"},
                "condition":{"type":"levels","direction":"rising","setpoints":[1,2,3],"deadband":0.1,"onDelay":"PT0S","offDelay":"PT0S"},
                "levels":[{"grading":{"toRespond":"PT2H","consequence":"major"}},{"grading":{"toRespond":"PT1H","consequence":"severe"}},
                {"grading":{"toRespond":"PT5M","consequence":"severe"}}]}
                """.formatted(gauge.rule, alarmClass, device)));
        Eventually.isTrue("watched", () -> gauge.view().isPresent());
        return gauge;
    }

    private final class Gauge {
        private final DeviceId device;
        private final String rule;

        private Gauge(DeviceId device, String rule) {
            this.device = device;
            this.rule = rule;
        }

        void reads(double level) {
            harness.clock.advance(Duration.ofSeconds(1));
            harness.store(device, List.of(Reading.good("level", "m", harness.clock.instant(), level)));
        }

        AlarmView alarm(int level) {
            Eventually.isTrue(
                    "level " + level,
                    () -> view().filter(view -> view.active() && view.level() == level)
                            .isPresent());
            return view().orElseThrow();
        }

        private Optional<AlarmView> view() {
            return harness
                    .alarms
                    .list(AlarmFilter.of(AreaScope.of(Optional.empty(), List.of()))
                            .withLetters(java.util.Set.of(org.kenh.ingest.alarm.Letter.values())))
                    .stream()
                    .filter(view -> view.rule().equals(rule))
                    .findFirst();
        }
    }
}
