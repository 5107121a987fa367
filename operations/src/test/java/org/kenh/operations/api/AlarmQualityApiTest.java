package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.AlarmRows.Row;
import org.kenh.operations.api.ApiHarness.Person;

/** The figures over a journal in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlarmQualityApiTest {
    private static final Instant DAY = Instant.parse("2026-02-20T17:00:00Z");

    private final ApiHarness harness = new ApiHarness();
    private final AlarmRows rows = new AlarmRows(harness.settings);
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void quality_binsElevenSevenFour_areOneFlood() {
        String area = area();
        long alarm = rows.alarm("r1", area);
        told(alarm, DAY.plus(Duration.ofHours(2)), 11, 3);
        told(alarm, DAY.plus(Duration.ofMinutes(130)), 7, 3);
        told(alarm, DAY.plus(Duration.ofMinutes(140)), 4, 1);

        JsonNode report = report(area, DAY, DAY.plus(Duration.ofDays(1)));

        assertThat(report.path("annunciated").asInt()).isEqualTo(22);
        assertThat(figure(report, "timeInFlood").path("value").asDouble()).isCloseTo(0.0139, within(0.00005));
        assertThat(figure(report, "timeInFlood").path("verdict").asText()).isEqualTo("bad");
        assertThat(figure(report, "perDay").path("value").asDouble()).isEqualTo(22);
        assertThat(figure(report, "perDay").path("verdict").asText()).isEqualTo("good");
        assertThat(figure(report, "peakTenMinutes").path("value").asInt()).isEqualTo(11);
        assertThat(figure(report, "peakTenMinutes").path("verdict").asText()).isEqualTo("bad");
        assertThat(figure(report, "topTenShare").path("verdict").asText()).isEqualTo("too-few");
        assertThat(report.path("floods")).hasSize(1);
        assertThat(report.path("byDay")).hasSize(1);
        assertThat(report.path("byDay").get(0).path("day").asText()).isEqualTo("2026-02-21");
        assertThat(report.path("byHour").get(0).path("count").asInt()).isEqualTo(22);
        JsonNode first = report.path("priorities").get(2);
        assertThat(first.path("priority").asInt()).isEqualTo(1);
        assertThat(first.path("share").asDouble()).isCloseTo(4.0 / 22, within(1e-9));
        assertThat(first.path("verdict").asText()).isEqualTo("bad");
        assertThat(report.path("byArea").get(0).path("areaName").asText()).isEqualTo("Xã");
        assertThat(report.path("byArea").get(0).path("timeInFlood").asDouble()).isCloseTo(0.0139, within(0.00005));
    }

    @Test
    void quality_manyAlarms_namesTheTenThatToldMost() {
        String area = area();
        for (int number = 0; number < 12; number++) {
            long alarm = rows.alarm("top-" + number, area);
            for (int time = 0; time <= number; time++) {
                rows.row(alarm, Row.told("Báo động " + number, null, DAY.plus(Duration.ofMinutes(30L * time)), 3));
            }
        }
        JsonNode report = report(area, DAY, DAY.plus(Duration.ofDays(1)));
        assertThat(report.path("topTen")).hasSize(10);
        assertThat(report.path("topTen").get(0).path("name").asText()).isEqualTo("Báo động 11");
        assertThat(figure(report, "topTenShare").path("value").asDouble()).isCloseTo(75.0 / 78, within(1e-9));
    }

    @Test
    void quality_whatNobodyWasTold_doesNotCount() {
        String area = area();
        long alarm = rows.alarm("quiet", area);
        UUID occurrence = rows.occurrence(alarm, DAY.minus(Duration.ofDays(3)), null);
        rows.row(alarm, Row.quiet("Im", occurrence, "activate", "H", DAY.minus(Duration.ofDays(3))));
        rows.row(alarm, Row.quiet("Im", occurrence, "chattering", "H", DAY.plusSeconds(5)));

        JsonNode report = report(area, DAY, DAY.plus(Duration.ofDays(1)));

        assertThat(report.path("annunciated").asInt()).isZero();
        assertThat(report.path("standing")).isEmpty();
        assertThat(report.path("chattering")).isEmpty();
        assertThat(figure(report, "timeInFlood").path("verdict").asText()).isEqualTo("good");
    }

    @Test
    void quality_standingForMoreThanADay_isStaleUntilItReturns() {
        String area = area();
        long stands = rows.alarm("stands", area);
        UUID first = rows.occurrence(stands, DAY.minus(Duration.ofHours(30)), null);
        rows.row(stands, Row.told("Đứng", first, DAY.minus(Duration.ofHours(30)), 2));
        long returned = rows.alarm("returned", area);
        UUID second = rows.occurrence(returned, DAY.minus(Duration.ofHours(30)), null);
        rows.row(returned, Row.told("Về", second, DAY.minus(Duration.ofHours(30)), 2));
        rows.row(returned, Row.quiet("Về", second, "return", "D", DAY.minus(Duration.ofHours(10))));
        long out = rows.alarm("out", area);
        UUID third = rows.occurrence(out, DAY.minus(Duration.ofHours(30)), null);
        rows.row(out, Row.told("Ngừng", third, DAY.minus(Duration.ofHours(30)), 2));
        rows.row(out, Row.quiet("Ngừng", third, "out-of-service", "I", DAY.minus(Duration.ofHours(29))));
        long ended = rows.alarm("ended", area);
        UUID fourth = rows.occurrence(ended, DAY.minus(Duration.ofHours(23)), DAY.plus(Duration.ofHours(2)));
        rows.row(ended, Row.told("Hết", fourth, DAY.minus(Duration.ofHours(23)), 2));

        JsonNode report = report(area, DAY, DAY.plus(Duration.ofDays(1)));

        assertThat(report.path("standing").findValuesAsText("name")).containsExactly("Đứng", "Hết");
        assertThat(report.path("standing").get(0).path("until").isNull()).isTrue();
        assertThat(figure(report, "stale").path("value").asInt()).isEqualTo(2);
        assertThat(figure(report, "stale").path("verdict").asText()).isEqualTo("good");
    }

    @Test
    void quality_chatteringBeforeAnOperator_isBad() {
        String area = area();
        long alarm = rows.alarm("chatter", area);
        rows.row(alarm, Row.told("Chập chờn", null, DAY.plusSeconds(1), 2));
        rows.row(alarm, Row.quiet("Chập chờn", null, "chattering", "B", DAY.plusSeconds(50)));
        JsonNode report = report(area, DAY, DAY.plus(Duration.ofDays(1)));
        assertThat(report.path("chattering").get(0).path("times").asInt()).isEqualTo(1);
        assertThat(figure(report, "chattering").path("verdict").asText()).isEqualTo("bad");
    }

    @Test
    void quality_anotherCommune_isNotSeen() {
        String own = area();
        String other = area();
        told(rows.alarm("here", own), DAY, 2, 3);
        told(rows.alarm("there", other), DAY, 3, 3);
        Person supervisor = harness.person(Optional.of(own), Role.SUPERVISOR);
        String range = "?from=" + DAY + "&to=" + DAY.plus(Duration.ofDays(1));

        assertThat(supervisor
                        .expect(200, supervisor.get("/alarm-quality" + range))
                        .path("annunciated")
                        .asInt())
                .isEqualTo(2);
        assertThat(supervisor
                        .expect(200, supervisor.get("/alarm-quality" + range + "&area=" + other))
                        .path("annunciated")
                        .asInt())
                .isZero();
    }

    @Test
    void quality_asCsv_opensInExcelAndRunsNothing() {
        String area = area();
        rows.row(rows.alarm("evil", area), Row.told("=HYPERLINK(\"http://a\")", null, DAY.plusSeconds(1), 2));
        String path = "/alarm-quality?format=csv&area=" + area + "&from=" + DAY + "&to=" + DAY.plus(Duration.ofDays(1));

        HttpResponse<String> answer = admin.get(path);
        HttpResponse<String> english = admin.send("GET", path, Optional.empty(), Map.of("Accept-Language", "en"));

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"kenh-alarm-quality-2026-02-21-2026-02-22.csv\"");
        assertThat(answer.body()).startsWith("\uFEFF\"Mục\";\"Tên\"").contains("\"'=HYPERLINK(\"\"http://a\"\")\"");
        assertThat(answer.body()).contains("\"Thời gian cảnh báo dồn dập\"").doesNotContain(";\"=");
        assertThat(english.body()).startsWith("\uFEFF\"What\",\"Name\"").contains("\"Time in flood\"");
    }

    @Test
    void quality_wrongRange_isRefused() {
        assertThat(admin.complaints(admin.get("/alarm-quality?from=2026-02-20T00:00:00Z&to=2026-02-20T00:30:00Z")))
                .containsExactly("from");
        assertThat(admin.complaints(admin.get("/alarm-quality?from=2020-02-20T00:00:00Z")))
                .containsExactly("from");
        assertThat(admin.complaints(admin.get("/alarm-quality?format=xml"))).containsExactly("format");
        Person viewer = harness.person(Optional.empty(), Role.COMMUNE_VIEWER);
        assertThat(viewer.get("/alarm-quality").statusCode()).isEqualTo(403);
        assertThat(harness.nobody().get("/alarm-quality").statusCode()).isEqualTo(401);
    }

    private String area() {
        return harness.place().area();
    }

    private void told(long alarm, Instant from, int times, int priority) {
        for (int number = 0; number < times; number++) {
            rows.row(alarm, Row.told("Mực nước cao", null, from.plusSeconds(number), priority));
        }
    }

    private JsonNode report(String area, Instant from, Instant to) {
        return admin.expect(200, admin.get("/alarm-quality?area=" + area + "&from=" + from + "&to=" + to));
    }

    private static JsonNode figure(JsonNode report, String key) {
        return List.copyOf(report.path("figures").valueStream().toList()).stream()
                .filter(figure -> figure.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
