package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.system.Api.Device;
import org.kenh.system.Sample.Payload;

/** Water from the wish on a telephone to the schedule at the device, as people see and move it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IrrigationPlanBrowserTest {
    private static final String PASSWORD = "mat-khau-thu-nghiem-1";
    private static final LocatorAssertions.IsVisibleOptions PATIENT =
            new LocatorAssertions.IsVisibleOptions().setTimeout(90_000);
    private static final LocatorAssertions.HasAttributeOptions PATIENT_ATTRIBUTE =
            new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);
    private static final LocatorAssertions.HasCountOptions PATIENT_COUNT =
            new LocatorAssertions.HasCountOptions().setTimeout(30_000);

    private final ServerProcess server = ServerProcess.start("irrigation-screens");
    private final Api admin = Api.signIn(server);
    private final Device pump = admin.newDevice("Tủ bơm");
    private final Device valve = admin.newDevice("Van Đồng Mẫu");
    private final Device distant = admin.newDevice("Van Đồng Xa");
    private final Browser browser = Browser.start();

    @BeforeAll
    void layCanal() {
        admin.post(
                "/irrigation/canals",
                Map.of("id", "kenh", "name", "Kênh Vân Đình", "area", "thu-nghiem", "capacity", 1));
        admin.post("/irrigation/pumps", pump());
        admin.post("/irrigation/fields", field("dong-mau", "Đồng Mẫu", valve));
        admin.post("/irrigation/fields", field("dong-trung", "Đồng Trũng", admin.newDevice("Van Đồng Trũng")));
        admin.post("/irrigation/fields", field("dong-xa", "Đồng Xa", distant));
        account("can-bo", "Cán bộ nông nghiệp", "agriculture-officer", Map.of());
        account("xa-thu", "Xã Thử", "commune-viewer", Map.of("area", "thu-nghiem"));
        CommandClient.MQTT_5.leaveSession(server, valve);
    }

    @AfterAll
    void end() {
        browser.close();
        server.close();
    }

    @Test
    void water_askedForOnATelephone_isMovedOnTheBoardAndPublishedByTwoPeople() {
        askOnTheTelephone();
        admin.post("/irrigation/requests", Map.of("field", "dong-mau", "millimetres", 5, "note", "lúa trổ"));
        Page officer = open("can-bo", PASSWORD, "/irrigation/requests");
        approveBoth(officer);
        makeDraft(officer);
        moveOnTheBoard(officer);
        String plan = acceptWithoutPublishing(officer);

        Page second = open("admin", ServerProcess.ADMIN_PASSWORD, "/irrigation/plans/" + plan);
        second.getByTestId("plan-publish").click();
        Locator publication = second.locator("[data-testid=publication][data-device='" + valve.id() + "']");
        assertThat(publication).hasAttribute("data-state", Pattern.compile("queued|sent"), PATIENT_ATTRIBUTE);
        JsonNode command = CommandClient.MQTT_5.next(server, valve);
        CommandClient.MQTT_5.answer(
                server, valve, "{\"id\":\"" + command.path("id").asText() + "\",\"state\":\"done\",\"detail\":\"\"}");
        assertThat(publication).hasAttribute("data-state", "confirmed", PATIENT_ATTRIBUTE);
        assertThat(second.getByTestId("publications-done")).hasAttribute("data-done", "1");
        Browser.keepBothWidths(second, "irrigation-plan");
        officer.navigate("/irrigation/today");
        assertThat(officer.getByTestId("today.next")).isVisible(PATIENT);
        Browser.keepBothWidths(officer, "irrigation-today");
    }

    @Test
    void turn_thatRunsAtItsDevice_isFollowedToItsEndWithoutAReload() {
        Api officer = Api.signIn(server, "can-bo", PASSWORD);
        JsonNode turn = publishedToStartAtOnce(officer);
        Page page = open("can-bo", PASSWORD, "/irrigation/today");
        Locator line = page.locator(
                "[data-testid=today-turn][data-turn='" + turn.path("id").asText() + "']");
        assertThat(line).hasAttribute("data-state", "planned", PATIENT_ATTRIBUTE);
        Await.until(
                "the turn's time has come",
                Duration.ofSeconds(90),
                () -> Instant.now().isAfter(Instant.parse(turn.path("start").asText())));

        tell(turn, "started", "");
        tell(turn, "confirmed", "");
        assertThat(line).hasAttribute("data-state", "running", PATIENT_ATTRIBUTE);
        assertThat(page.locator("[data-testid='today.running']")).containsText("Đồng Xa");
        Browser.keepBothWidths(page, "irrigation-running");
        double volume = turn.path("volume").asDouble();
        tell(turn, "ended", ",\"reason\":\"volume\",\"atRest\":true,\"volume\":" + volume);
        assertThat(line).hasAttribute("data-state", "done", PATIENT_ATTRIBUTE);
        assertThat(line).containsText("thiết bị báo");

        stopAndRelease(page);
    }

    /** One press, and Enter on the button that has the focus; two people let the canal run again. */
    private void stopAndRelease(Page page) {
        page.locator("[data-testid=stop][data-canal=kenh]").click();
        assertThat(page.getByTestId("stop-do")).isFocused();
        Browser.keep(page, "irrigation-stop", 1440);
        page.keyboard().press("Enter");
        Locator stopped = page.locator("[data-testid=stop-active][data-canal=kenh]");
        assertThat(stopped).hasAttribute("data-state", "active");
        Browser.keepBothWidths(page, "irrigation-stopped");
        stopped.getByTestId("stop-release").click();
        page.getByTestId("reason").fill("đã kiểm tra cống");
        page.getByTestId("reason-do").click();
        assertThat(stopped).hasAttribute("data-state", "proposed", PATIENT_ATTRIBUTE);
        assertThat(stopped.getByTestId("stop-release")).hasCount(0);

        Page second = open("admin", ServerProcess.ADMIN_PASSWORD, "/irrigation/today");
        second.locator("[data-testid=stop-active][data-canal=kenh]")
                .getByTestId("stop-release")
                .click();
        second.getByTestId("reason").fill("đồng ý");
        second.getByTestId("reason-do").click();
        assertThat(second.getByTestId("stop-active")).hasCount(0, PATIENT_COUNT);
        assertThat(stopped).hasCount(0, PATIENT_COUNT);
    }

    /** A field's turn that is moved to begin within a minute, in a plan that stands. */
    private JsonNode publishedToStartAtOnce(Api officer) {
        JsonNode asked = admin.post("/irrigation/requests", Map.of("field", "dong-xa", "millimetres", 5));
        done(officer, "/irrigation/requests/" + asked.path("id").asInt() + "/approve", Map.of(), 200);
        JsonNode draft = solved(officer, done(officer, "/irrigation/plans", Map.of(), 202));
        Map<String, Object> move = Map.of(
                "turn",
                turnOf(draft).path("id").asText(),
                "start",
                Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS).toString(),
                "end",
                Instant.parse(draft.path("from").asText()).plusSeconds(600).toString());
        String path = "/irrigation/plans/" + draft.path("id").asInt();
        JsonNode plan = solved(officer, done(officer, path + "/replan", Map.of("moves", List.of(move)), 202));
        assertThat(plan.path("refused")).isEmpty();
        path = "/irrigation/plans/" + plan.path("id").asInt();
        done(officer, path + "/accept", Map.of(), 200);
        done(admin, path + "/publish", Map.of(), 200);
        return turnOf(plan);
    }

    private static JsonNode turnOf(JsonNode plan) {
        return StreamSupport.stream(plan.path("turns").spliterator(), false)
                .filter(turn -> turn.path("subject").asText().equals("dong-xa"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode solved(Api api, JsonNode begun) {
        String path = "/irrigation/plans/" + begun.path("id").asInt();
        Await.until(
                "the plan is solved",
                Duration.ofSeconds(90),
                () -> !api.get(path).path("state").asText().equals("solving"));
        return api.get(path);
    }

    private static JsonNode done(Api api, String path, Map<String, Object> body, int status) {
        HttpResponse<String> answer = api.send("POST", path, body);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
        return Api.parse(answer.body());
    }

    /** As the agent of the valve tells of a turn. */
    private void tell(JsonNode turn, String state, String more) {
        String event = "{\"version\":1,\"turn\":\"" + turn.path("id").asText() + "\",\"target\":\"valve\",\"state\":\""
                + state + "\"" + more + "}";
        Payload payload =
                Payload.senmlJson("[{\"n\":\"schedule/turn\",\"vs\":\"" + event.replace("\"", "\\\"") + "\"}]");
        assertThat(DeviceClient.HTTP.send(server, distant, payload).code()).isEqualTo("204");
    }

    private void askOnTheTelephone() {
        Page telephone = browser.page(server, 360, 740);
        Browser.signIn(telephone, "xa-thu", PASSWORD);
        telephone.navigate("/nuoc/dong-trung");
        telephone.getByTestId("ask-water").click();
        telephone.getByTestId("send-request").click();
        assertThat(telephone.getByTestId("my-request")).hasAttribute("data-state", "asked", PATIENT_ATTRIBUTE);
        Browser.assertNothingCutOff(telephone, "asking at 360");
        telephone.close();
    }

    private static void approveBoth(Page officer) {
        Locator waiting = officer.locator("[data-testid=request][data-state=asked]");
        assertThat(waiting).hasCount(2, PATIENT_COUNT);
        assertThat(waiting.last()).containsText("lúa trổ");
        Browser.keepBothWidths(officer, "irrigation-requests");
        for (int left = 1; left >= 0; left--) {
            waiting.first().getByTestId("request-approve").click();
            officer.getByTestId("request-decide").click();
            assertThat(waiting).hasCount(left, PATIENT_COUNT);
        }
    }

    private static void makeDraft(Page officer) {
        officer.navigate("/irrigation/board");
        officer.getByTestId("plan-make").click();
        officer.getByTestId("plan-make-do").click();
        assertThat(officer.getByTestId("board-draft")).isVisible(PATIENT);
        assertThat(officer.getByTestId("plan-greedy")).isVisible();
        assertThat(officer.getByTestId("plan-unmet")).hasAttribute("data-count", "0");
    }

    /** Half a day later with the pointer, half an hour more with a key, and planned anew around it. */
    private static void moveOnTheBoard(Page officer) {
        Locator bar =
                officer.locator("[data-testid=bar][data-subject=dong-mau]").first();
        bar.scrollIntoViewIfNeeded();
        String before = bar.getAttribute("data-from");
        String turn = bar.getAttribute("data-turn");
        BoundingBox box = bar.boundingBox();
        officer.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        officer.mouse().down();
        officer.mouse().move(box.x + box.width / 2 + 100, box.y + box.height / 2, new Mouse.MoveOptions().setSteps(5));
        officer.mouse().up();
        Locator moved = officer.locator("[data-testid=bar][data-turn='" + turn + "']");
        assertThat(moved).not().hasAttribute("data-from", before);
        String pulled = moved.getAttribute("data-from");
        officer.keyboard().press("Shift+ArrowRight");
        assertThat(moved).not().hasAttribute("data-from", pulled);
        assertThat(officer.getByTestId("board-changes")).hasAttribute("data-count", "1");
        String wanted = moved.getAttribute("data-from");
        Browser.keepBothWidths(officer, "irrigation-board");

        officer.getByTestId("board-replan").click();
        Locator difference = officer.getByTestId("plan-difference");
        assertThat(difference).isVisible(PATIENT);
        assertThat(difference).not().hasAttribute("data-moved", "0");
        Locator kept = officer.locator("[data-testid=bar][data-subject=dong-mau][data-from='" + wanted + "']");
        assertThat(kept).hasAttribute("data-pinned", "true");
        Browser.keepBothWidths(officer, "irrigation-draft");
    }

    /** The number of the plan. */
    private static String acceptWithoutPublishing(Page officer) {
        officer.getByTestId("plan-accept").click();
        assertThat(officer.getByTestId("plan-publish")).isDisabled();
        assertThat(officer.getByTestId("publish-hint")).containsText("Phải một người khác phát hành");
        return officer.getByTestId("board-draft").getAttribute("data-plan");
    }

    private Page open(String username, String password, String path) {
        Page page = browser.page(server, 1440, 900);
        Browser.signIn(page, username, password);
        page.navigate(path);
        return page;
    }

    private void account(String username, String name, String role, Map<String, Object> more) {
        Map<String, Object> account = new HashMap<>(more);
        account.putAll(Map.of("username", username, "name", name, "roles", List.of(role), "password", PASSWORD));
        admin.post("/accounts", account);
    }

    private Map<String, Object> pump() {
        return Map.of(
                "id",
                "bom",
                "name",
                "Bơm 1",
                "canal",
                "kenh",
                "flow",
                0.5,
                "power",
                22,
                "head",
                3,
                "control",
                Map.of("device", pump.id(), "target", "pump"));
    }

    private static Map<String, Object> field(String id, String name, Device valve) {
        return Map.of(
                "id",
                id,
                "name",
                name,
                "area",
                "thu-nghiem",
                "canal",
                "kenh",
                "hectares",
                30,
                "flow",
                0.25,
                "efficiency",
                0.75,
                "valve",
                Map.of("device", valve.id(), "target", "valve"));
    }
}
