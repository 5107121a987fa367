package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.Eventually;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.irrigation.desk.Blocked;
import org.kenh.operations.irrigation.desk.FieldNeed;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.irrigation.plan.Block;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.Reading;

/** Plans and requests as people meet them: who may do what, what they see, and what they are told. */
class IrrigationPlanApiTest {
    private static final String PLANS = "/irrigation/plans";
    private static final Duration SOLVING = Duration.ofSeconds(90);

    private final ApiHarness harness = new ApiHarness();
    private final ApiHarness.Place place = harness.place();
    private final String one = place.area();
    private final String other = harness.place().area();
    private Person officer;
    private Person supervisor;

    @BeforeEach
    void lay() {
        done(harness.irrigation.canals().add(in(TestWorks.canal("k"), one), "an"));
        done(harness.irrigation.pumps().add(TestWorks.pump("b", "k"), "an"));
        done(harness.irrigation.fields().add(in(TestWorks.field("r1", "k"), one), "an"));
        done(harness.irrigation.fields().add(in(TestWorks.field("r2", "k"), other), "an"));
        harness.irrigationDesk.needs.add(need("r1", 3_000));
        harness.irrigationDesk.needs.add(need("r2", 2_000));
        officer = harness.person(Optional.empty(), Role.AGRICULTURE_OFFICER);
        supervisor = harness.person(Optional.empty(), Role.SUPERVISOR);
    }

    @AfterEach
    void close() {
        harness.irrigationDesk.desk.plans().close();
        harness.close();
    }

    @Test
    void plan_made_isAnsweredAtOnceAndPublishedByTwoPeople() {
        HttpResponse<String> made = officer.post(PLANS, Map.of("days", 3));
        JsonNode begun = officer.expect(202, made);
        assertThat(made.headers().firstValue("Location"))
                .contains("/api/v1" + PLANS + "/" + begun.path("id").asInt());
        JsonNode draft = solved(begun.path("id").asInt());
        assertThat(draft.path("turns")
                        .valueStream()
                        .map(turn -> turn.path("subject").asText()))
                .contains("b", "r1", "r2");
        assertThat(draft.path("figures").path("missing").asDouble()).isZero();
        assertThat(draft.path("difference").isNull()).isTrue();
        String path = PLANS + "/" + draft.path("id").asInt();
        officer.expect(404, officer.get(PLANS + "/current"));

        officer.expect(409, officer.post(path + "/publish", Map.of()));
        assertThat(officer.expect(200, officer.post(path + "/accept", Map.of()))
                        .path("state")
                        .asText())
                .isEqualTo("accepted");
        assertThat(officer.expect(403, officer.post(path + "/publish", Map.of()))
                        .path("detail")
                        .asText())
                .contains("người thứ hai");
        JsonNode published = supervisor.expect(200, supervisor.post(path + "/publish", Map.of()));

        assertThat(published.path("state").asText()).isEqualTo("published");
        assertThat(officer.expect(200, officer.get(PLANS + "/current")).path("id"))
                .isEqualTo(draft.path("id"));
        JsonNode publications = officer.expect(
                200,
                officer.get("/irrigation/publications?plan=" + draft.path("id").asInt()));
        assertThat(publications.valueStream().map(each -> each.path("device").asText()))
                .containsExactlyInAnyOrder("b-dk", "r1-1", "r2-1");
        assertThat(publications.valueStream().map(each -> each.path("state").asText()))
                .containsOnly("queued");
        assertThat(harness.audit.newest(Optional.empty(), 3))
                .extracting(entry -> entry.entry().action())
                .containsExactly("irrigation.plan.publish", "irrigation.plan.accept", "irrigation.plan.make");
    }

    @Test
    void commune_seesTheTurnsOfItsOwnFieldsOfWhatIsPublishedAlone() {
        Person commune = harness.person(Optional.of(other), Role.COMMUNE_VIEWER);
        int draft = solved(made(Map.of())).path("id").asInt();
        commune.expect(404, commune.get(PLANS + "/" + draft));
        assertThat(commune.expect(200, commune.get(PLANS))).isEmpty();
        publish(draft);

        JsonNode seen = commune.expect(200, commune.get(PLANS + "/current"));

        assertThat(seen.path("figures").isNull()).isTrue();
        assertThat(seen.path("turns")
                        .valueStream()
                        .map(turn -> turn.path("subject").asText()))
                .contains("r2")
                .doesNotContain("r1");
        JsonNode turns = commune.expect(200, commune.get("/irrigation/turns?field=r2"));
        assertThat(turns).isNotEmpty();
        assertThat(commune.expect(200, commune.get("/irrigation/turns?field=r1")))
                .isEmpty();
        assertThat(commune.expect(200, commune.get("/irrigation/publications"))
                        .valueStream()
                        .map(each -> each.path("device").asText()))
                .contains("r2-1")
                .doesNotContain("r1-1");
    }

