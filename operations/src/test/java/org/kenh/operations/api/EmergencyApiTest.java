package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.loudspeaker.judge.BulletinClass;

class EmergencyApiTest {
    private static final String PATH = "/loudspeakers/emergencies";
    private final ApiHarness api = new ApiHarness();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void emergency_goesFromDraftToClosed_byTwoPeopleOfTheArea() {
        api.speakers.commune("xa", 2);
        api.speakers.commune("khac", 1);
        api.speakers.born("xa-1", "speaker.play");
        Person an = api.person(Optional.of("xa"), Role.BROADCASTER);
        Person binh = api.person(Optional.of("xa"), Role.BROADCASTER);
        Person stranger = api.person(Optional.of("khac"), Role.BROADCASTER);
        Map<String, Object> wanted = Map.of("template", "exercise", "areas", List.of("xa"), "repeats", 2);
        an.expect(400, an.post(PATH, Map.of("template", "exercise", "areas", List.of("khac"))));
        HttpResponse<String> holes = an.post(PATH, Map.of("template", "flood-1", "areas", List.of("xa")));
        an.expect(400, holes);
        assertThat(holes.body()).contains("Còn chỗ trống chưa điền", "level");
        HttpResponse<String> drafted = an.post(PATH, wanted);
        an.expect(201, drafted);
        JsonNode draft = ApiHarness.json(drafted);
        assertThat(draft.path("state").asText()).isEqualTo("draft");
        assertThat(draft.path("targets").asInt()).isEqualTo(2);
        assertThat(draft.path("coverage").isNull()).isTrue();
        String one = PATH + "/" + draft.path("id").asLong();

        stranger.expect(404, stranger.get(one));
        stranger.expect(404, stranger.post(one + "/approve", Map.of()));
        assertThat(ApiHarness.json(stranger.get(PATH))).isEmpty();
        HttpResponse<String> same = an.post(one + "/approve", Map.of("revision", 1));
        an.expect(403, same);
        assertThat(same.body()).contains("người khác");
        HttpResponse<String> approved = binh.post(one + "/approve", Map.of("revision", 1));
        binh.expect(200, approved);
        JsonNode page = ApiHarness.json(approved);
        assertThat(page.path("state").asText()).isEqualTo("sent");
        assertThat(page.path("coverage").path("counts").path("due").asInt()).isEqualTo(2);
        assertThat(page.path("coverage").path("communes")).hasSize(1);
        assertThat(page.path("open")).hasSize(2);
        assertThat(page.path("open").path(0).path("command").asText()).isEqualTo("queued");
        binh.expect(409, binh.post(one + "/approve", Map.of()));

        an.expect(400, an.post(one + "/close", Map.of()));
        an.expect(200, an.post(one + "/close", Map.of("reason", "Đã đi từng nhà")));
        JsonNode closed = ApiHarness.json(an.get(one));
        assertThat(closed.path("state").asText()).isEqualTo("closed");
        assertThat(closed.path("unheard")).hasSize(2);
        an.expect(409, an.post(one + "/cancel", Map.of("reason", "lần nữa")));
        assertThat(api.audit.newest(Optional.empty(), 10))
                .extracting(entry -> entry.entry().action())
                .contains(
                        "loudspeaker.emergency.draft", "loudspeaker.emergency.approve", "loudspeaker.emergency.close");
    }

    @Test
    void emergencyOfTheDistrict_tellsACommuneOnlyOfItsOwnClusters() {
        api.speakers.commune("xa", 2);
        api.speakers.commune("khac", 3);
        api.speakers.born("xa-1", "speaker.play", "speaker.say");
        api.speakers.born("khac-1", "speaker.play");
        Person admin = api.admin();
        Person an = api.person(Optional.of("xa"), Role.BROADCASTER);
        JsonNode draft = ApiHarness.json(admin.post(
                PATH, Map.of("template", "exercise", "areas", List.of("khac", "xa"), "clusters", List.of("khac-2"))));
        assertThat(draft.path("playing").asInt()).isEqualTo(2);
        assertThat(draft.path("reading").asInt()).isEqualTo(1);
        String one = PATH + "/" + draft.path("id").asLong();
        Person second = api.person(Optional.empty(), Role.SUPERVISOR);
        second.expect(200, second.post(one + "/approve", Map.of()));
        second.expect(200, second.post(one + "/close", Map.of("reason", "Đã đi từng nhà")));
        JsonNode whole = ApiHarness.json(second.get(one));
        assertThat(whole.path("unheard")).hasSize(5);
        HttpResponse<String> seen = an.get(one);
        an.expect(200, seen);
        assertThat(seen.body()).doesNotContain("khac");
        JsonNode own = ApiHarness.json(seen);
        assertThat(own.path("unheard")).hasSize(2);
        assertThat(own.path("areas")).hasSize(1);
        assertThat(own.path("rounds").path(0).path("targets").asInt()).isEqualTo(2);
        assertThat(own.path("playing").asInt()).isEqualTo(1);
    }

