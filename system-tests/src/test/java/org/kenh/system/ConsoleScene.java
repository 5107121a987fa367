package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kenh.system.Api.Device;
import org.kenh.system.Sample.Payload;

/** A server with devices of which each has one rule, and a browser before the alarm console. */
final class ConsoleScene implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);
    static final double HIGH = 3.5;
    static final double LOW = 1.0;

    private final ServerProcess server;
    private final Api api;
    private final Browser browser = Browser.start();

    ConsoleScene(String name) {
        server = ServerProcess.start(name);
        api = Api.signIn(server);
    }

    ServerProcess server() {
        return server;
    }

    Api api() {
        return api;
    }

    @Override
    public void close() {
        browser.close();
        server.close();
    }

    /** A device and a rule for it alone, which holds at once and without delay. */
    Watched watched(int priority) {
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

    Page console() {
        return console(1440, 900);
    }

    Page console(int width, int height) {
        Page page = browser.page(server, width, height);
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        page.navigate("/alarms");
        assertThat(page.getByTestId("alarm-search")).isVisible();
        page.mouse().move(5, 5); // the list stands still under the pointer, which the sign-in left there
        return page;
    }

    /** Searches for the alarm and moves to it, by keyboard alone. */
    static void find(Page page, Watched watched) {
        assertThat(row(page, watched)).isVisible(patiently());
        page.keyboard().press("/");
        page.keyboard().type(watched.device().id());
        assertThat(page.getByTestId("alarm-list")).hasAttribute("data-rows", "1");
        page.keyboard().press("Enter");
        page.keyboard().press("j");
        assertThat(row(page, watched)).hasClass(Pattern.compile("alarm-row-current"));
    }

    static Locator row(Page page, Watched watched) {
        return page.getByTestId("alarm-row")
                .filter(new Locator.FilterOptions().setHasText(watched.device().id()));
    }

    Optional<JsonNode> found(Watched watched) {
        for (JsonNode alarm : api.get("/alarms?device=" + watched.device().id())) {
            if (alarm.path("rule").asText().equals(watched.rule())) {
                return Optional.of(alarm);
            }
        }
        return Optional.empty();
    }

    JsonNode alarm(Watched watched) {
        return found(watched).orElseThrow(() -> new AssertionError("no alarm of " + watched));
    }

    void publish(Watched watched, double level) {
        Payload payload = Payload.senmlJson("[{\"n\":\"level.suction\",\"u\":\"m\",\"v\":" + level + "}]");
        DeviceClient.Answer answer = DeviceClient.MQTT_5.send(server, watched.device(), payload);
        assertThat(answer.code()).as(answer.output()).isEqualTo(DeviceClient.MQTT_5.success());
    }

    static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout((double) PATIENCE.toMillis());
    }

    /** A browser also complains of refusals, which the console shows and tests look at. */
    void assertNoComplaints() {
        String session = server.uri("/api/v1/session").toString();
        assertThat(browser.complaints())
                .filteredOn(complaint -> !(complaint.contains("401") && complaint.contains(session)))
                .filteredOn(complaint -> !complaint.contains("409 (Conflict)"))
                .isEmpty();
    }

    record Watched(Device device, String rule) {}
}