    @Test
    void plans_areMadeByStaffOfTheWholeDistrictAlone() {
        Person local = harness.person(Optional.of(one), Role.AGRICULTURE_OFFICER);
        Person operator = harness.person(Optional.empty(), Role.OPERATOR);
        operator.expect(403, operator.post(PLANS, Map.of()));
        assertThat(local.expect(403, local.post(PLANS, Map.of())).path("detail").asText())
                .contains("toàn huyện");
        int draft = solved(made(Map.of())).path("id").asInt();
        for (String deed : List.of("accept", "publish", "discard", "replan")) {
            local.expect(403, local.post(PLANS + "/" + draft + "/" + deed, Map.of()));
            operator.expect(403, operator.post(PLANS + "/" + draft + "/" + deed, Map.of()));
        }
        operator.expect(200, operator.get(PLANS + "/" + draft));
    }

    @Test
    void replan_withAMovedTurn_showsWhatChangesAndWhatItCosts() {
        JsonNode draft = solved(made(Map.of()));
        JsonNode turn = draft.path("turns")
                .valueStream()
                .filter(each -> each.path("subject").asText().equals("r2"))
                .findFirst()
                .orElseThrow();
        Instant start = Instant.parse(turn.path("start").asText()).plus(Duration.ofHours(12));
        Instant end = Instant.parse(turn.path("end").asText()).plus(Duration.ofHours(12));
        String path = PLANS + "/" + draft.path("id").asInt() + "/replan";
        Map<String, Object> move = Map.of("turn", turn.path("id").asText(), "start", start, "end", end);

        JsonNode begun = officer.expect(202, officer.post(path, Map.of("moves", List.of(move))));

        JsonNode second = solved(begun.path("id").asInt());
        assertThat(second.path("parent")).isEqualTo(draft.path("id"));
        assertThat(second.path("sinceParent")
                        .path("moved")
                        .valueStream()
                        .map(each -> each.path("field").asText()))
                .contains("r2");
        assertThat(second.path("sinceParent").path("cost").isNumber()).isTrue();
        assertThat(second.path("constraints").path(0).path("type").asText()).isEqualTo("pin");
        assertThat(officer.complaints(officer.post(path, Map.of("pins", List.of("p9-9")))))
                .containsExactly("pins");
        assertThat(officer.complaints(officer.post(
                        path,
                        Map.of(
                                "forbids",
                                List.of(Map.of(
                                        "kind", "pump", "subject", "b", "from", end, "to", start, "reason", "x"))))))
                .containsExactly("forbids");
    }

    @Test
    void plan_thatNoLongerHolds_isRefusedInWordsOfPeople() {
        int draft = solved(made(Map.of())).path("id").asInt();
        harness.irrigationDesk.blocked.add(new Blocked(
                SubjectKind.PUMP,
                "b",
                new Block(
                        BlockReason.WATER_QUALITY,
                        new Period(ApiHarness.START, ApiHarness.START.plus(Duration.ofDays(9))))));

        JsonNode refused = officer.expect(409, officer.post(PLANS + "/" + draft + "/accept", Map.of()));

        assertThat(refused.path("detail").asText()).contains("không còn đúng");
        assertThat(refused.path("errors").path(0).path("field").asText()).isEqualTo("b");
        assertThat(refused.path("errors").path(0).path("message").asText()).contains("Bơm b");
        JsonNode lacking = solved(made(Map.of()));
        assertThat(lacking.path("unmet")
                        .valueStream()
                        .map(each -> each.path("field").asText()))
                .containsExactlyInAnyOrder("r1", "r2");
        assertThat(lacking.path("unmet").path(0).path("text").asText()).contains("Ruộng");
        assertThat(lacking.path("unmet")
                        .path(0)
                        .path("reasons")
                        .path(0)
                        .path("block")
                        .asText())
                .isEqualTo("WATER_QUALITY");
    }

    @Test
    void planning_whileAPlanIsMade_isRefusedUntilThatIsDiscarded() {
        harness.irrigationDesk.solver = problem -> {
            new CountDownLatch(1).await();
            throw new IllegalStateException("not interrupted");
        };
        int first = made(Map.of());
        assertThat(officer.expect(409, officer.post(PLANS, Map.of()))
                        .path("detail")
                        .asText())
                .contains("Đang lập");
        officer.expect(200, officer.post(PLANS + "/" + first + "/discard", Map.of("reason", "nhầm")));
        assertThat(officer.expect(200, officer.get(PLANS + "?state=discarded"))
                        .path(0)
                        .path("note")
                        .asText())
                .isEqualTo("nhầm");
        made(Map.of());
    }

