package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.system.Api.Device;
import org.kenh.system.Sample.Payload;

/** What a person sees: from sign-in to a value that changes while they look at it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>";

    private final ServerProcess server = ServerProcess.start("browser");
    private final Api api = Api.signIn(server);
    private final Device device = api.newDevice("Thước nước bể hút");
    private final Browser browser = Browser.start();

    @BeforeAll
    void report() {
        publish(tide());
        publish(level(1.25));
    }

    @AfterAll
    void end() {
        browser.close();
        server.close();
    }

    @Test
    void operator_signsInAndOpensASite_seesAValueChangeLive() {
        Page page = browser.page(server, 1440, 900);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        assertThat(page.getByTestId("district-map")).isVisible();
        openSite(page);
        assertThat(value(page, "1,25")).isVisible();

        publish(level(2.75));
        assertThat(value(page, "2,75")).isVisible();
        publish(level(3.5));
        assertThat(value(page, "3,5")).isVisible();

        assertNoComplaints();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(
                        request -> request.getAuthority().equals(server.uri("").getAuthority()));
    }

    @Test
    void language_switchedThereAndBack_changesTheTexts() {
        Page page = browser.page(server, 1440, 900);
        page.navigate("/");
        Locator submit = page.getByTestId("login-submit");
        assertThat(page.locator("html")).hasAttribute("lang", "vi");
        String vietnamese = submit.innerText();

        page.getByTestId("language-switch").click();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(submit).not().hasText(vietnamese);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        openSite(page);
        page.getByTestId("language-switch").click();
        assertThat(page.locator("html")).hasAttribute("lang", "vi");
        assertNoComplaints();
    }

    @ParameterizedTest
    @CsvSource({"1440,900", "360,740"})
    void screens_atThisWidth_fitAndAreKeptAsPictures(int width, int height) {
        Page page = browser.page(server, width, height);
        page.navigate("/");
        assertThat(page.getByTestId("login-submit")).isVisible();
        Browser.keep(page, "sign-in", width);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        assertThat(page.getByTestId("district-map")).isVisible();
        Browser.keep(page, "map", width);
        openSite(page);
        assertThat(page.getByTestId("live-value").first()).isVisible();
        assertThat(page.locator(".uplot").first()).isVisible();
        Browser.keep(page, "site", width);
        page.navigate("/devices/" + device.id());
        assertThat(page.getByText("Thước nước bể hút").first()).isVisible();
        assertThat(page.locator(".uplot").first()).isVisible();
        Browser.keep(page, "device", width);
        assertNoComplaints();
    }

    @Test
    void hostileText_ofADevice_isShownAsText() {
        Device hostile = api.newDevice(HOSTILE);
        Payload event = Payload.senmlJson("[{\"n\":\"note\",\"vs\":\"%s\"}]".formatted(HOSTILE.replace("\"", "\\\"")));
        assertThat(DeviceClient.HTTP.send(server, hostile, event).code()).isEqualTo("204");
        Page page = browser.page(server, 1440, 900);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        openSite(page);
        assertThat(page.getByText(HOSTILE).first()).isVisible();
        page.navigate("/devices/" + hostile.id());
        assertThat(page.getByText(HOSTILE).first()).isVisible();

        assertThat(page.locator("img[src=x]")).hasCount(0);
        assertThat(page.title()).doesNotContain("hacked");
        assertNoComplaints();
    }

    @Test
    void page_ofTheProduct_forbidsForeignScripts() {
        Response response = browser.page(server, 1440, 900).navigate("/");
        String policy = response.allHeaders().getOrDefault("content-security-policy", "");
        assertThat(policy).contains("default-src 'self'").doesNotContain("unsafe-eval");
        assertThat(policy.replaceAll("style-src[^;]*", "")).doesNotContain("unsafe-inline");
        assertThat(response.allHeaders()).containsEntry("x-content-type-options", "nosniff");
    }

    private static Payload level(double metres) {
        return Payload.senmlJson("[{\"n\":\"level.suction\",\"u\":\"m\",\"v\":" + metres + "}]");
    }

    /** Six hours of a level that rises and falls, every minute. */
    private static Payload tide() {
        String records = IntStream.rangeClosed(1, 360)
                .mapToObj(minute -> "{\"n\":\"level.suction\",\"u\":\"m\",\"t\":%d,\"v\":%s}"
                        .formatted(-60 * minute, Math.round(160 + 50 * Math.sin(minute / 57.0)) / 100.0))
                .collect(Collectors.joining(","));
        return Payload.senmlJson("[" + records + "]");
    }

    private void publish(Payload payload) {
        DeviceClient.Answer answer = DeviceClient.MQTT_5.send(server, device, payload);
        assertThat(answer.code()).as(answer.output()).isEqualTo(DeviceClient.MQTT_5.success());
    }

    private static void openSite(Page page) {
        page.getByTestId("site-row")
                .filter(new Locator.FilterOptions().setHasText("Trạm thử"))
                .first()
                .click();
        assertThat(page.getByTestId("live-value").first()).isVisible();
    }

    private static Locator value(Page page, String text) {
        return page.getByTestId("live-value")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }

    /** The one complaint allowed: before the sign-in the page asks whether there is a session. */
    private void assertNoComplaints() {
        URI session = server.uri("/api/v1/session");
        assertThat(browser.complaints())
                .filteredOn(complaint -> !(complaint.contains("401") && complaint.contains(session.toString())))
                .isEmpty();
    }
}
