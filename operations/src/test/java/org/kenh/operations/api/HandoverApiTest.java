package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.AlarmRows.Row;
import org.kenh.operations.api.ApiHarness.Person;

/** Shifts over a journal in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandoverApiTest {
    private static final Instant FROM = ApiHarness.START.minus(Duration.ofHours(8));
    private static final Instant TO = ApiHarness.START;

    private final ApiHarness harness = new ApiHarness();
    private final AlarmRows rows = new AlarmRows(harness.settings);
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void draft_ofAShift_tellsWhatHappened() {
        String area = harness.place().area();
        long alarm = rows.alarm("r1", area);
        UUID occurrence = rows.occurrence(alarm, FROM.plusSeconds(60), null);
        rows.row(alarm, Row.told("Mực nước cao", occurrence, FROM.plusSeconds(60), 2));
        rows.row(
                alarm,
                Row.quiet("Mực nước cao", occurrence, "acknowledge", "C", FROM.plusSeconds(90))
                        .by("hoa", "Đã gọi trạm"));
        rows.row(
                alarm,
                Row.quiet("Mực nước cao", occurrence, "comment", "C", FROM.plusSeconds(95))
                        .by("lan", "Thợ đang tới"));
        rows.row(alarm, Row.quiet("Mực nước cao", occurrence, "return", "A", FROM.plusSeconds(300)));
        UUID before = rows.occurrence(alarm, FROM.minusSeconds(60), FROM.minusSeconds(30));
        rows.row(alarm, Row.told("Mực nước cao", before, FROM.minusSeconds(60), 2));

        JsonNode draft = admin.expect(200, admin.get("/handovers/draft" + range() + "&area=" + area));

        assertThat(draft.path("annunciated").path("2").asInt()).isEqualTo(1);
        assertThat(draft.path("events").path("return").asInt()).isEqualTo(1);
        assertThat(draft.path("occurrences")).hasSize(1);
        JsonNode happened = draft.path("occurrences").get(0);
        assertThat(happened.path("acknowledgedBy").asText()).isEqualTo("hoa");
        assertThat(happened.path("beganAt").asText())
                .isEqualTo(FROM.plusSeconds(60).toString());
        assertThat(happened.path("returnedAt").asText())
                .isEqualTo(FROM.plusSeconds(300).toString());
        assertThat(draft.path("comments").findValuesAsText("text")).containsExactly("Đã gọi trạm", "Thợ đang tới");
        assertThat(draft.path("cut").asBoolean()).isFalse();
    }

    @Test
    void draft_ofAShift_hasWhatWasRecordedInItOnce() {
        String area = harness.place().area();
        long alarm = rows.alarm("r-muon", area);
        UUID delayed = UUID.randomUUID();
        rows.row(alarm, Row.told("Mất điện", delayed, FROM.minusSeconds(60), 2).recorded(FROM.plusSeconds(1)));
        UUID late = UUID.randomUUID();
        rows.row(
                alarm,
                Row.quiet("Mực nước cao", late, "activate", "A", FROM.minusSeconds(7200))
                        .late(FROM.plusSeconds(5)));
        rows.row(
                alarm,
                Row.quiet("Mực nước cao", null, "return", "A", FROM.minusSeconds(3600))
                        .late(FROM.plusSeconds(6)));
        rows.row(
                alarm,
                Row.told("Mất mạng", UUID.randomUUID(), TO.minusSeconds(1), 2).recorded(TO.plusSeconds(1)));

        JsonNode shift = admin.expect(200, admin.get("/handovers/draft" + range() + "&area=" + area));
        JsonNode former = admin.expect(
                200,
                admin.get(
                        "/handovers/draft?from=" + FROM.minus(Duration.ofHours(8)) + "&to=" + FROM + "&area=" + area));

        assertThat(former.path("occurrences")).isEmpty();
        assertThat(shift.path("occurrences").findValuesAsText("occurrence"))
                .containsExactly(delayed.toString(), late.toString());
        assertThat(shift.path("annunciated").path("2").asInt())
                .as("nobody was told of what came late")
                .isEqualTo(1);
        assertThat(shift.path("events").path("return").asInt()).isZero();
        JsonNode found = shift.path("occurrences").get(1);
        assertThat(found.path("historical").asBoolean()).isTrue();
        assertThat(found.path("returnedAt").asText())
                .isEqualTo(FROM.minusSeconds(3600).toString());
    }

    @Test
    void handover_isFrozenAndTakenOverByTheOtherPerson() {
        String area = harness.place().area();
        long alarm = rows.alarm("r2", area);
        rows.row(alarm, Row.told("Mất điện", UUID.randomUUID(), FROM.plusSeconds(5), 1));
        Person giver = harness.person(Optional.of(area), Role.OPERATOR);
        String taker = ApiHarness.fresh("ca");
        createOperator(taker, Optional.of(area));
        Map<String, Object> body =
                Map.of("from", FROM, "to", TO, "toUser", taker, "notes", "Bơm 2 đang sửa.\nGọi lúc 14 giờ.");

        JsonNode kept = giver.expect(201, giver.post("/handovers", body));
        rows.row(alarm, Row.told("Mất điện", UUID.randomUUID(), FROM.plusSeconds(6), 1));
        String path = "/handovers/" + kept.path("id");
        JsonNode read = giver.expect(200, giver.get(path));

        assertThat(read.path("content")).isEqualTo(kept.path("content"));
        assertThat(read.path("content").path("occurrences")).hasSize(1);
        assertThat(read.path("area").asText()).as("the giver's own").isEqualTo(area);
        assertThat(read.path("notes").asText()).contains("\nGọi");
        assertThat(giver.post(path + "/accept", Map.of()).statusCode()).isEqualTo(403);
        assertThat(admin.post(path + "/accept", Map.of()).statusCode()).isEqualTo(403);
        Person next = harness.signIn(taker);
        JsonNode accepted = next.expect(200, next.post(path + "/accept", Map.of()));
        assertThat(accepted.path("acceptedAt").asText()).isEqualTo(TO.toString());
        assertThat(next.post(path + "/accept", Map.of()).statusCode()).isEqualTo(409);
        assertThat(harness.audit.newest(Optional.empty(), 1).getFirst().entry().action())
                .isEqualTo("handover.accept");
        assertThat(admin.expect(200, admin.get("/handovers"))
                        .get(0)
                        .path("content")
                        .isNull())
                .isTrue();
        Person stranger = harness.person(Optional.of(harness.place().area()), Role.SUPERVISOR);
        assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        assertThat(stranger.expect(200, stranger.get("/handovers"))).isEmpty();
    }

    @Test
    void handover_inTheDatabase_refusesEveryChangeButTheAcceptance() throws SQLException {
        String taker = ApiHarness.fresh("ca");
        createOperator(taker, Optional.empty());
        long id = admin.expect(201, admin.post("/handovers", Map.of("toUser", taker)))
                .path("id")
                .asLong();
        for (String change : new String[] {
            "update operations.handover set notes = 'x' where id = " + id,
            "update operations.handover set accepted_at = now(), content = '{}' where id = " + id,
            "delete from operations.handover where id = " + id,
            "truncate operations.handover"
        }) {
            assertThat(refusal(change)).as(change).contains("does not change");
        }
    }

    @Test
    void handover_toNobodyWhoCanTakeIt_isRefused() {
        String area = harness.place().area();
        String viewer = ApiHarness.fresh("xem");
        harness.accounts.create(
                new org.kenh.operations.account.Account(
                        viewer, "Người xem", java.util.Set.of(Role.COMMUNE_VIEWER), Optional.empty(), false),
                ApiHarness.PASSWORD);
        String elsewhere = ApiHarness.fresh("ca");
        createOperator(elsewhere, Optional.of(area));
        for (String taker : new String[] {"admin", viewer, "khong-co", elsewhere}) {
            assertThat(admin.complaints(admin.post("/handovers", Map.of("toUser", taker))))
                    .as(taker)
                    .containsExactly("toUser");
        }
        assertThat(admin.complaints(admin.post("/handovers", Map.of("from", TO, "to", FROM))))
                .contains("from");
        assertThat(admin.complaints(admin.get("/handovers/draft?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z")))
                .containsExactly("from");
    }

    @Test
    void handover_ofAnotherOrNoArea_isRefused() {
        String foreign = harness.place().area();
        Person giver = harness.person(Optional.of(harness.place().area()), Role.OPERATOR);
        String taker = ApiHarness.fresh("ca");
        createOperator(taker, Optional.of(foreign));
        for (String area : new String[] {foreign, "khong-co"}) {
            assertThat(giver.complaints(giver.post("/handovers", Map.of("area", area, "toUser", taker))))
                    .as(area)
                    .contains("area");
        }
    }

    private void createOperator(String username, Optional<String> area) {
        harness.accounts.create(
                new org.kenh.operations.account.Account(
                        username, "Người trực", java.util.Set.of(Role.OPERATOR), area, false),
                ApiHarness.PASSWORD);
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

    private static String range() {
        return "?from=" + FROM + "&to=" + TO;
    }
}
