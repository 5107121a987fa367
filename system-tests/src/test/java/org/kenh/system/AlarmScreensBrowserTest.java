package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.system.Api.Device;
import org.kenh.system.Sample.Payload;

/** The screens around the alarm list: wall, rules with replay, quality, handover. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlarmScreensBrowserTest {
    private static final String PASSWORD = "mat-khau-thu-nghiem-1";
    private static final LocatorAssertions.HasAttributeOptions PATIENT_ATTRIBUTE =
            new LocatorAssertions.HasAttributeOptions().setTimeout(30_000);
    private static final LocatorAssertions.IsVisibleOptions PATIENT =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private final ServerProcess server = ServerProcess.start("alarm-screens");
    private final Api api = Api.signIn(server);
    private final Device device = api.newDevice("Thước nước bể hút");
    private final Browser browser = Browser.start();

    @BeforeAll
    void raiseAnAlarm() {
        api.post("/rules", rule());
        publish("{\"n\":\"level.suction\",\"u\":\"m\",\"v\":1.2}");
        // A rule binds to a new series within seconds; a reading says it again until the alarm stands.
        Await.until("the alarm", Duration.ofSeconds(60), () -> {
            publish("{\"n\":\"level.suction\",\"u\":\"m\",\"v\":3.5}");
            return !api.get("/alarms?state=unacknowledged").isEmpty();
        });
    }

    @AfterAll
    void end() {
        browser.close();
        server.close();
    }

    @Test
    void wall_showsWhatWaits_andSaysPlainlyWhenTheServerIsGone() {
        Page page = open("/wall", 1920, 1080);
        assertThat(page.getByTestId("wall-row")).isVisible(PATIENT);
        assertThat(page.getByTestId("wall-link")).containsText("Trực tiếp");
        assertThat(page.getByTestId("wall-count-1")).hasAttribute("data-unacknowledged", "1");
        assertThat(page.getByTestId("wall-row")).containsText("Mực nước bể hút cao");
        assertThat(page.getByTestId("wall-row")).containsText("Trạm thử");
        assertThat(page.locator("button, a, input")).hasCount(0);
        Browser.keep(page, "wall", 1920);

        server.stop();
        assertThat(page.getByTestId("wall-lost")).isVisible(PATIENT);
        assertThat(page.getByTestId("wall-lost")).containsText("MẤT KẾT NỐI VỚI MÁY CHỦ");
        Browser.keep(page, "wall-lost", 1920);
        server.startAgain();
        assertThat(page.getByTestId("wall")).hasAttribute("data-link", "fresh", PATIENT_ATTRIBUTE);
        assertThat(page.getByTestId("wall-lost")).hasCount(0);
        assertThat(page.getByTestId("wall-row")).hasCount(1);
    }

    @Test
    void rule_writtenInTheForm_isCorrectedReplayedAndKept() {
        Device gauge = api.newDevice("Thước nước cũ");
        publish(gauge, past(600, 1.0), past(500, 4.5), past(300, 4.5), past(100, 1.0));
        Page page = open("/alarms/new-rule", 1440, 900);
        page.getByTestId("rule-name.vi").fill("Mực nước rất cao");
        page.getByTestId("rule-series").fill("level.old");
        page.getByTestId("rule-save").click();
        assertThat(page.getByTestId("error-condition.setpoint")).isVisible();

        page.getByTestId("rule-condition.setpoint").fill("4,0");
        page.getByTestId("replay-run").click();
        assertThat(page.getByTestId("replay-result")).hasAttribute("data-occurrences", "1");
        assertThat(page.getByTestId("timeline-row")).hasCount(1);
        assertThat(page.getByTestId("stretch")).hasCount(1);
        Browser.keep(page, "rule-editor", 1440);

        page.getByTestId("rule-reason").fill("Thử trên số liệu cũ");
        page.getByTestId("rule-save").click();
        assertThat(page.getByTestId("rule-version")).containsText("Thử trên số liệu cũ");
        page.navigate("/alarms/rules?show=gaps");
        assertThat(page.getByTestId("rule-row")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Mực nước rất cao")))
                .containsText("Thiếu:");
        Browser.keep(page, "rules", 1440);
    }

    @Test
    void quality_isJudgedInWords_andGivenAsATable() throws IOException {
        Page page = open("/alarms/quality?days=1", 1440, 900);
        assertThat(page.getByTestId("quality-report")).isVisible(PATIENT);
        assertThat(page.getByTestId("figure-perDay")).hasAttribute("data-verdict", "good");
        assertThat(page.getByTestId("figure-perDay")).containsText("Đạt");
        Browser.keep(page, "quality", 1440);

        Download table =
                page.waitForDownload(() -> page.getByTestId("quality-csv").click());
        assertThat(table.suggestedFilename()).endsWith(".csv");
        assertThat(Files.readString(table.path())).contains("Mực nước bể hút cao");
        page.setViewportSize(360, 740);
        Browser.keep(page, "quality", 360);
    }

    @Test
    void shift_handedOver_isTakenOverByTheOtherPersonAndPrintsAlone() {
        api.post(
                "/accounts",
                Map.of("username", "truc.ca2", "name", "Ca 2", "password", PASSWORD, "roles", List.of("operator")));
        Page giver = open("/alarms/handover", 1440, 900);
        assertThat(giver.getByTestId("handover-standing").first()).isVisible(PATIENT);
        assertThat(giver.getByTestId("handover-standing").first()).containsText("Mực nước bể hút cao");
        // The rows of what happened and of what stands share one table's shape, each with its own columns.
        assertThat(giver.getByTestId("handover-happened").first().locator("td")).hasCount(5);
        assertThat(giver.getByTestId("handover-happened").first()).containsText("chưa");
        assertThat(giver.getByTestId("handover-standing").first()).containsText("B · Chưa xác nhận");
        giver.getByTestId("handover-notes").fill("Đã gọi trạm, chờ đội sửa chữa.");
        giver.getByTestId("handover-taker").fill("admin");
        giver.getByTestId("handover-give").click();
        assertThat(giver.locator(".field-error")).isVisible();
        giver.getByTestId("handover-taker").fill("truc.ca2");
        giver.getByTestId("handover-give").click();
        assertThat(giver.getByTestId("handover-written")).hasText("Đã gọi trạm, chờ đội sửa chữa.");
        assertThat(giver.getByTestId("handover-accept")).hasCount(0);

        Page taker = browser.page(server, 1440, 900);
        Browser.signIn(taker, "truc.ca2", PASSWORD);
        taker.navigate("/alarms/handover");
        taker.getByTestId("handover-row").first().click();
        taker.getByTestId("handover-accept").click();
        assertThat(taker.getByTestId("handover-accept")).hasCount(0);
        JsonNode kept = api.get("/handovers").get(0);
        assertThat(kept.path("toUser").asText()).isEqualTo("truc.ca2");
        assertThat(kept.path("acceptedAt").asText()).isNotEmpty();

        taker.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(taker.getByTestId("handover-sheet")).isVisible();
        assertThat(taker.locator(".rail, .topbar, .strip").first()).isHidden();
        byte[] paper = taker.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        assertThat(new String(paper, java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-")
                .contains("/MediaBox [0 0 594.95996 841.91998]");
    }

    @Test
    void person_saysHowToBeTold_andAMessageLeadsToItsAlarm() {
        JsonNode alarm = api.get("/alarms?state=unacknowledged").get(0);
        Page page = open("/alarms/" + alarm.path("id").asLong(), 1440, 900);
        page.waitForURL("**/alarms?alarm=" + alarm.path("id").asLong());
        // The content security policy and the type of the file allow the worker.
        assertThat(page.evaluate("navigator.serviceWorker.register('/push-worker.js')"
                        + ".then(() => navigator.serviceWorker.ready).then(({ active }) => active.scriptURL)"))
                .isEqualTo(server.uri("/push-worker.js").toString());

        page.getByTestId("account-menu").click();
        page.getByText("Báo cho tôi").click();
        assertThat(page.getByTestId("tell-remark")).containsText("notify.push.contact");
        assertThat(page.getByTestId("tell-push-switch")).isDisabled();
        assertThat(page.getByTestId("tell-try-sms")).isDisabled();
        page.getByTestId("tell-phone").fill("0912 345 678");
        page.getByTestId("tell-save").click();
        assertThat(page.getByTestId("tell-phone")).hasValue("+84912345678");
        assertThat(page.getByTestId("tell-try-sms")).isEnabled();
        assertThat(api.get("/notification-contacts/admin").path("phone").asText())
                .isEqualTo("+84912345678");
        Browser.keep(page, "tell-me", 1440);
        page.setViewportSize(360, 740);
        Browser.keep(page, "tell-me", 360);
    }

    private Page open(String path, int width, int height) {
        Page page = browser.page(server, width, height);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        page.navigate(path);
        return page;
    }

    private static Map<String, Object> rule() {
        return Map.of(
                "name",
                "Mực nước bể hút cao",
                "series",
                "level.suction",
                "condition",
                Map.of("type", "high", "setpoint", 3.2, "deadband", 0.05),
                "priority",
                1);
    }

    private static String past(int secondsAgo, double metres) {
        return "{\"n\":\"level.old\",\"u\":\"m\",\"t\":%d,\"v\":%s}".formatted(-secondsAgo, metres);
    }

    private void publish(String... records) {
        publish(device, records);
    }

    private void publish(Device from, String... records) {
        Payload payload = Payload.senmlJson("[" + String.join(",", records) + "]");
        assertThat(DeviceClient.HTTP.send(server, from, payload).code()).isEqualTo("204");
    }
}
