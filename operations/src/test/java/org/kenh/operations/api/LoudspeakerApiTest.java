package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.loudspeaker.SpeakerWorld;

class LoudspeakerApiTest {
    /** The harness begins at noon of this day in Viet Nam. */
    private static final String DAY = "2026-03-01";

    private static final Instant FIVE = Instant.parse("2026-03-01T10:00:00Z");

    private final ApiHarness harness = new ApiHarness();
    private final SpeakerWorld world = harness.speakers;
    private Person admin;
    private Person broadcaster;

    @BeforeEach
    void lay() {
        world.commune("xa-a", 2);
        world.commune("xa-b", 1);
        admin = harness.admin();
        broadcaster = harness.person(Optional.of("xa-a"), Role.BROADCASTER);
    }

    @AfterEach
    void close() {
        harness.irrigationDesk.desk.plans().close();
        harness.close();
    }

    @Test
    void bulletin_isPlannedHeardAndShown_toThoseOfItsArea() {
        JsonNode bulletin = broadcaster.expect(
                201, broadcaster.post("/loudspeakers/bulletins", bulletin("Tin xã A", List.of("xa-a"), "17:00")));
        assertThat(bulletin.path("area").asText()).isEqualTo("xa-a");
        assertThat(bulletin.path("schedules").path(0).path("weekdays")).isEmpty();
        world.tick();
        JsonNode slot = broadcaster
                .expect(200, broadcaster.get("/loudspeakers/slots?day=" + DAY))
                .path(0);
        assertThat(slot.path("starts").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(slot.path("targets").asInt()).isEqualTo(2);
        assertThat(slot.path("counts").path("due").asInt()).isEqualTo(2);
        admin.expect(200, admin.put("/loudspeakers/clusters/xa-a-1", facts(0)));
        at(FIVE.plusSeconds(601));
        String id = slot.path("id").asText();
        world.played("xa-a-1", id, FIVE.plusSeconds(3), 299);
        world.tick();

        JsonNode coverage = admin.expect(200, admin.get("/loudspeakers/slots/" + id));
        assertThat(coverage.path("counts").path("verified").asInt()).isEqualTo(1);
        assertThat(coverage.path("populationVerified").asInt()).isEqualTo(420);
        assertThat(coverage.path("communes")
                        .path(0)
                        .path("counts")
                        .path("missed")
                        .asInt())
                .isEqualTo(1);
        assertThat(coverage.path("clusters").path(0).path("rise").asDouble()).isEqualTo(9);
        assertThat(coverage.path("clusters").path(0).path("final").asBoolean()).isTrue();
        JsonNode timeline = broadcaster.expect(200, broadcaster.get("/loudspeakers/timeline?day=" + DAY));
        assertThat(timeline).hasSize(2);
        assertThat(timeline.path(1).path("slots").path(0).path("cause").asText())
                .isEqualTo("no-start");
        JsonNode exceptions = broadcaster.expect(200, broadcaster.get("/loudspeakers/exceptions?day=" + DAY));
        assertThat(exceptions.findValuesAsText("kind")).contains("missed");
        JsonNode plays = broadcaster.expect(
                200,
                broadcaster.get(
                        "/loudspeakers/clusters/xa-a-1/plays?from=" + DAY + "T00:00:00Z&to=2026-03-02T00:00:00Z"));
        JsonNode play = plays.path("slots").path(0);
        assertThat(play.path("verdict").asText()).isEqualTo("verified");
        assertThat(play.path("start").asText()).isEqualTo("2026-03-01T10:00:03Z");
        assertThat(play.path("end").asText()).isEqualTo("2026-03-01T10:05:02Z");
        assertThat(play.path("volume").asDouble()).isEqualTo(70);
        assertThat(play.path("sha256").asText()).isEqualTo(SpeakerWorld.HASH);
        JsonNode silent = timeline.path(1).path("slots").path(0);
        assertThat(List.of(silent.path("end"), silent.path("volume"), silent.path("sha256")))
                .allMatch(JsonNode::isNull);
        JsonNode cluster = broadcaster.expect(200, broadcaster.get("/loudspeakers/clusters/xa-a-1"));
        assertThat(cluster.path("today").path("verified").asInt()).isEqualTo(1);
        assertThat(cluster.path("lastHeard").asText()).isEqualTo("2026-03-01T10:00:03Z");
        assertThat(cluster.path("nextDue").path("at").asText()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(cluster.path("sim").asText()).isEqualTo("•••••••678");
    }

    @Test
    void otherArea_isNotSeen_norChanged() {
        admin.expect(201, admin.post("/loudspeakers/bulletins", bulletin("Tin B", List.of("xa-b"), "18:00")));
        JsonNode both = admin.expect(
                201, admin.post("/loudspeakers/bulletins", bulletin("Tin huyện", List.of("xa-a", "xa-b"), "17:00")));
        world.tick();
        assertThat(broadcaster.expect(200, broadcaster.get("/loudspeakers/bulletins")))
                .hasSize(1);
        JsonNode slots = broadcaster.expect(200, broadcaster.get("/loudspeakers/slots?day=" + DAY));
        assertThat(slots).hasSize(1);
        assertThat(slots.path(0).path("targets").asInt()).isEqualTo(2);
        assertThat(broadcaster.expect(200, broadcaster.get("/loudspeakers/clusters")))
                .hasSize(2);
        broadcaster.expect(404, broadcaster.get("/loudspeakers/clusters/xa-b-1"));
        String path = "/loudspeakers/bulletins/" + both.path("id").asText();
        broadcaster.expect(403, broadcaster.post(path + "/cancel", Map.of("reason", "thử")));
        JsonNode refused = broadcaster.expect(
                400, broadcaster.post("/loudspeakers/bulletins", bulletin("Tin B", List.of("xa-b"), "18:00")));
        assertThat(refused.path("errors").findValuesAsText("field")).containsExactly("area", "schedules[0].areas");
        Person cooperative = harness.person(Optional.empty(), Role.COOPERATIVE);
        cooperative.expect(403, cooperative.get("/loudspeakers/clusters"));
        Person viewer = harness.person(Optional.of("xa-a"), Role.COMMUNE_VIEWER);
        viewer.expect(403, viewer.post("/loudspeakers/bulletins", bulletin("Tin", List.of("xa-a"), "17:00")));
        viewer.expect(200, viewer.get("/loudspeakers/clusters"));
    }

    @Test
    void order_whereBulletinsCollide_isDecidedByTheCommune() {
        String path = "/loudspeakers/areas/xa-a/order";
        JsonNode district = admin.expect(
                201, admin.post("/loudspeakers/bulletins", bulletin("Tin huyện", List.of("xa-a", "xa-b"), "17:00")));
        JsonNode own = broadcaster.expect(
                201, broadcaster.post("/loudspeakers/bulletins", bulletin("Tin xã A", List.of("xa-a"), "17:00")));
        world.tick();
        JsonNode collision = broadcaster
                .expect(200, broadcaster.get("/loudspeakers/slots?day=" + DAY))
                .path(0)
                .path("collisions");
        assertThat(collision.findValuesAsText("title")).containsExactly("Tin xã A");
        assertThat(collision.findValuesAsText("area")).containsExactly("xa-a");
        List<String> wanted =
                List.of(own.path("id").asText(), district.path("id").asText());
        Person neighbour = harness.person(Optional.of("xa-b"), Role.BROADCASTER);
        neighbour.expect(404, neighbour.put(path, Map.of("bulletins", wanted)));
        neighbour.expect(404, neighbour.get(path));
        assertThat(neighbour
                        .expect(200, neighbour.get("/loudspeakers/slots?day=" + DAY))
                        .path(0)
                        .path("conflicts"))
                .as("not in sight of the other commune")
                .isEmpty();
        Person viewer = harness.person(Optional.of("xa-a"), Role.COMMUNE_VIEWER);
        viewer.expect(403, viewer.put(path, Map.of("bulletins", wanted)));

        JsonNode decided = broadcaster.expect(200, broadcaster.put(path, Map.of("bulletins", wanted)));
        assertThat(decided.path("bulletins").findValuesAsText("title")).containsExactly("Tin xã A", "Tin huyện");
        assertThat(decided.path("notice").isNull()).isTrue();
        world.tick();
        JsonNode slots = admin.expect(200, admin.get("/loudspeakers/slots?day=" + DAY));
        assertThat(slots.findValuesAsText("starts"))
                .containsExactly("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z", "2026-03-01T10:05:05Z");
        assertThat(slots.path(2).path("commune").path("area").asText()).isEqualTo("xa-a");
        assertThat(slots.path(2).path("planned").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(slots.findValues("conflicts")).allMatch(JsonNode::isEmpty);
        assertThat(viewer.expect(200, viewer.get(path)).path("bulletins").findValuesAsText("by"))
                .containsOnly(decided.path("bulletins").path(0).path("by").asText());

        at(FIVE.minusSeconds(600));
        JsonNode late = admin.expect(200, admin.put(path, Map.of("bulletins", wanted.reversed())));
        assertThat(late.path("notice").asText()).contains("17:00", "15 phút");
        admin.expect(204, admin.delete(path + "/" + wanted.getFirst()));
        admin.expect(404, admin.delete(path + "/" + wanted.getFirst()));
        assertThat(admin.expect(200, admin.get(path)).path("bulletins")).isEmpty();
        assertThat(harness.audit.newest(Optional.empty(), 20))
                .extracting(entry -> entry.entry().action())
                .filteredOn(action -> action.startsWith("loudspeaker.order"))
                .containsExactly("loudspeaker.order.remove", "loudspeaker.order.decide", "loudspeaker.order.decide");
    }

    @Test
    void order_ofWhatDoesNotBelongThere_isRefused() {
        String here = admin.expect(
                        201, admin.post("/loudspeakers/bulletins", bulletin("Tin A", List.of("xa-a"), "17:00")))
                .path("id")
                .asText();
        String there = admin.expect(
                        201, admin.post("/loudspeakers/bulletins", bulletin("Tin B", List.of("xa-b"), "17:00")))
                .path("id")
                .asText();
        String gone = admin.expect(
                        201, admin.post("/loudspeakers/bulletins", bulletin("Tin bỏ", List.of("xa-a"), "17:00")))
                .path("id")
                .asText();
        admin.expect(200, admin.post("/loudspeakers/bulletins/" + gone + "/cancel", Map.of("reason", "hoãn")));
        String path = "/loudspeakers/areas/xa-a/order";
        JsonNode refused =
                admin.expect(400, admin.put(path, Map.of("bulletins", List.of(here, here, there, gone, "999"))));
        assertThat(refused.path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("bulletins[1]", "bulletins[2]", "bulletins[3]", "bulletins[4]");
        assertThat(refused.path("errors").findValuesAsText("message")).contains("Bản tin này không phát ở xã này.");
        admin.expect(400, admin.put(path, Map.of("bulletins", List.of(here))));
        admin.expect(404, admin.put("/loudspeakers/areas/khong-co/order", Map.of("bulletins", List.of(here, there))));
        assertThat(admin.expect(200, admin.get(path)).path("bulletins")).isEmpty();
    }

    @Test
    void bulletin_isChangedByRevision_andCancelledOnce() {
        JsonNode made =
                admin.expect(201, admin.post("/loudspeakers/bulletins", bulletin("Tin", List.of("xa-a"), "17:00")));
        String path = "/loudspeakers/bulletins/" + made.path("id").asText();
        Map<String, Object> changed = new java.util.HashMap<>(bulletin("Tin mới", List.of("xa-a"), "17:30"));
        changed.put("revision", 1);
        assertThat(admin.expect(200, admin.put(path, changed)).path("revision").asInt())
                .isEqualTo(2);
        admin.expect(409, admin.put(path, changed));
        JsonNode cancelled = admin.expect(200, admin.post(path + "/cancel", Map.of("reason", "hoãn")));
        assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
        admin.expect(409, admin.post(path + "/cancel", Map.of("reason", "nữa")));
        assertThat(harness.audit.newest(Optional.empty(), 3))
                .extracting(entry -> entry.entry().action())
                .containsExactly(
                        "loudspeaker.bulletin.cancel", "loudspeaker.bulletin.change", "loudspeaker.bulletin.create");
    }

    @Test
    void bulletin_changedMinutesBeforeItSounds_saysWhatKeepsItsOldContent() {
        JsonNode made =
                admin.expect(201, admin.post("/loudspeakers/bulletins", bulletin("Tin", List.of("xa-a"), "17:00")));
        world.tick();
        at(FIVE.minusSeconds(600));
        String path = "/loudspeakers/bulletins/" + made.path("id").asText();
        Map<String, Object> changed = new java.util.HashMap<>(bulletin("Tin", List.of("xa-a"), "17:00"));
        changed.put("seconds", 200);
        changed.put("revision", 1);
        JsonNode told = admin.expect(200, admin.put(path, changed));
        assertThat(told.path("notice").asText()).contains("17:00 giữ nội dung cũ", "15 phút");
        world.tick();
        assertThat(admin.expect(200, admin.get(path)).path("notice").asText()).contains("17:00");
        assertThat(admin.expect(200, admin.get("/loudspeakers/slots?day=" + DAY))
                        .path(0)
                        .path("seconds")
                        .asInt())
                .isEqualTo(300);
        at(FIVE.plusSeconds(1));
        assertThat(admin.expect(200, admin.get(path)).path("notice").isNull()).isTrue();
    }

    @Test
    void exceptions_weighAsTheirAlarmsDo() {
        admin.expect(201, admin.post("/loudspeakers/bulletins", bulletin("Tin", List.of("xa-a"), "17:00")));
        world.tick();
        at(FIVE.plusSeconds(1_200));
        String slot = "b1-20260301T1700";
        world.played("xa-a-1", slot, FIVE.plusSeconds(600), 299);
        world.tell("xa-a-2", "sound", FIVE.plusSeconds(900), """
                {"kind":"end","sound":"s-1","start":"2026-03-01T10:12:00Z","end":"2026-03-01T10:13:00Z","level":63.0,"rise":18.0}""");
        world.tick();
        JsonNode found = admin.expect(200, admin.get("/loudspeakers/exceptions?day=" + DAY));
        List<String> told = new ArrayList<>();
        found.forEach(each -> told.add(each.path("kind").asText() + " "
                + each.path("device").asText() + " " + each.path("cause").asText() + " "
                + each.path("severity").asInt()));

        assertThat(told).startsWith("unplanned xa-a-2 sound 1").contains("unplanned xa-a-1 late 3");
        assertThat(told)
                .filteredOn(one -> one.startsWith("missed"))
                .isNotEmpty()
                .allMatch(one -> one.endsWith(" 3"));
        assertThat(world.flags).contains("xa-a-2 SPEAKER_UNPLANNED").doesNotContain("xa-a-1 SPEAKER_UNPLANNED");
    }

    /** A priority bulletin that was missed in the morning is not hidden by what went half wrong in the evening. */
    @Test
    void exceptions_ofACluster_areItsWorst_andTheOthersAreCounted() {
        admin.expect(
                201,
                admin.post("/loudspeakers/bulletins", bulletin("Tin", List.of("xa-a"), "17:00", "18:00", "19:00")));
        world.tick();
        at(FIVE.plusSeconds(10_000));
        world.played("xa-a-1", "b1-20260301T1800", FIVE.plusSeconds(3_600), 200);
        world.played("xa-a-1", "b1-20260301T1900", FIVE.plusSeconds(7_200), 200);
        world.tick();
        JsonNode found = admin.expect(200, admin.get("/loudspeakers/exceptions?day=" + DAY));
        List<String> told = new ArrayList<>();
        found.forEach(each -> told.add(each.path("device").asText() + " "
                + each.path("kind").asText() + " " + each.path("more").asInt()));
        assertThat(told).contains("xa-a-1 missed 0", "xa-a-1 partial 1", "xa-a-2 missed 1");
    }

    @Test
    void bulletins_thatStand_areAllListed_beforeThoseThatAreOver() {
        JsonNode first =
                admin.expect(201, admin.post("/loudspeakers/bulletins", bulletin("Một", List.of("xa-a"), "17:00")));
        JsonNode second =
                admin.expect(201, admin.post("/loudspeakers/bulletins", bulletin("Hai", List.of("xa-a"), "18:00")));
        admin.expect(
                200,
                admin.post(
                        "/loudspeakers/bulletins/" + second.path("id").asText() + "/cancel", Map.of("reason", "hoãn")));
        assertThat(admin.expect(200, admin.get("/loudspeakers/bulletins")).findValuesAsText("id"))
                .containsExactly(first.path("id").asText(), second.path("id").asText());
        assertThat(world.desk.programme().bulletins(0))
                .as("however many are over")
                .extracting(kept -> kept.content().title())
                .containsExactly("Một");
    }

    @Test
    void file_comesInNobodyElsesName() {
        for (String source : List.of("province", " Emergency ")) {
            JsonNode refused = admin.expect(
                    400,
                    admin.post(
                            "/loudspeakers/bulletins/import",
                            Map.of("format", "json", "content", "[]", "source", source)));
            assertThat(refused.path("errors").findValuesAsText("field")).containsExactly("source");
        }
    }

    @Test
    void key_isNotHandedToAnotherServer() {
        Map<String, Object> source = new java.util.HashMap<>(Map.of(
                "way",
                "http",
                "url",
                "https://nguon.example.vn/a",
                "pullMinutes",
                5,
                "pushMinutes",
                5,
                "mapping",
                "kenh-1",
                "revision",
                0,
                "key",
                "khoa-bi-mat-1"));
        admin.expect(200, admin.put("/loudspeakers/source", source));
        source.remove("key");
        source.put("url", "https://nguon.example.vn/b");
        source.put("revision", 1);
        admin.expect(200, admin.put("/loudspeakers/source", source));
        source.put("url", "https://khac.example.vn/b");
        source.put("revision", 2);
        JsonNode refused = admin.expect(400, admin.put("/loudspeakers/source", source));
        assertThat(refused.path("errors").findValuesAsText("field")).containsExactly("key");
        source.put("key", "khoa-bi-mat-2");
        admin.expect(200, admin.put("/loudspeakers/source", source));
    }

    @Test
    void emergency_isNotTypedInAsABulletin_andEveryFlawIsTold() {
        Map<String, Object> bulletin = new java.util.HashMap<>(bulletin("Lũ", List.of("xa-a"), "25:00"));
        bulletin.put("class", "emergency");
        JsonNode refused = admin.expect(400, admin.post("/loudspeakers/bulletins", bulletin));
        assertThat(refused.path("errors").findValuesAsText("field")).contains("schedules[0].times");
        bulletin.putAll(bulletin("Lũ", List.of("xa-a"), "17:00"));
        bulletin.put("class", "emergency");
        JsonNode second = admin.expect(400, admin.post("/loudspeakers/bulletins", bulletin));
        assertThat(second.path("errors").path(0).path("message").asText()).contains("người thứ hai");
    }

    @Test
    void file_isTriedFirst_thenKeptWhole_andNeverTwice() {
        String csv = """
                id;title;class;seconds;area;validFrom;validTo;weekdays;times;areas
                T1;Thời sự;normal;600;xa-a;2026-03-01;;;05:00 17:00;xa-a
                T1;;;;;2026-03-01;;6 7;09:00;xa-a
                T2;Phòng dịch;priority;180;xa-b;2026-03-01;2026-03-05;;17:30;xa-b
                """;
        JsonNode tried = take("csv", csv, true);
        assertThat(tried.path("created").asInt()).isEqualTo(2);
        assertThat(tried.path("applied").asBoolean()).isFalse();
        assertThat(admin.expect(200, admin.get("/loudspeakers/bulletins"))).isEmpty();
        assertThat(take("csv", csv, false).path("applied").asBoolean()).isTrue();
        assertThat(take("csv", csv, false).path("unchanged").asInt()).isEqualTo(2);
        JsonNode kept = admin.expect(200, admin.get("/loudspeakers/bulletins"));
        assertThat(kept).hasSize(2);
        assertThat(kept.path(1).path("externalId").asText()).isEqualTo("T1");
        assertThat(kept.path(1).path("schedules")).hasSize(2);
        String json = """
                [{"id":"T2","title":"Phòng dịch","class":"priority","seconds":200,"area":"xa-b","schedules":[]},
                 {"id":"T3","title":"","seconds":0,"area":"la"}]""";
        JsonNode wrong = take("json", json, false);
        assertThat(wrong.path("applied").asBoolean()).isFalse();
        assertThat(wrong.path("rows").path(0).path("outcome").asText()).isEqualTo("changed");
        assertThat(wrong.path("rows").path(1).path("outcome").asText()).isEqualTo("error");
        assertThat(admin.expect(200, admin.get("/loudspeakers/bulletins"))
                        .path(0)
                        .path("seconds")
                        .asInt())
                .isEqualTo(180);
        admin.expect(400, admin.post("/loudspeakers/bulletins/import", Map.of("format", "csv", "content", "a;b\n1;2")));
        admin.expect(400, admin.post("/loudspeakers/bulletins/import", Map.of("format", "json", "content", "[")));
    }

    private JsonNode take(String format, String content, boolean dryRun) {
        return admin.expect(
                200,
                admin.post(
                        "/loudspeakers/bulletins/import",
                        Map.of("format", format, "content", content, "dryRun", dryRun)));
    }

    private static Map<String, Object> bulletin(String title, List<String> areas, String... times) {
        List<Object> schedules = new ArrayList<>();
        schedules.add(Map.of("validFrom", DAY, "times", List.of(times), "areas", areas));
        return Map.of(
                "title",
                title,
                "class",
                "normal",
                "seconds",
                300,
                "sha256",
                SpeakerWorld.HASH,
                "area",
                areas.getLast(),
                "schedules",
                schedules);
    }

    private static Map<String, Object> facts(int revision) {
        return Map.of("village", "Thôn Nội", "population", 420, "sim", "0912345678", "revision", revision);
    }

    private void at(Instant moment) {
        harness.clock.advance(Duration.between(harness.clock.instant(), moment));
        admin = harness.admin(); // the session before has ended
        broadcaster = harness.person(Optional.of("xa-a"), Role.BROADCASTER);
    }
}
