package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.ingest.alarm.Expression;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.LiveRule;
import org.kenh.operations.alarmdesk.rule.RuleLibrary;
import org.kenh.operations.api.ApiHarness.Person;

/** Alarm rules through the API, with their versions in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleApiTest {
    private static final String CONTRACT = """
            {"name":"Mực nước bể hút cao","series":"level.suction","scope":{"kind":"pumping-station"},
            "condition":{"type":"high","setpoint":3.2,"deadband":0.05,"onDelay":"PT10S","offDelay":"PT60S"},"priority":1}
            """;

    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void create_theRuleOfTheContract_isLiveAtOnce() {
        AtomicInteger told = new AtomicInteger();
        harness.rules.onChange(told::incrementAndGet);
        HttpResponse<String> answer = admin.post("/rules", CONTRACT);
        JsonNode rule = admin.expect(201, answer);
        String id = rule.path("id").asText();

        assertThat(id).startsWith("muc-nuoc-be-hut-cao");
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/rules/" + id);
        assertThat(rule.path("version").asInt()).isEqualTo(1);
        assertThat(rule.path("live").asBoolean()).isTrue();
        assertThat(rule.path("owner").asText()).isEqualTo("admin");
        assertThat(rule.path("approvedBy").asText()).isEqualTo("admin");
        assertThat(texts(rule.path("gaps"))).contains("action.vi").doesNotContain("approval", "owner");
        assertThat(told).hasValue(1);
        LiveRule live = live(id).orElseThrow();
        assertThat(live.enabled()).isTrue();
        assertThat(live.scope().kinds()).containsExactly("pumping-station");
        assertThat(harness.rules.version(id, 1)).contains(live.rule());
        assertThat(harness.audit.newest(Optional.empty(), 1).getFirst().entry().action())
                .isEqualTo("rule.create");
    }

    @Test
    void create_twiceWithTheSameName_givesTwoIds() {
        String first = created(CONTRACT).path("id").asText();
        String second = created(CONTRACT).path("id").asText();

        assertThat(second).isNotEqualTo(first).startsWith("muc-nuoc-be-hut-cao-");
    }

    @Test
    void create_withATakenId_isAConflict() {
        String rule = rule("taken", 1);
        created(rule);

        assertThat(admin.post("/rules", rule).statusCode()).isEqualTo(409);
    }

    @Test
    void create_asYaml_isTaken() {
        JsonNode rule = admin.expect(
                201,
                admin.send(
                        "POST",
                        "/rules",
                        Optional.of(
                                "name: Luật YAML\nseries: level\npriority: 3\ncondition: {type: low, setpoint: 1}\n"),
                        Map.of("Content-Type", "application/yaml")));
        String yaml =
                admin.get("/rules/" + rule.path("id").asText() + "?format=yaml").body();

        assertThat(rule.path("id").asText()).isEqualTo("luat-yaml");
        assertThat(yaml).contains("vi: Luật YAML").contains("setpoint: 1");
    }

    @Test
    void create_aWrongRule_namesEveryMemberInBothLanguages() {
        String wrong = """
                {"name":"x","series":"a b","priority":9,"version":0,
                "condition":{"type":"formula","expression":"{a} > "},"scope":{"site":"khong-co"}}""";
        HttpResponse<String> vietnamese = admin.post("/rules", wrong);
        HttpResponse<String> english =
                admin.send("POST", "/rules", Optional.of(wrong), Map.of("Accept-Language", "en"));

        assertThat(vietnamese.statusCode()).isEqualTo(422);
        assertThat(vietnamese.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(fields(vietnamese)).contains("priority", "version", "condition.expression");
        assertThat(vietnamese.body()).contains("Vị trí 7: thiếu một số");
        assertThat(english.body()).contains("At position 7: a number");
        assertThat(fields(admin.post(
                        "/rules", rule("nowhere", 1).replace("\"scope\":{}", "\"scope\":{\"site\":\"khong-co\"}"))))
                .containsExactly("scope.site");
        assertThat(admin.post("/rules", "[]").statusCode()).isEqualTo(400);
    }

    @Test
    void everyFlawOfAFormula_isSaidInBothLanguages() {
        for (Expression.Flaw flaw : Expression.Flaw.values()) {
            Text text = Text.of("field.formula." + flaw, 3, "abc");
            assertThat(Language.VIETNAMESE.say(text)).startsWith("Vị trí 3: ");
            assertThat(Language.ENGLISH.say(text)).startsWith("At position 3: ");
        }
    }

    @Test
    void replace_makesANewVersion_andTheOldOnesStay() {
        JsonNode first = created(rule("changes", 1));
        ObjectNode changed = first.deepCopy();
        changed.put("reason", "ngưỡng quá thấp");
        ((ObjectNode) changed.path("condition")).put("setpoint", 2);
        JsonNode second = admin.expect(200, admin.put("/rules/changes", changed));
        JsonNode versions = admin.expect(200, admin.get("/rules/changes/versions"));

        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(second.path("reason").asText()).isEqualTo("ngưỡng quá thấp");
        assertThat(versions).hasSize(2);
        assertThat(versions.get(0).path("condition").path("setpoint").asInt()).isEqualTo(2);
        assertThat(versions.get(1).path("condition").path("setpoint").asInt()).isEqualTo(1);
        assertThat(live("changes").orElseThrow().rule().version()).isEqualTo(2);
        assertThat(harness.rules.version("changes", 1).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void replace_fromAnOldVersion_isAConflict() {
        ObjectNode first = (ObjectNode) created(rule("lost-update", 1));
        admin.expect(200, admin.put("/rules/lost-update", first));
        HttpResponse<String> late = admin.put("/rules/lost-update", first);
        first.remove("version");

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("bản 2");
        assertThat(put("lost-update", first, "\"1\"").statusCode()).isEqualTo(409);
        assertThat(put("lost-update", first, "\"2\"").statusCode()).isEqualTo(200);
        String tag =
                admin.get("/rules/lost-update").headers().firstValue("ETag").orElseThrow();
        assertThat(put("lost-update", first, tag).statusCode()).isEqualTo(200);
        assertThat(put("lost-update", first, tag).statusCode()).isEqualTo(409);
        assertThat(admin.put("/rules/lost-update", first).statusCode()).isEqualTo(200);
    }

    @Test
    void delete_endsTheRule_andKeepsItsHistory() {
        created(rule("goes", 1));

        assertThat(admin.delete("/rules/goes?version=7").statusCode()).isEqualTo(409);
        assertThat(admin.delete("/rules/goes?version=1&reason=th%E1%BB%ABa").statusCode())
                .isEqualTo(204);
        assertThat(admin.get("/rules/goes").statusCode()).isEqualTo(404);
        assertThat(admin.delete("/rules/goes").statusCode()).isEqualTo(404);
        assertThat(live("goes")).isEmpty();
        JsonNode versions = admin.expect(200, admin.get("/rules/goes/versions"));
        assertThat(versions.get(0).path("deleted").asBoolean()).isTrue();
        assertThat(versions.get(0).path("reason").asText()).isEqualTo("thừa");
        assertThat(admin.post("/rules", rule("goes", 1)).statusCode()).isEqualTo(409);

        assertThat(admin.put("/rules/goes", rule("goes", 1)).statusCode()).isEqualTo(200);
        assertThat(live("goes")).isPresent();
    }

    @Test
    void rules_byRole_areGuarded() {
        created(rule("guarded", 1));
        for (Role role : List.of(Role.OPERATOR, Role.AUDITOR, Role.COMMUNE_VIEWER)) {
            Person person = harness.person(Optional.empty(), role);
            assertThat(person.get("/rules/guarded").statusCode()).isEqualTo(200);
            assertThat(person.post("/rules", CONTRACT).statusCode()).isEqualTo(403);
            assertThat(person.put("/rules/guarded", rule("guarded", 2)).statusCode())
                    .isEqualTo(403);
            assertThat(person.delete("/rules/guarded").statusCode()).isEqualTo(403);
            assertThat(person.post("/rule-library/rain", "{}").statusCode()).isEqualTo(403);
        }
        Person supervisor = harness.person(Optional.empty(), Role.SUPERVISOR);
        assertThat(supervisor.put("/rules/guarded", rule("guarded", 2)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void rules_byArea_areGuarded() {
        ApiHarness.Place place = harness.place();
        ApiHarness.Place other = harness.place();
        Person local = harness.person(Optional.of(place.area()), Role.SUPERVISOR);
        String own = rule("own", 1).replace("\"scope\":{}", "\"scope\":{\"site\":\"" + place.site() + "\"}");
        String foreign =
                rule("foreign", 1).replace("\"scope\":{}", "\"scope\":{\"device\":\"" + other.device() + "\"}");
        created(rule("everywhere", 1));

        assertThat(fields(local.post("/rules", rule("wide", 1)))).containsExactly("scope.area");
        assertThat(fields(local.post("/rules", foreign))).containsExactly("scope.device");
        local.expect(201, local.post("/rules", own));
        created(foreign);
        List<String> seen = local.expect(200, local.get("/rules")).findValuesAsText("id");
        assertThat(seen).contains("own", "everywhere").doesNotContain("foreign");
        assertThat(local.get("/rules/foreign").statusCode()).isEqualTo(404);
        assertThat(local.get("/rules/foreign/versions").statusCode()).isEqualTo(404);
        assertThat(local.put("/rules/everywhere", own).statusCode()).isEqualTo(403);
        assertThat(local.delete("/rules/everywhere").statusCode()).isEqualTo(403);
        assertThat(local.put("/rules/own", rule("own", 1)).statusCode()).isEqualTo(422);
    }

    @Test
    void rule_ofAnArea_reachesNeitherBeyondItNorIntoAnother() {
        ApiHarness.Place place = harness.place();
        ApiHarness.Place other = harness.place();
        Person local = harness.person(Optional.of(place.area()), Role.SUPERVISOR);
        String ofSite = "\"scope\":{\"subject\":\"%s\",\"%s\":\"%s\"}";
        String everyArea =
                rule("every-area", 1).replace("\"scope\":{}", ofSite.formatted("area", "site", place.site()));
        String everySite =
                rule("every-site", 1).replace("\"scope\":{}", ofSite.formatted("site", "device", place.device()));
        String peeping = rule("peeping", 1)
                .replace("\"scope\":{}", "\"scope\":{\"site\":\"" + place.site() + "\"}")
                .replace("\"series\":\"", "\"series\":\"" + other.device() + "!");

        assertThat(fields(local.post("/rules", everyArea))).containsExactly("scope.site");
        assertThat(fields(local.post("/rules", everySite))).containsExactly("scope.device");
        assertThat(fields(local.post("/rules", peeping))).containsExactly("series");
        created(peeping);
    }

    @Test
    void library_loadedTwice_changesNothingThatPeopleHaveChanged() {
        JsonNode packs = admin.expect(200, admin.get("/rule-library"));
        assertThat(packs).hasSize(8);
        JsonNode first = admin.expect(200, admin.post("/rule-library/rain", "{}"));
        assertThat(first.path("created")).hasSize(4);
        assertThat(live("rain-heavy").orElseThrow().rule().rationalisation().gaps())
                .isEmpty();

        ObjectNode changed = (ObjectNode) admin.expect(200, admin.get("/rules/wind-strong"));
        assertThat(changed.path("pack").asText()).isEqualTo("rain");
        ((ObjectNode) changed.path("condition")).put("setpoint", 17.2);
        admin.expect(200, admin.put("/rules/wind-strong", changed));
        assertThat(admin.delete("/rules/heat").statusCode()).isEqualTo(204);
        JsonNode second = admin.expect(200, admin.post("/rule-library/rain", "{}"));

        assertThat(second.path("created")).isEmpty();
        assertThat(second.path("updated")).isEmpty();
        assertThat(texts(second.path("kept"))).containsExactlyInAnyOrder("wind-strong", "heat");
        assertThat(admin.expect(200, admin.get("/rules/wind-strong"))
                        .path("condition")
                        .path("setpoint")
                        .asDouble())
                .isEqualTo(17.2);
        assertThat(live("heat")).isEmpty();
        assertThat(admin.expect(200, admin.get("/rules/wind-strong"))
                        .path("edited")
                        .asBoolean())
                .isTrue();
        assertThat(admin.expect(200, admin.get("/rules?pack=rain"))).hasSize(3);
        assertThat(admin.post("/rule-library/khong-co", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void library_everyPack_canBeLoaded() {
        RuleLibrary.bundled().packs().forEach(pack -> {
            JsonNode loaded = admin.expect(200, admin.post("/rule-library/" + pack.id(), "{}"));
            assertThat(loaded.path("created").size()
                            + loaded.path("kept").size()
                            + loaded.path("updated").size())
                    .as(pack.id())
                    .isLessThanOrEqualTo(pack.rules().size());
            pack.rules()
                    .forEach(rule -> assertThat(harness.rules.newest(rule.id().orElseThrow()))
                            .isPresent());
        });
    }

    private JsonNode created(String rule) {
        return admin.expect(201, admin.post("/rules", rule));
    }

    private HttpResponse<String> put(String id, JsonNode rule, String ifMatch) {
        return admin.send("PUT", "/rules/" + id, Optional.of(rule), Map.of("If-Match", ifMatch));
    }

    private Optional<LiveRule> live(String id) {
        return harness.rules.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst();
    }

    private static String rule(String id, int setpoint) {
        return "{\"id\":\"" + id + "\",\"name\":\"Luật thử\",\"series\":\"level\",\"scope\":{},\"priority\":2,"
                + "\"condition\":{\"type\":\"high\",\"setpoint\":" + setpoint + "}}";
    }

    private static List<String> fields(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return ApiHarness.json(answer).path("errors").findValuesAsText("field");
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