    @Test
    void request_ofACooperative_isForItsOwnFieldsAndDecidedByStaff() {
        Person farmer = harness.person(Optional.of(one), Role.COOPERATIVE);
        Person commune = harness.person(Optional.of(other), Role.COMMUNE_VIEWER);
        assertThat(farmer.complaints(farmer.post("/irrigation/requests", Map.of("field", "r2"))))
                .containsExactly("field");
        assertThat(commune.complaints(commune.post("/irrigation/requests", Map.of("field", "r1"))))
                .containsExactly("field");
        Map<String, Object> body = Map.of("field", "r2", "millimetres", 40, "note", "lúa trổ");
        JsonNode asked = commune.expect(201, commune.post("/irrigation/requests", body));
        assertThat(asked.path("state").asText()).isEqualTo("asked");
        commune.expect(409, commune.post("/irrigation/requests", body));
        String path = "/irrigation/requests/" + asked.path("id").asInt();
        assertThat(farmer.expect(200, farmer.get("/irrigation/requests"))).isEmpty();
        farmer.expect(404, farmer.post(path + "/withdraw", Map.of()));
        commune.expect(403, commune.post(path + "/approve", Map.of()));
        officer.expect(403, officer.post(path + "/withdraw", Map.of()));
        assertThat(officer.complaints(officer.post(path + "/refuse", Map.of()))).containsExactly("reason");

        JsonNode approved = officer.expect(200, officer.post(path + "/approve", Map.of()));

        assertThat(approved.path("decidedBy").asText()).startsWith("nguoi");
        officer.expect(409, officer.post(path + "/refuse", Map.of("reason", "muộn")));
        publish(solved(made(Map.of())).path("id").asInt());
        JsonNode planned = commune.expect(200, commune.get("/irrigation/requests?state=planned"));
        assertThat(planned.valueStream().map(each -> each.path("field").asText()))
                .containsExactly("r2");
    }

    @Test
    void liveStream_nudgesAboutRequestsOfTheOwnAreaAndPlansOfAll() {
        Person there = harness.person(Optional.of(other), Role.COMMUNE_VIEWER);
        Person here = harness.person(Optional.of(one), Role.COOPERATIVE);
        try (EventStream stream =
                new EventStream(harness, here.token, "?topics=readings,presence,irrigation", Map.of())) {
            harness.store(place.device(), List.of(Reading.good("level", "m", ApiHarness.START, 1)));
            there.expect(201, there.post("/irrigation/requests", Map.of("field", "r2")));
            JsonNode asked = here.expect(201, here.post("/irrigation/requests", Map.of("field", "r1")));
            EventStream.Event first = stream.await(1);
            assertThat(first.name()).isEqualTo("irrigation");
            assertThat(Json.stored(first.data()).path("kind").asText()).isEqualTo("request");
            assertThat(Json.stored(first.data()).path("id").asText())
                    .isEqualTo(asked.path("id").asText());
            int plan = made(Map.of());
            assertThat(Json.stored(stream.await(2).data()))
                    .isEqualTo(Json.MAPPER.valueToTree(
                            Map.of("kind", "plan", "id", String.valueOf(plan), "at", ApiHarness.START.toString())));
        }
    }

    private int made(Map<String, Object> body) {
        return officer.expect(202, officer.post(PLANS, body)).path("id").asInt();
    }

    private JsonNode solved(int id) {
        // The first one unpacks and loads the solver; to ask all the time would take from it what the machine has.
        Eventually.isTrue(
                "plan " + id + " is solved",
                SOLVING,
                Duration.ofMillis(50),
                () -> !state(id).equals("solving"));
        JsonNode plan = officer.expect(200, officer.get(PLANS + "/" + id));
        assertThat(plan.path("state").asText()).as(plan.path("note").asText()).isEqualTo("draft");
        return plan;
    }

    private String state(int id) {
        return officer.expect(200, officer.get(PLANS + "/" + id)).path("state").asText();
    }

    private void publish(int id) {
        officer.expect(200, officer.post(PLANS + "/" + id + "/accept", Map.of()));
        supervisor.expect(200, supervisor.post(PLANS + "/" + id + "/publish", Map.of()));
    }

    private static FieldNeed need(String field, double volume) {
        return new FieldNeed(field, volume, ApiHarness.START, ApiHarness.START.plus(Duration.ofDays(3)), 1);
    }

    private static Canal in(Canal canal, String area) {
        return new Canal(
                canal.id(),
                canal.name(),
                area,
                canal.parent(),
                canal.capacity(),
                canal.openAtOnce(),
                canal.efficiency(),
                canal.level(),
                canal.flood(),
                canal.revision());
    }

    private static Field in(Field field, String area) {
        return new Field(
                field.id(),
                field.name(),
                area,
                field.hectares(),
                field.outline(),
                field.inlet(),
                field.soil(),
                field.bund(),
                field.sensors(),
                field.cooperative(),
                List.of(),
                field.quiet(),
                field.revision());
    }

    private static void done(Saved saved) {
        assertThat(saved).isInstanceOf(Saved.Done.class);
    }
}
