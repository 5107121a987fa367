package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.system.Api.Device;

/** The page on which a person gives a device its file, with a device that is played here. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteFileBrowserTest {
    private static final String PASSWORD = "mat-khau-thu-nghiem-1";
    private static final String FIRST = "interval: 10\n# mực nước bể hút\ndrivers: []\n";
    private static final String SECOND = "interval: mười\n# mực nước bể hút\ndrivers: []\n";
    private static final String WRONG_SECOND =
            "config.put, dòng 1: interval: phải là số\nconfig.put, line 1: interval: must be a number";

    private final ServerProcess server;
    private final Api api;
    private final Browser browser = Browser.start();

    SiteFileBrowserTest(ServerProcess server, Api api) {
        this.server = server;
        this.api = api;
    }

    @AfterAll
    void end() {
        browser.close();
    }

    @Test
    void file_writtenWithTheKeyboardAlone_isSeenWaitingOnTrialAndConfirmed() {
        Device device = api.newDevice("Tủ bơm số 1");
        Page page = open(device, 1440, 900);
        Locator text = page.getByTestId("site-file-text");
        page.getByTestId("site-file-edit").focus();
        page.keyboard().press("Enter");
        tabTo(page, text);
        page.keyboard().insertText("interval: 10\nsecret: abc\n");
        tabTo(page, send(page));
        page.keyboard().press("Enter");

        Locator refusal = page.getByTestId("site-file-refusal");
        assertThat(refusal).containsText("Dòng 2");
        assertThat(refusal).containsText("khóa \"secret\" chỉ nằm trên thiết bị");
        refusal.getByRole(AriaRole.BUTTON).focus();
        page.keyboard().press("Enter");
        assertThat(text).isFocused();
        assertThat(text.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)"))
                .isEqualTo("secret: abc");

        page.keyboard().press("Control+A");
        page.keyboard().insertText(FIRST);
        tabTo(page, send(page));
        page.keyboard().press("Enter");
        assertStanding(page, "queued");
        assertThat(page.getByTestId("site-file-desired")).containsText("Bản 1 · admin");
        assertThat(page.getByTestId("site-file-confirmed")).containsText("Chưa có bản nào");

        JsonNode command = CommandClient.HTTP.next(server, device);
        assertThat(command.path("args").path("yaml").asText()).isEqualTo(FIRST);
        assertStanding(page, "sent");
        answer(device, command, "accepted", "");
        assertStanding(page, "trial");
        answer(device, command, "done", "");
        assertStanding(page, "confirmed");
        assertThat(page.getByTestId("site-file-confirmed")).containsText("Bản 1 · xác nhận");
        assertNoComplaints();
    }

    @ParameterizedTest
    @CsvSource({"1440,900", "360,740"})
    void file_thatTheDeviceRefuses_isShownWithLineKeyAndDifference(int width, int height) {
        Device device = api.newDevice("Tủ bơm số 2");
        put(device, 0, FIRST);
        answer(device, CommandClient.HTTP.next(server, device), "done", "");
        put(device, 1, SECOND);
        answer(device, CommandClient.HTTP.next(server, device), "refused", WRONG_SECOND);
        Page page = open(device, width, height);

        assertStanding(page, "refused");
        assertThat(page.getByTestId("site-file-now")).containsText("Thiết bị vẫn chạy theo bản 1");
        Locator problem = page.getByTestId("file-problem");
        assertThat(problem).containsText("Dòng 1");
        assertThat(problem).containsText("phải là số");
        assertThat(problem.locator("code")).hasText(new String[] {"interval", "interval: mười"});
        page.getByTestId("site-file-version").first().getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByTestId("diff-removed")).containsText("interval: 10");
        assertThat(page.getByTestId("diff-added")).containsText("interval: mười");
        page.getByTestId("site-file-panel").scrollIntoViewIfNeeded();
        Browser.keep(page, "site-file", width);

        page.getByTestId("site-file-edit").click();
        page.getByTestId("site-file-text").fill(FIRST + "uplinks: [\n");
        send(page).click();
        assertThat(page.getByTestId("site-file-refusal")).containsText("Dòng 5");
        Browser.keep(page, "site-file-editor", width);
        assertNoComplaints();
    }

    @Test
    void refusal_inEnglish_isToldInEnglishAlone() {
        Device device = api.newDevice("Tủ bơm số 5");
        put(device, 0, SECOND);
        answer(device, CommandClient.HTTP.next(server, device), "refused", WRONG_SECOND);
        Page page = open(device, 1440, 900);
        page.getByTestId("language-switch").click();

        assertThat(page.getByTestId("site-file-now"))
                .containsText("The device still works by the file installed on it");
        assertThat(page.getByTestId("file-problem")).hasCount(1);
        assertThat(page.getByTestId("file-problem")).containsText("Line 1");
        assertThat(page.getByTestId("file-problem")).containsText("must be a number");
        Browser.keep(page, "site-file-english", 1440);
        assertNoComplaints();
    }

    @Test
    void file_changedBySomebodyElseMeanwhile_losesNothing() {
        Device device = api.newDevice("Tủ bơm số 3");
        put(device, 0, FIRST);
        Page page = open(device, 1440, 900);
        page.getByTestId("site-file-edit").click();
        Locator text = page.getByTestId("site-file-text");
        text.fill(FIRST + "encoding: cbor\n");
        put(device, 1, FIRST + "clock: {}\n");
        send(page).click();

        Locator goOn = page.getByText("So với bản 2 và soạn tiếp");
        assertThat(goOn).isVisible();
        assertThat(send(page)).isDisabled();
        assertThat(text).hasValue(FIRST + "encoding: cbor\n");
        goOn.click();
        assertThat(page.getByTestId("diff-removed")).containsText("clock: {}");
        send(page).click();
        assertThat(page.getByTestId("site-file-desired")).containsText("Bản 3 · admin");
        assertThat(page.getByTestId("site-file-version").nth(1)).containsText("Thay bằng bản 3");
        assertNoComplaints();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "commune-viewer"})
    void file_forWhoMayNotWriteOrRead_showsNoMoreThanTheyMay(String role) {
        Device device = api.newDevice("Tủ bơm số 4");
        put(device, 0, FIRST);
        String name = "doc-" + role;
        api.post("/accounts", Map.of("username", name, "name", name, "password", PASSWORD, "roles", List.of(role)));
        Page page = browser.page(server, 1440, 900);
        Browser.signIn(page, name, PASSWORD);
        page.navigate("/devices/" + device.id());
        assertThat(page.getByTestId("completeness")).isVisible();

        assertThat(page.getByTestId("site-file-panel")).hasCount(role.equals("operator") ? 1 : 0);
        assertThat(page.getByTestId("site-file-edit")).hasCount(0);
        assertNoComplaints();
    }

    private Page open(Device device, int width, int height) {
        Page page = browser.page(server, width, height);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        page.navigate("/devices/" + device.id());
        assertThat(page.getByTestId("site-file-panel")).isVisible();
        return page;
    }

    private static Locator send(Page page) {
        return page.locator(".ant-modal-footer .ant-btn-primary");
    }

    /** No more than a few steps from where the focus is. */
    private static void tabTo(Page page, Locator target) {
        for (int steps = 0; steps < 6; steps++) {
            if (target.evaluate("element => element === document.activeElement").equals(true)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        assertThat(target).isFocused();
    }

    private static void assertStanding(Page page, String state) {
        assertThat(page.getByTestId("site-file-now")).hasAttribute("data-state", state);
    }

    private void put(Device device, int base, String yaml) {
        String path = "/devices/" + device.id() + "/config";
        assertThat(api.send("PUT", path, Map.of("base", base, "yaml", yaml)).statusCode())
                .isEqualTo(200);
    }

    private void answer(Device device, JsonNode command, String state, String detail) {
        String id = command.path("id").asText();
        CommandClient.HTTP.answer(
                server,
                device,
                "{\"id\":\"%s\",\"state\":\"%s\",\"detail\":\"%s\"}".formatted(id, state, detail.replace("\n", "\\n")));
    }

    /** Allowed are the question for a session before the sign-in, and the refusals of files that this test wants. */
    private void assertNoComplaints() {
        assertThat(browser.complaints())
                .filteredOn(complaint -> !(complaint.contains("401") && complaint.contains("/api/v1/session")))
                .filteredOn(complaint -> !(complaint.contains("status of 4") && complaint.contains("/config")))
                .isEmpty();
    }
}
