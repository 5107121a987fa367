package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.system.Api.Device;
import org.kenh.system.Sample.Payload;

/** The alarm console as an operator uses it, from a reading over its limit to the journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final double HIGH = 3.5;

    private final ServerProcess server = ServerProcess.start("console");
    private final Api api = Api.signIn(server);
    private final Browser browser = Browser.start();

    @AfterAll
    void end() {
        browser.close();
        server.close();
    }

    @Test
    void alarm_foundAndAcknowledgedByKeyboard_isJournalledWithWhoDidIt() {
        Watched watched = watched(1);
        Page page = console();
        publish(watched, HIGH);
        Locator row = row(page, watched);
        assertThat(row).isVisible(patiently());
        assertThat(row).hasAttribute("data-letter", "B");
        assertThat(row.getByTestId("alarm-value")).containsText("3,5");
        assertThat(page.getByTestId("strip-newest")).isVisible();

        find(page, watched);
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("alarm-detail").getByTestId("do-acknowledge"))
                .isEnabled();
        page.keyboard().press("a");
        assertThat(row).hasAttribute("data-letter", "C");
        assertThat(page.getByTestId("alarm-journal").locator("[data-event=acknowledge]"))
                .containsText("admin");
        JsonNode alarm = alarm(watched);
        assertThat(alarm.path("acknowledgedBy").asText()).isEqualTo("admin");

        page.keyboard().press("Escape");
        assertThat(page.getByTestId("alarm-detail")).hasCount(0);
        assertNoComplaints();
    }

    @Test
    void alarm_shelvedWithReason_waitsUnderShelvedUntilItIsUnshelved() {
        Watched watched = watched(2);
        publish(watched, HIGH);
        Page page = console();
        find(page, watched);
        page.keyboard().press("s");
        page.getByTestId("alarm-reason").fill("Đội sửa chữa đang ở trạm");
        page.keyboard().press("Enter");
        Await.until(
                "it is shelved",
                PATIENCE,
                () -> alarm(watched).path("letter").asText().equals("G"));
        assertThat(alarm(watched).path("shelveReason").asText()).isEqualTo("Đội sửa chữa đang ở trạm");

        page.getByTestId("tab-shelved").click();
        assertThat(page).hasURL(Pattern.compile("view=shelved"));
        find(page, watched);
        page.keyboard().press("u");
        assertThat(row(page, watched)).hasAttribute("data-letter", "B");
        assertNoComplaints();
    }

    @Test
    void several_selected_areAcknowledgedTogether() {
        List<Watched> both = List.of(watched(3), watched(3));
        both.forEach(each -> publish(each, HIGH));
        Page page = console();
        for (Watched each : both) {
            assertThat(row(page, each)).isVisible(patiently());
            row(page, each).getByRole(AriaRole.CHECKBOX).check();
        }
        page.locator(".console-bar").getByTestId("do-acknowledge").click();
        for (Watched each : both) {
            assertThat(row(page, each)).hasAttribute("data-letter", "C");
        }
        assertNoComplaints();
    }

    @Test
    void list_underThePointer_keepsItsOrderUntilTheNewAreLetIn() {
        Watched first = watched(3);
        Watched second = watched(1);
        publish(first, HIGH);
        Page page = console();
        Locator row = row(page, first);
        assertThat(row).isVisible(patiently());
        row.hover();
        double before = row.boundingBox().y;

        publish(second, HIGH);
        Locator button = page.getByTestId("bring-in");
        assertThat(button).isVisible(patiently());
        assertThat(row(page, second)).hasCount(0);
        assertThat(row.boundingBox().y).isEqualTo(before);

        page.keyboard().press("n");
        assertThat(row(page, second)).isVisible();
        assertThat(row(page, second).boundingBox().y).isLessThan(row.boundingBox().y);
        assertNoComplaints();
    }

    @Test
    void occurrence_thatIsOver_cannotBeAcknowledgedByItsOldName() {
        Watched watched = watched(2);
        publish(watched, HIGH);
        JsonNode before = Await.value("the alarm", PATIENCE, () -> found(watched));
        publish(watched, 1.0);
        Await.until(
                "it returned",
                PATIENCE,
                () -> alarm(watched).path("letter").asText().equals("D"));
        publish(watched, HIGH);
        Await.until(
                "it came again",
                PATIENCE,
                () -> alarm(watched).path("letter").asText().equals("B"));
        String path = "/alarms/" + before.path("id").asLong() + "/ack";
        Map<String, String> old = Map.of("occurrence", before.path("occurrence").asText());
        assertThat(api.send("POST", path, old).statusCode()).isEqualTo(409);
        assertThat(alarm(watched).path("letter").asText()).isEqualTo("B");
    }

    @Test
    void console_whileTheServerRestarts_showsTheNextAlarmByItself() {
        Watched before = watched(2);
        Watched after = watched(2);
        publish(before, HIGH);
        Page page = console();
        assertThat(row(page, before)).isVisible(patiently());

        server.stop();
        assertThat(page.getByTestId("live-state")).not().hasAttribute("data-state", "fresh");
        server.startAgain();
        publish(after, HIGH);
        assertThat(row(page, after)).isVisible(patiently());
        assertThat(row(page, before)).isVisible();
        assertThat(page.getByTestId("live-state")).hasAttribute("data-state", "fresh");
    }

    @ParameterizedTest
    @CsvSource({"1440,900", "360,740"})
    void screens_atThisWidth_fitAndAreKeptAsPictures(int width, int height) {
        Watched watched = watched(1);
        publish(watched, HIGH);
        Page page = browser.page(server, width, height);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        page.mouse().move(5, 5);
        page.navigate("/alarms");
        assertThat(row(page, watched)).isVisible(patiently());
        Browser.keep(page, "alarms", width);
        row(page, watched).click();
        assertThat(page.getByTestId("alarm-detail").locator(".uplot")).isVisible();
        Browser.keep(page, "alarm-detail", width);
        page.navigate("/map");
        assertThat(page.getByTestId("place-tally").first()).isVisible();
        Browser.keep(page, "map-alarms", width);
        assertNoComplaints();
    }

    /** A device and a rule for it alone, which holds at once and without delay. */
    private Watched watched(int priority) {
        Device device = api.newDevice("Thước nước");
        JsonNode rule = api.post(
                "/rules",
                Map.of(
                        "name",
                        "Mực nước cao " + device.id(),
                        "series",
                        "level.suction",
                        "scope",
                        Map.of("device", device.id()),
                        "condition",
                        Map.of(
                                "type",
                                "high",
                                "setpoint",
                                3.2,
                                "deadband",
                                0.05,
                                "onDelay",
                                "PT0S",
                                "offDelay",
                                "PT0S"),
                        "priority",
                        priority));
        return new Watched(device, rule.path("id").asText());
    }

    private Page console() {
        Page page = browser.page(server, 1440, 900);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        page.navigate("/alarms");
        assertThat(page.getByTestId("alarm-search")).isVisible();
        page.mouse().move(5, 5); // the list stands still under the pointer, which the sign-in left there
        return page;
    }

    /** Searches for the alarm and moves to it, by keyboard alone. */
    private static void find(Page page, Watched watched) {
        assertThat(row(page, watched)).isVisible(patiently());
        page.keyboard().press("/");
        page.keyboard().type(watched.device().id());
        assertThat(page.getByTestId("alarm-list")).hasAttribute("data-rows", "1");
        page.keyboard().press("Enter");
        page.keyboard().press("j");
        assertThat(row(page, watched)).hasClass(Pattern.compile("alarm-row-current"));
    }

    private static Locator row(Page page, Watched watched) {
        return page.getByTestId("alarm-row")
                .filter(new Locator.FilterOptions().setHasText(watched.device().id()));
    }

    private Optional<JsonNode> found(Watched watched) {
        for (JsonNode alarm : api.get("/alarms?device=" + watched.device().id())) {
            if (alarm.path("rule").asText().equals(watched.rule())) {
                return Optional.of(alarm);
            }
        }
        return Optional.empty();
    }

    private JsonNode alarm(Watched watched) {
        return found(watched).orElseThrow(() -> new AssertionError("no alarm of " + watched));
    }

    private void publish(Watched watched, double level) {
        Payload payload = Payload.senmlJson("[{\"n\":\"level.suction\",\"u\":\"m\",\"v\":" + level + "}]");
        DeviceClient.Answer answer = DeviceClient.MQTT_5.send(server, watched.device(), payload);
        assertThat(answer.code()).as(answer.output()).isEqualTo(DeviceClient.MQTT_5.success());
    }

    private static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout((double) PATIENCE.toMillis());
    }

    private void assertNoComplaints() {
        String session = server.uri("/api/v1/session").toString();
        assertThat(browser.complaints())
                .filteredOn(complaint -> !(complaint.contains("401") && complaint.contains(session)))
                .isEmpty();
    }

    private record Watched(Device device, String rule) {}
}
