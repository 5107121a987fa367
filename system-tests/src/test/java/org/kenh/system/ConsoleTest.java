package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.system.ConsoleScene.HIGH;
import static org.kenh.system.ConsoleScene.PATIENCE;
import static org.kenh.system.ConsoleScene.find;
import static org.kenh.system.ConsoleScene.patiently;
import static org.kenh.system.ConsoleScene.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.system.ConsoleScene.Watched;

/** The alarm console as an operator uses it, from a reading over its limit to the journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private final ConsoleScene scene = new ConsoleScene("console");

    @AfterAll
    void end() {
        scene.close();
    }

    @Test
    void alarm_foundAndAcknowledgedByKeyboard_isJournalledWithWhoDidIt() {
        Watched watched = scene.watched(1);
        Page page = scene.console();
        scene.publish(watched, HIGH);
        Locator row = row(page, watched);
        assertThat(row).isVisible(patiently());
        assertThat(row).hasAttribute("data-letter", "B");
        assertThat(row.getByTestId("alarm-value")).containsText("3,5");
        assertThat(page.getByTestId("strip-newest")).isVisible();

        find(page, watched);
        Locator list = page.getByTestId("alarm-list");
        assertThat(list).hasAttribute("aria-rowcount", "2");
        assertThat(list).hasAttribute("aria-activedescendant", row.getAttribute("id"));
        assertThat(row).hasAttribute("aria-rowindex", "2");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("alarm-detail").getByTestId("do-acknowledge"))
                .isEnabled();
        page.keyboard().press("a");
        assertThat(row).hasAttribute("data-letter", "C");
        assertThat(page.getByTestId("alarm-journal").locator("[data-event=acknowledge]"))
                .containsText("admin");
        JsonNode alarm = scene.alarm(watched);
        assertThat(alarm.path("acknowledgedBy").asText()).isEqualTo("admin");

        page.keyboard().press("Escape");
        assertThat(page.getByTestId("alarm-detail")).hasCount(0);
        scene.assertNoComplaints();
    }

    @Test
    void alarm_shelvedWithReason_waitsUnderShelvedUntilItIsUnshelved() {
        Watched watched = scene.watched(2);
        scene.publish(watched, HIGH);
        Page page = scene.console();
        find(page, watched);
        page.keyboard().press("s");
        page.getByTestId("alarm-reason").fill("Đội sửa chữa đang ở trạm");
        page.keyboard().press("Enter");
        Await.until(
                "it is shelved",
                PATIENCE,
                () -> scene.alarm(watched).path("letter").asText().equals("G"));
        assertThat(scene.alarm(watched).path("shelveReason").asText()).isEqualTo("Đội sửa chữa đang ở trạm");

        page.getByTestId("tab-shelved").click();
        assertThat(page.getByTestId("tab-shelved")).hasAttribute("aria-pressed", "true");
        assertThat(page).hasURL(Pattern.compile("view=shelved"));
        find(page, watched);
        page.keyboard().press("u");
        assertThat(row(page, watched)).hasAttribute("data-letter", "B");
        scene.assertNoComplaints();
    }

    @Test
    void several_selected_areAcknowledgedTogether() {
        List<Watched> both = List.of(scene.watched(3), scene.watched(3));
        both.forEach(each -> scene.publish(each, HIGH));
        Page page = scene.console();
        for (Watched each : both) {
            assertThat(row(page, each)).isVisible(patiently());
            row(page, each).getByRole(AriaRole.CHECKBOX).check();
        }
        page.locator(".console-bar").getByTestId("do-acknowledge").click();
        for (Watched each : both) {
            assertThat(row(page, each)).hasAttribute("data-letter", "C");
        }
        scene.assertNoComplaints();
    }

    @Test
    void list_underThePointer_keepsItsOrderUntilTheNewAreLetIn() {
        Watched first = scene.watched(3);
        Watched second = scene.watched(1);
        scene.publish(first, HIGH);
        Page page = scene.console();
        Locator row = row(page, first);
        assertThat(row).isVisible(patiently());
        row.hover();
        double before = row.boundingBox().y;

        scene.publish(second, HIGH);
        Locator button = page.getByTestId("bring-in");
        assertThat(button).isVisible(patiently());
        assertThat(row(page, second)).hasCount(0);
        assertThat(row.boundingBox().y).isEqualTo(before);

        page.keyboard().press("n");
        assertThat(row(page, second)).isVisible();
        assertThat(row(page, second).boundingBox().y).isLessThan(row.boundingBox().y);
        scene.assertNoComplaints();
    }

    @Test
    void occurrence_thatIsOver_cannotBeAcknowledgedByItsOldName() {
        Watched watched = scene.watched(2);
        scene.publish(watched, HIGH);
        JsonNode before = Await.value("the alarm", PATIENCE, () -> scene.found(watched));
        scene.publish(watched, 1.0);
        Await.until(
                "it returned",
                PATIENCE,
                () -> scene.alarm(watched).path("letter").asText().equals("D"));
        scene.publish(watched, HIGH);
        Await.until(
                "it came again",
                PATIENCE,
                () -> scene.alarm(watched).path("letter").asText().equals("B"));
        String path = "/alarms/" + before.path("id").asLong() + "/ack";
        Map<String, String> old = Map.of("occurrence", before.path("occurrence").asText());
        assertThat(scene.api().send("POST", path, old).statusCode()).isEqualTo(409);
        assertThat(scene.alarm(watched).path("letter").asText()).isEqualTo("B");
    }

    @Test
    void console_whileTheServerRestarts_showsTheNextAlarmByItself() {
        Watched before = scene.watched(2);
        Watched after = scene.watched(2);
        scene.publish(before, HIGH);
        Page page = scene.console();
        assertThat(row(page, before)).isVisible(patiently());

        scene.server().stop();
        assertThat(page.getByTestId("live-state")).not().hasAttribute("data-state", "fresh");
        scene.server().startAgain();
        scene.publish(after, HIGH);
        assertThat(row(page, after)).isVisible(patiently());
        assertThat(row(page, before)).isVisible();
        assertThat(page.getByTestId("live-state")).hasAttribute("data-state", "fresh");
    }

    @ParameterizedTest
    @CsvSource({"1440,900", "360,740"})
    void screens_atThisWidth_fitAndAreKeptAsPictures(int width, int height) {
        Watched watched = scene.watched(1);
        scene.publish(watched, HIGH);
        Page page = scene.console(width, height);
        assertThat(row(page, watched)).isVisible(patiently());
        Browser.keep(page, "alarms", width);
        Browser.assertNothingCutOff(page, "console at " + width);
        row(page, watched).click();
        assertThat(page.getByTestId("alarm-detail").locator(".uplot")).isVisible();
        Browser.keep(page, "alarm-detail", width);
        Browser.assertNothingCutOff(page, "journal and chart at " + width);
        page.navigate("/wall");
        assertThat(page.getByTestId("wall-row").first()).isVisible(patiently());
        Browser.keep(page, "console-wall", width);
        Browser.assertNothingCutOff(page, "wall at " + width);
        page.navigate("/map");
        assertThat(page.getByTestId("place-tally").first()).isVisible();
        Browser.keep(page, "map-alarms", width);
        scene.assertNoComplaints();
    }
}
