package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Fields as the staff see them, as the farmer sees them on a telephone, and as they come out of a file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IrrigationFieldBrowserTest {
    private static final String PASSWORD = "mat-khau-thu-nghiem-1";
    private static final String OWN_FIELD = "[data-testid=my-field][href='/nuoc/dong-lua']";
    private static final LocatorAssertions.IsVisibleOptions PATIENT =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final LocatorAssertions.HasAttributeOptions PATIENT_ATTRIBUTE =
            new LocatorAssertions.HasAttributeOptions().setTimeout(30_000);

    private final ServerProcess server = ServerProcess.start("irrigation-fields");
    private final Api admin = Api.signIn(server);
    private final Browser browser = Browser.start();

    @BeforeAll
    void growRice() {
        admin.newDevice("Trạm bất kỳ"); // with it come its area and site
        admin.post("/irrigation/canals", Map.of("id", "kenh", "name", "Kênh Thử", "area", "thu-nghiem", "capacity", 1));
        admin.post("/irrigation/fields", field());
        LocalDate planted = LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh")).minusDays(24);
        admin.post(
                "/irrigation/fields/dong-lua/seasons",
                Map.of("crop", "rice-local", "method", "transplanting", "startsOn", planted.toString()));
        admin.post("/accounts", farmer());
        Await.until(
                "the field has been reckoned",
                Duration.ofSeconds(90),
                () -> !admin.get("/irrigation/states").isEmpty());
    }

    @AfterAll
    void end() {
        browser.close();
        server.close();
    }

    @Test
    void field_ofTheStaff_showsHowItStandsAndWhatOfItIsOnlyComputed() {
        JsonNode state = admin.get("/irrigation/fields/dong-lua/state");
        Page page = open("/irrigation/fields");
        page.locator("[data-testid=field-row][data-field=dong-lua]").click();

        assertThat(page.getByTestId("field-state"))
                .hasAttribute("data-urgency", state.path("urgency").asText(), PATIENT_ATTRIBUTE);
        assertThat(page.getByTestId("field-state"))
                .containsText(state.path("sentence").path("vi").asText());
        assertThat(page.getByTestId("field-state")).containsText("chưa đo lần nào");
        assertThat(page.getByTestId("seasons")).containsText("Cấy ngày");
        assertThat(page.getByTestId("water-chart")).isVisible(PATIENT);
        Browser.keepBothWidths(page, "irrigation-field");

        for (String path : List.of("fields", "map", "bulletin", "works", "crops", "tariffs")) {
            page.navigate("/irrigation/" + path);
            assertThat(page.locator(".irr-nav-link.active")).isVisible(PATIENT);
            Browser.keepBothWidths(page, "irrigation-" + path);
        }
        // Before somebody has signed in there is no session, which the browser writes down.
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("/api/v1/session"));
    }

    @Test
    void farmer_onATelephone_seesTheOwnFieldAloneAndAsksForWater() {
        Page page = browser.page(server, 360, 740);
        page.navigate("/");
        page.getByTestId("login-username").fill("htx-thu");
        page.getByTestId("login-password").fill(PASSWORD);
        page.getByTestId("login-submit").click();
        page.locator(OWN_FIELD).click();

        assertThat(page.getByTestId("my-turn")).hasAttribute("data-turn", "none", PATIENT_ATTRIBUTE);
        assertThat(page.getByTestId("my-turn")).containsText("Chưa có lịch nước");
        assertThat(page.getByTestId("my-water")).containsText("cm");
        page.getByTestId("ask-water").click();
        Browser.keep(page, "irrigation-ask", 360);
        page.getByTestId("ask-form").locator("textarea").fill("Lúa trổ, ruộng nứt");
        page.getByTestId("send-request").click();
        assertThat(page.getByTestId("my-request")).hasAttribute("data-state", "asked", PATIENT_ATTRIBUTE);
        assertThat(page.getByTestId("ask-water")).hasCount(0);
        Browser.keep(page, "irrigation-phone", 360);
        Browser.assertNothingCutOff(page, "the farmer's page");

        JsonNode kept = admin.get("/irrigation/requests").get(0);
        assertThat(kept.path("field").asText()).isEqualTo("dong-lua");
        assertThat(kept.path("askedBy").asText()).isEqualTo("htx-thu");
        assertThat(kept.path("note").asText()).isEqualTo("Lúa trổ, ruộng nứt");
        page.navigate("/alarms");
        assertThat(page.locator(OWN_FIELD)).isVisible(PATIENT);
    }

    @Test
    void file_withAWrongRow_isRefusedWithTheRow_andKeptOnceItIsRight() {
        Page page = open("/irrigation/import");
        choose(
                page,
                "id,name,area,canal,hectares,flow\nmoi-1,Ruộng 1,thu-nghiem,kenh,2.5,0.03\nmoi-2,Ruộng 2,thu-nghiem,kenh,nhiều,0.03\n");
        page.getByTestId("import-try").click();
        assertThat(page.getByTestId("import-result")).hasAttribute("data-errors", "1");
        assertThat(page.locator("[data-testid=import-row][data-outcome=error]")).containsText("moi-2");
        assertThat(page.locator("[data-testid=import-row][data-outcome=error]")).containsText("hectares");
        assertThat(page.getByTestId("import-apply")).isDisabled();
        Browser.keepBothWidths(page, "irrigation-import");

        choose(page, "id,name,area,canal,hectares,flow\nmoi-1,Ruộng 1,thu-nghiem,kenh,2.5,0.03\n");
        page.getByTestId("import-try").click();
        assertThat(page.getByTestId("import-result")).hasAttribute("data-errors", "0");
        assertThat(admin.get("/irrigation/fields")).hasSize(1);
        page.getByTestId("import-apply").click();
        assertThat(page.getByTestId("import-result")).hasAttribute("data-applied", "true");
        assertThat(admin.get("/irrigation/fields/moi-1").path("hectares").asDouble())
                .isEqualTo(2.5);
    }

    private static void choose(Page page, String content) {
        page.getByTestId("import-file")
                .setInputFiles(new FilePayload("ruong.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    }

    private Page open(String path) {
        Page page = browser.page(server, 1440, 900);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        page.navigate(path);
        return page;
    }

    private static Map<String, Object> field() {
        Map<String, Object> field = new HashMap<>();
        field.put("id", "dong-lua");
        field.put("name", "Đồng Lúa");
        field.put("area", "thu-nghiem");
        field.put("canal", "kenh");
        field.put("hectares", 12);
        field.put("flow", 0.15);
        field.put("bund", 110);
        field.put("users", List.of("htx-thu"));
        field.put("outline", Map.of("type", "Polygon", "coordinates", outline()));
        return field;
    }

    private static List<List<List<Double>>> outline() {
        return List.of(List.of(
                List.of(105.76, 20.72),
                List.of(105.77, 20.72),
                List.of(105.77, 20.73),
                List.of(105.76, 20.73),
                List.of(105.76, 20.72)));
    }

    private static Map<String, Object> farmer() {
        return Map.of(
                "username",
                "htx-thu",
                "name",
                "HTX Thử",
                "roles",
                List.of("cooperative"),
                "area",
                "thu-nghiem",
                "password",
                PASSWORD);
    }
}
