package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.system.ConsoleScene.HIGH;
import static org.kenh.system.ConsoleScene.LOW;
import static org.kenh.system.ConsoleScene.PATIENCE;
import static org.kenh.system.ConsoleScene.find;
import static org.kenh.system.ConsoleScene.patiently;
import static org.kenh.system.ConsoleScene.row;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.system.ConsoleScene.Watched;

/** What a tired hand may do at the alarm console, and what must not come of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleSlipsTest {
    private final ConsoleScene scene = new ConsoleScene("console-slips");

    @AfterAll
    void end() {
        scene.close();
    }

    @Test
    void comment_enteredTwice_isSentOnceAndTheDialogWaitsForTheAnswer() {
        Watched watched = raised(2);
        Page page = scene.console();
        List<Route> sent = new CopyOnWriteArrayList<>();
        page.route("**/comment", sent::add);
        find(page, watched);
        page.keyboard().press("c");
        Locator text = page.getByTestId("alarm-comment");
        text.fill("Đã gọi trạm");
        text.press("Enter");
        page.waitForCondition(() -> !sent.isEmpty());
        text.press("Enter");
        page.locator(".alarm-order").click(new Locator.ClickOptions().setForce(true));
        page.keyboard().press("Escape");
        assertThat(text).isVisible();

        assertThat(sent).hasSize(1);
        sent.get(0).resume();
        assertThat(text).hasCount(0);
        assertThat(sent).hasSize(1);
        assertThat(scene.alarm(watched).path("comments").asInt()).isEqualTo(1);
        scene.assertNoComplaints();
    }

    @Test
    void dialog_ofWhatTheServerRefuses_staysOpenWithItsReason() {
        Watched watched = raised(2);
        Page page = scene.console();
        find(page, watched);
        page.keyboard().press("s");
        page.getByTestId("alarm-reason").fill("Đang bảo dưỡng");
        String shelve = "/alarms/" + scene.alarm(watched).path("id").asLong() + "/shelve";
        Map<String, String> first = Map.of("for", "PT15M", "reason", "Người khác nhanh hơn");
        assertThat(scene.api().send("POST", shelve, first).statusCode()).isEqualTo(200);
        page.getByTestId("alarm-reason").press("Enter");
        assertThat(page.getByTestId("alarm-refused")).containsText("Cảnh báo vừa thay đổi");
        assertThat(page.getByTestId("alarm-refused")).containsText(Pattern.compile("gác"));
        assertThat(page.getByTestId("alarm-reason")).hasValue("Đang bảo dưỡng");
        assertThat(scene.alarm(watched).path("shelveReason").asText()).isEqualTo("Người khác nhanh hơn");
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("alarm-reason")).hasCount(0);
    }

    @Test
    void dialog_ofAnAlarmRaisedAnewMeanwhile_leavesTheNewOneAlone() {
        Watched watched = raised(2);
        Page page = scene.console();
        find(page, watched);
        page.keyboard().press("c");
        page.getByTestId("alarm-comment").fill("Về lần báo trước");
        scene.publish(watched, LOW);
        assertThat(row(page, watched)).hasAttribute("data-letter", "D");
        scene.publish(watched, HIGH);
        assertThat(row(page, watched)).hasAttribute("data-letter", "B");
        page.getByTestId("alarm-comment").press("Enter");
        assertThat(page.getByTestId("alarm-refused")).containsText("báo lại lần mới");
        assertThat(scene.alarm(watched).path("comments").asInt()).isZero();
        scene.assertNoComplaints();
    }

    @Test
    void selection_ofAnAlarmRaisedAnew_isForgotten() {
        Watched watched = raised(3);
        Page page = scene.console();
        Locator box = row(page, watched).getByRole(AriaRole.CHECKBOX);
        box.check();
        scene.publish(watched, LOW);
        assertThat(row(page, watched)).hasAttribute("data-letter", "D");
        assertThat(box).isChecked();
        scene.publish(watched, HIGH);
        assertThat(row(page, watched)).hasAttribute("data-letter", "B");
        assertThat(box).not().isChecked();
        scene.assertNoComplaints();
    }

    @Test
    void selection_whenTheFilterChanges_isForgotten() {
        Watched watched = raised(3);
        Page page = scene.console();
        row(page, watched).getByRole(AriaRole.CHECKBOX).check();
        page.getByTestId("tab-shelved").click();
        assertThat(row(page, watched)).isHidden();
        page.getByTestId("tab-live").click();
        assertThat(row(page, watched)).isVisible();
        assertThat(row(page, watched).getByRole(AriaRole.CHECKBOX)).not().isChecked();
        scene.assertNoComplaints();
    }

    @Test
    void search_whenGoneBackWhileInIt_showsWhatTheAddressSays() {
        Watched watched = raised(2);
        Page page = scene.console();
        assertThat(row(page, watched)).isVisible(patiently());
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/alarms?alarm=*");
        Locator search = page.getByTestId("alarm-search");
        search.fill(watched.device().id());
        page.waitForURL("**/alarms?*q=*");
        page.goBack();
        assertThat(search).isFocused();
        assertThat(search).hasValue("");
        search.fill("x");
        page.waitForURL("**/alarms?q=x");
        scene.assertNoComplaints();
    }

    @Test
    void letters_withTheFocusElsewhere_doNothing() {
        Watched watched = raised(2);
        Page page = scene.console();
        find(page, watched);
        page.getByTestId("language-switch").focus();
        page.keyboard().press("c");
        page.keyboard().press("?");
        page.getByTestId("alarm-list").focus();
        page.keyboard().press("c");
        assertThat(page.getByTestId("alarm-comment")).hasCount(1);
        assertThat(page.getByTestId("alarm-comment")).hasValue("");
        assertThat(page.getByTestId("alarm-keys")).hasCount(0);
        scene.assertNoComplaints();
    }

    @Test
    void letters_switchedOff_stayOffForThePersonAtThisComputer() {
        Watched watched = raised(2);
        Page page = scene.console();
        page.keyboard().press("?");
        page.getByTestId("alarm-letters").click();
        page.keyboard().press("Escape");
        page.reload();
        assertThat(row(page, watched)).isVisible(patiently());
        page.keyboard().press("?");
        page.getByTestId("alarm-list").focus();
        page.keyboard().press("c");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("alarm-detail")).isVisible();
        assertThat(page.getByTestId("alarm-keys")).hasCount(0);
        assertThat(page.getByTestId("alarm-comment")).hasCount(0);
        page.locator(".console-keys").click();
        assertThat(page.getByTestId("alarm-letters")).hasAttribute("aria-checked", "false");
        scene.assertNoComplaints();
    }

    private Watched raised(int priority) {
        Watched watched = scene.watched(priority);
        scene.publish(watched, HIGH);
        Await.value("the alarm", PATIENCE, () -> scene.found(watched));
        return watched;
    }
}