    @Test
    void baselineOfALine_isChangedBySupervisorsOnly() {
        api.speakers.commune("xa", 1);
        Person an = api.person(Optional.of("xa"), Role.BROADCASTER);
        Person chief = api.person(Optional.empty(), Role.SUPERVISOR);
        String cluster = "/loudspeakers/clusters/xa-1";
        an.expect(200, an.put(cluster, line(0, 16)));
        an.expect(403, an.put(cluster, line(1, 30)));
        an.expect(200, an.put(cluster, line(1, 16)));
        chief.expect(200, chief.put(cluster, line(2, 30)));
    }

    private static Map<String, Object> line(int revision, double baseline) {
        return Map.of("village", "Thôn Trung", "population", 400, "baseline", baseline, "revision", revision);
    }

    @Test
    void draftThatIsPostedTwice_isOne() {
        api.speakers.commune("xa", 1);
        Person an = api.person(Optional.of("xa"), Role.BROADCASTER);
        Map<String, Object> wanted = Map.of("template", "exercise", "areas", List.of("xa"), "key", "lan-1");
        JsonNode first = ApiHarness.json(an.post(PATH, wanted));
        assertThat(ApiHarness.json(an.post(PATH, wanted)).path("id")).isEqualTo(first.path("id"));
        assertThat(ApiHarness.json(an.get(PATH))).hasSize(1);
    }

    @Test
    void template_isPreauthorised_byAdministratorsOnly() {
        api.speakers.commune("xa", 1);
        Person an = api.person(Optional.of("xa"), Role.BROADCASTER);
        Person admin = api.admin();
        String template = "/loudspeakers/emergency-templates/exercise";
        an.expect(403, an.put(template, Map.of("preauthorised", true)));
        admin.expect(200, admin.put(template, Map.of("preauthorised", true)));
        assertThat(ApiHarness.json(an.get("/loudspeakers/emergency-templates")))
                .anySatisfy(node ->
                        assertThat(node.path("preauthorised").asBoolean()).isTrue());
        HttpResponse<String> sent = an.post(PATH, Map.of("template", "exercise", "areas", List.of("xa")));
        assertThat(ApiHarness.json(sent).path("state").asText()).isEqualTo("sent");
    }

    @Test
    void report_isThere_forScreens_andSpreadsheets_inVietnamese() {
        api.speakers.commune("xa", 2);
        api.speakers.bulletin("Bản tin", BulletinClass.NORMAL, "xa", 1, "12:30");
        api.speakers.tick();
        api.clock.advance(Duration.ofHours(2));
        api.speakers.tick();
        Person an = api.person(Optional.of("xa"), Role.BROADCASTER);
        HttpResponse<String> month = an.get("/loudspeakers/report?month=2026-03");
        an.expect(200, month);
        JsonNode report = ApiHarness.json(month);
        assertThat(report.path("title").asText()).isEqualTo("Báo cáo truyền thanh tháng 3/2026 – Xã xa");
        assertThat(report.path("total").path("planned").asInt()).isEqualTo(2);
        assertThat(report.path("total").path("missed").asInt()).isEqualTo(2);
        assertThat(report.path("total").path("plannedSeconds").asDouble()).isEqualTo(600);
        assertThat(report.path("causes").path(0).path("cause").asText()).isEqualTo("no-start");
        assertThat(report.path("summary").path(0).asText()).contains("2 lượt không phát được");
        assertThat(report.path("total").path("name").asText()).isEqualTo("Tổng");
        String csv = an.get("/loudspeakers/report?month=2026-03&format=csv").body();
        assertThat(csv).contains("Phút mất: không bắt đầu").contains("Cụm loa xa-1");
        HttpResponse<String> xlsx = an.get("/loudspeakers/report?month=2026-03&format=xlsx");
        assertThat(xlsx.statusCode()).isEqualTo(200);
        assertThat(xlsx.body()).startsWith("PK");
        an.expect(400, an.get("/loudspeakers/report?month=03-2026"));
        JsonNode english = ApiHarness.json(an.send(
                "GET", "/loudspeakers/report?month=2026-03", Optional.empty(), Map.of("Accept-Language", "en")));
        assertThat(english.path("title").asText()).isEqualTo("Loudspeaker report 3/2026 – Xã xa");
        assertThat(english.path("summary").path(0).asText())
                .isEqualTo("2 clusters, 2 soundings planned; 0 verified as heard, 0.0 % kept, 0 partial, 2 missed,"
                        + " 0 gave way to an emergency or were cancelled.");
    }
}
