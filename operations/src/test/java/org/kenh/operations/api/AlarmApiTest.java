package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.Eventually;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.api.ApiHarness.Place;
import org.kenh.telemetry.Reading;

/** Alarms over real HTTP: what people see of them and do about them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlarmApiTest {
    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();
    private final Person operator = harness.person(Optional.empty(), Role.OPERATOR);
    private final Person supervisor = harness.person(Optional.empty(), Role.SUPERVISOR);

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void rule_asInTheContract_isLiveAtOnceAndRaises() {
        Place place = harness.place();
        JsonNode alarm = raised(place, 2);

        assertThat(alarm.path("letter").asText()).isEqualTo("B");
        assertThat(alarm.path("state").asText()).isEqualTo("unacknowledged");
        assertThat(alarm.path("name").path("vi").asText()).isEqualTo("Mực nước cao");
        assertThat(alarm.path("site").asText()).isEqualTo(place.site());
        assertThat(alarm.path("device").asText()).isEqualTo(place.device().value());
        assertThat(alarm.path("value").asDouble()).isEqualTo(9);
        assertThat(alarm.path("limit").asDouble()).isEqualTo(3);
        assertThat(alarm.path("unit").asText()).isEqualTo("m");
        assertThat(alarm.path("priority").asInt()).isEqualTo(2);
        assertThat(operator.expect(
                        200, operator.get("/alarms/" + alarm.path("id").asText())))
                .isEqualTo(alarm);
    }

    @Test
    void acknowledgement_ofTheOccurrence_isKeptJournalledAndAudited() {
        JsonNode alarm = raised(harness.place(), 2);
        JsonNode after = operator.expect(200, ack(operator, alarm));

        assertThat(after.path("letter").asText()).isEqualTo("C");
        assertThat(after.path("acknowledgedBy").asText()).startsWith("nguoi");
        assertThat(after.path("revision").asLong())
                .isGreaterThan(alarm.path("revision").asLong());
        assertThat(events(alarm)).containsExactly("acknowledge", "activate");
        assertThat(operator.expect(200, ack(operator, alarm)).path("letter").asText())
                .isEqualTo("C");
        String audit = admin.get("/audit").body();
        assertThat(audit).contains("alarm.ack").contains(alarm.path("subject").asText());
    }

    @Test
    void acknowledgement_ofAnotherOccurrence_isAConflict() {
        JsonNode alarm = raised(harness.place(), 2);
        var answer = operator.post(
                path(alarm, "ack"), Map.of("occurrence", UUID.randomUUID().toString()));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("lần xảy ra khác");
        assertThat(operator.complaints(operator.post(path(alarm, "ack"), Map.of("occurrence", "x", "by", "tôi"))))
                .containsExactlyInAnyOrder("occurrence", "by");
    }

    @Test
    void acknowledgement_ofMany_isAnsweredOneByOne() {
        JsonNode first = raised(harness.place(), 2);
        JsonNode second = raised(harness.place(), 2);
        JsonNode answers = operator.expect(
                200,
                operator.post(
                        "/alarms/ack",
                        Map.of(
                                "alarms",
                                List.of(
                                        item(first, first.path("occurrence").asText()),
                                        item(second, UUID.randomUUID().toString()),
                                        Map.of("id", 999_999, "occurrence", UUID.randomUUID())))));

        assertThat(answers.findValuesAsText("status")).containsExactly("200", "409", "404");
        assertThat(answers.get(1).path("detail").asText()).contains("lần xảy ra khác");
        assertThat(letter(first)).isEqualTo("C");
        assertThat(letter(second)).isEqualTo("B");
    }

    @Test
    void shelving_withReasonAndTime_endsByItself() {
        JsonNode alarm = raised(harness.place(), 2);
        JsonNode shelved = operator.expect(
                200, operator.post(path(alarm, "shelve"), Map.of("for", "PT5M", "reason", "đang sửa đầu đo")));

        assertThat(shelved.path("letter").asText()).isEqualTo("G");
        assertThat(shelved.path("shelveReason").asText()).isEqualTo("đang sửa đầu đo");
        assertThat(ids(operator, "/alarms?view=shelved"))
                .contains(alarm.path("id").asLong());
        assertThat(ids(operator, "/alarms?view=live"))
                .doesNotContain(alarm.path("id").asLong());
        var again = operator.post(path(alarm, "shelve"), Map.of("for", "PT2H", "reason", "nữa"));
        assertThat(again.statusCode()).isEqualTo(409);
        harness.clock.advance(Duration.ofMinutes(6));
        Eventually.isTrue("shelving has ended", () -> letter(alarm).equals("B"));
    }

    @Test
    void shelving_tooLongOrGrave_isRefused() {
        JsonNode alarm = raised(harness.place(), 2);
        JsonNode grave = raised(harness.place(), 1);
        var tooLong = operator.post(path(alarm, "shelve"), Map.of("for", "PT9H", "reason", "nghỉ"));

        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("8 giờ");
        assertThat(operator.complaints(operator.post(path(alarm, "shelve"), Map.of("for", "PT1H"))))
                .containsExactly("reason");
        assertThat(operator.post(path(grave, "shelve"), Map.of("for", "PT1H", "reason", "sửa"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(supervisor
                        .expect(200, supervisor.post(path(grave, "shelve"), Map.of("for", "PT1H", "reason", "sửa")))
                        .path("letter")
                        .asText())
                .isEqualTo("G");
        assertThat(operator.expect(200, operator.post(path(grave, "unshelve"), Map.of()))
                        .path("letter")
                        .asText())
                .isEqualTo("B");
    }

    @Test
    void service_takenOutAndBack_needsASupervisorAndAReason() {
        JsonNode alarm = raised(harness.place(), 2);

        assertThat(operator.post(path(alarm, "out-of-service"), Map.of("reason", "thay máy"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(supervisor.complaints(supervisor.post(path(alarm, "out-of-service"), Map.of())))
                .containsExactly("reason");
        JsonNode out =
                supervisor.expect(200, supervisor.post(path(alarm, "out-of-service"), Map.of("reason", "thay máy")));
        assertThat(out.path("letter").asText()).isEqualTo("I");
        assertThat(out.path("outOfServiceReason").asText()).isEqualTo("thay máy");
        JsonNode back = supervisor.expect(200, supervisor.post(path(alarm, "in-service"), Map.of("reason", "xong")));
        assertThat(back.path("letter").asText()).isEqualTo("B");
    }

    @Test
    void reset_ofWhatIsActive_isAConflict() {
        JsonNode alarm = raised(harness.place(), 2);
        var answer = operator.post(path(alarm, "reset"), Map.of());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("vẫn đang xảy ra");
    }

    @Test
    void comment_andAssignment_areRowsOfTheJournal() {
        JsonNode alarm = raised(harness.place(), 2);
        operator.expect(200, operator.post(path(alarm, "comment"), Map.of("text", "Đã gọi trạm trưởng")));
        JsonNode assigned = operator.expect(200, operator.post(path(alarm, "assign"), Map.of("to", "admin")));

        assertThat(assigned.path("comments").asInt()).isEqualTo(1);
        assertThat(assigned.path("assignee").asText()).isEqualTo("admin");
        assertThat(events(alarm)).containsExactly("assign", "comment", "activate");
        assertThat(operator.complaints(operator.post(path(alarm, "assign"), Map.of("to", "khong-co"))))
                .containsExactly("to");
        Map<String, Object> nobody = new HashMap<>();
        nobody.put("to", null);
        assertThat(operator.expect(200, operator.post(path(alarm, "assign"), nobody))
                        .path("assignee")
                        .isNull())
                .isTrue();
    }

    @Test
    void rationalisation_ofTheRule_isGiven() {
        JsonNode alarm = raised(harness.place(), 2);
        JsonNode why = operator.expect(200, operator.get(path(alarm, "rationalisation")));

        assertThat(why.path("ruleVersion").asInt()).isEqualTo(1);
        assertThat(why.path("owner").asText()).isNotEmpty();
        assertThat(why.path("levels").get(0).path("priority").asInt()).isEqualTo(2);
    }

    @Test
    void alarms_outsideOnesArea_areNotFound() {
        Place own = harness.place();
        JsonNode inside = raised(own, 2);
        JsonNode outside = raised(harness.place(), 2);
        Person person = harness.person(Optional.of(own.area()), Role.OPERATOR);

        assertThat(ids(person, "/alarms")).containsExactly(inside.path("id").asLong());
        for (String call : List.of("", "/journal", "/rationalisation")) {
            assertThat(person.get("/alarms/" + outside.path("id").asText() + call)
                            .statusCode())
                    .as(call)
                    .isEqualTo(404);
        }
        assertThat(ack(person, outside).statusCode()).isEqualTo(404);
        assertThat(person.expect(200, person.get("/alarm-journal")).findValuesAsText("area"))
                .containsOnly(own.area());
        assertThat(person.expect(200, person.get("/alarms/summary"))
                        .path("byPriority")
                        .path("2")
                        .path("unacknowledged")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void readers_whoMayNotAct_areRefused() {
        JsonNode alarm = raised(harness.place(), 2);
        Person viewer = harness.person(Optional.empty(), Role.COMMUNE_VIEWER);

        assertThat(ids(viewer, "/alarms")).contains(alarm.path("id").asLong());
        for (String deed : List.of("ack", "shelve", "reset", "comment", "assign", "out-of-service")) {
            assertThat(viewer.post(path(alarm, deed), Map.of()).statusCode())
                    .as(deed)
                    .isEqualTo(403);
        }
        assertThat(harness.nobody().get("/alarms").statusCode()).isEqualTo(401);
    }

    @Test
    void stream_ofAlarms_tellsWholeAlarmsAfterTheirCommit() {
        Place place = harness.place();
        JsonNode first = raised(place, 2);
        try (EventStream stream =
                new EventStream(harness, operator.token, "?topics=alarms&area=" + place.area(), Map.of())) {
            operator.expect(200, ack(operator, first));
            JsonNode told = Json.stored(stream.await(1).data());
            assertThat(stream.await(1).name()).isEqualTo("alarm");
            assertThat(told)
                    .isEqualTo(operator.expect(
                            200, operator.get("/alarms/" + first.path("id").asText())));
        }
    }

    @Test
    void stream_whenAnAlarmMovesToAnotherArea_tellsBoth() {
        Place from = harness.place();
        Place to = harness.place();
        JsonNode alarm = raised(from, 2);
        try (EventStream old = stream(from);
                EventStream fresh = stream(to);
                EventStream whole = new EventStream(harness, operator.token, "?topics=alarms", Map.of())) {
            admin.expect(200, admin.patch("/devices/" + from.device(), Map.of("site", to.site())));
            harness.alarms.lookAround();
            JsonNode gone = Json.stored(old.await(1).data());
            JsonNode come = Json.stored(fresh.await(1).data());
            assertThat(gone.path("id")).isEqualTo(alarm.path("id"));
            assertThat(gone.path("letter").asText()).isEqualTo("A");
            assertThat(gone.path("area").asText()).isEqualTo(from.area());
            assertThat(gone.path("revision")).isEqualTo(come.path("revision"));
            assertThat(come.path("letter").asText()).isEqualTo("B");
            assertThat(come.path("area").asText()).isEqualTo(to.area());
            // Who sees both areas sees it move.
            assertThat(Json.stored(whole.await(1).data())).isEqualTo(come);
        }
    }

    private EventStream stream(Place place) {
        return new EventStream(harness, operator.token, "?topics=alarms&area=" + place.area(), Map.of());
    }

    @Test
    void query_wrong_isRefusedWithAllThatIsWrong() {
        assertThat(operator.complaints(operator.get("/alarms?state=laut&priority=4&view=x&limit=0&colour=red")))
                .containsExactlyInAnyOrder("state", "priority", "view", "limit", "colour");
        assertThat(operator.complaints(operator.get("/alarm-journal?from=gestern&event=x&before=-1")))
                .containsExactlyInAnyOrder("from", "event", "before");
        assertThat(operator.get("/alarms/abc").statusCode()).isEqualTo(404);
    }

    /** An alarm that has just been raised at the place by a rule of its own. */
    private JsonNode raised(Place place, int priority) {
        store(place, 1);
        JsonNode rule = admin.expect(
                201,
                admin.post(
                        "/rules",
                        Map.of(
                                "name",
                                "Mực nước cao",
                                "series",
                                "level",
                                "scope",
                                Map.of("device", place.device().value()),
                                "condition",
                                Map.of("type", "high", "setpoint", 3, "deadband", 0.5),
                                "priority",
                                priority)));
        String list = "/alarms?state=normal,B&rule=" + rule.path("id").asText();
        Eventually.isTrue("the rule is watched", () -> !ids(admin, list).isEmpty());
        store(place, 9);
        harness.alarms.settle();
        return admin.expect(200, admin.get(list)).get(0);
    }

    private void store(Place place, double level) {
        harness.clock.advance(Duration.ofSeconds(1));
        harness.store(place.device(), List.of(Reading.good("level", "m", harness.clock.instant(), level)));
    }

    private java.net.http.HttpResponse<String> ack(Person person, JsonNode alarm) {
        return person.post(
                path(alarm, "ack"),
                Map.of("occurrence", alarm.path("occurrence").asText()));
    }

    private String letter(JsonNode alarm) {
        return admin.expect(200, admin.get("/alarms/" + alarm.path("id").asText()))
                .path("letter")
                .asText();
    }

    private List<String> events(JsonNode alarm) {
        return admin.expect(200, admin.get(path(alarm, "journal"))).findValuesAsText("event");
    }

    private static List<Long> ids(Person person, String list) {
        return person.expect(200, person.get(list))
                .valueStream()
                .map(alarm -> alarm.path("id").asLong())
                .toList();
    }

    private static Map<String, Object> item(JsonNode alarm, String occurrence) {
        return Map.of("id", alarm.path("id").asLong(), "occurrence", occurrence);
    }

    private static String path(JsonNode alarm, String deed) {
        return "/alarms/" + alarm.path("id").asText() + "/" + deed;
    }
}
