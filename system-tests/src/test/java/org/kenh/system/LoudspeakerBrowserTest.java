package org.kenh.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kenh.system.Api.Device;
import org.kenh.system.SpeakerClient.Piece;

/** Whether every village hears it, and did: as the broadcasters of a district and of a commune see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedServer.class)
class LoudspeakerBrowserTest {
    private static final LocatorAssertions.IsVisibleOptions PATIENT =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final LocatorAssertions.HasAttributeOptions PATIENT_ATTRIBUTE =
            new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);
    private static final LocatorAssertions.HasCountOptions PATIENT_COUNT =
            new LocatorAssertions.HasCountOptions().setTimeout(30_000);
    private static final String THUONG = "loa-thuong";
    private static final String HA = "loa-ha";
    private static final String TRUNG = "loa-trung";

    /** From the start to the verdict "missed": 120 s to begin in, and 180 s in which it may still be told. */
    private static final Duration UNTIL_MISSED = Duration.ofMinutes(5);

    private final ServerProcess server;
    private final Api admin;
    private final SpeakerDistrict district;
    private final Browser browser = Browser.start();
    private final List<SpeakerClient> clients = new ArrayList<>();

    LoudspeakerBrowserTest(ServerProcess server, Api admin) {
        this.server = server;
        this.admin = admin;
        this.district = new SpeakerDistrict(admin);
    }

    @BeforeAll
    void putUpHorns() {
        district.commune(THUONG, "Xã Loa Thượng");
        district.commune(HA, "Xã Loa Hạ");
        district.commune(TRUNG, "Xã Loa Trung");
        put(THUONG, "loa-t1", "Thôn Nội");
        put(THUONG, "loa-t2", "Thôn Ngoại");
        put(HA, "loa-h1", "Thôn Đình");
        put(TRUNG, "loa-m1", "Thôn Bãi", this::playAtOnce);
        district.cluster(TRUNG, "loa-m2", "Thôn Cầu"); // has never been seen
        district.village(new Device("loa-t1", ""), "Thôn Nội", 900);
        district.village(new Device("loa-t2", ""), "Thôn Ngoại", 300);
        district.village(new Device("loa-h1", ""), "Thôn Đình", 500);
        district.village(new Device("loa-m1", ""), "Thôn Bãi", 600);
        district.village(new Device("loa-m2", ""), "Thôn Cầu", 400);
    }

    @AfterAll
    void end() {
        clients.forEach(SpeakerClient::close);
        browser.close();
    }

    @Test
    void slot_isFollowedFromDueToVerified_andMissedWhereNothingWasTold() {
        String silent = district.bulletin("Bản tin không ai phát", 20, THUONG);
        String missed =
                SpeakerDistrict.slotSince(server, silent, new Device("loa-t2", ""), UNTIL_MISSED.minusSeconds(25));
        JsonNode slot = district.slotWithinMinutes("Nhắc lịch tiêm phòng", 5, List.of("loa-t1", "loa-t2"), THUONG);
        Page page = open(
                "admin",
                ServerProcess.ADMIN_PASSWORD,
                "/loa/luot/" + slot.path("id").asText());
        Page late = open("loa-" + THUONG, SpeakerDistrict.PASSWORD, "/loa/luot/" + missed);
        Locator verdict = page.locator("[data-testid=verdict][data-device=loa-t1]");
        assertThat(verdict).hasAttribute("data-verdict", "due", PATIENT_ATTRIBUTE);
        assertThat(late.getByTestId("verdict")).hasAttribute("data-verdict", "due", PATIENT_ATTRIBUTE);

        play(page, slot, verdict);
        Browser.keepBothWidths(page, "loudspeaker-coverage");
        assertThat(late.getByTestId("verdict")).hasAttribute("data-verdict", "missed", PATIENT_ATTRIBUTE);
        // It was not connected when the slot began, so it might still tell.
        assertThat(late.getByTestId("verdict")).containsText("Mất liên lạc, chưa có tin");
        assertThat(late.getByTestId("coverage-clusters")).hasText("0 %");
        Browser.keepBothWidths(late, "loudspeaker-missed");

        page.navigate("/loa/cum/loa-t1");
        Locator play = page.locator("[data-testid=play][data-verdict=verified]");
        assertThat(play).isVisible(PATIENT);
        assertThat(play.getByTestId("sounded"))
                .hasText(Pattern.compile("\\d\\d:\\d\\d:\\d\\d–\\d\\d:\\d\\d:\\d\\d · âm lượng 70 %"));
        assertThat(page.getByTestId("order-volume")).isVisible();
        Browser.keepBothWidths(page, "loudspeaker-cluster");
    }

    /** It begins a little early, which its clock allows. */
    private void play(Page page, JsonNode slot, Locator verdict) {
        Instant starts = Instant.parse(slot.path("starts").asText());
        Await.until(
                "the slot may begin",
                Duration.ofSeconds(90),
                () -> Instant.now().isAfter(starts.minusSeconds(20)));
        SpeakerClient cluster = client("loa-t1");
        Piece piece =
                new Piece("p1", slot.path("id").asText(), slot.path("bulletin").asText(), Instant.now());
        cluster.begins(piece);
        assertThat(verdict).hasAttribute("data-verdict", "playing", PATIENT_ATTRIBUTE);
        cluster.hears(piece);
        assertThat(verdict).hasAttribute("data-verdict", "heard", PATIENT_ATTRIBUTE);
        assertThat(page.getByTestId("coverage")).hasAttribute("data-verified", "0");
        Duration length = Duration.ofSeconds(slot.path("seconds").asInt());
        Await.until(
                "it is over",
                length.plusSeconds(5),
                () -> Instant.now().isAfter(piece.start().plus(length)));
        cluster.ends(piece, length);
        assertThat(page.getByTestId("coverage")).hasAttribute("data-verified", "1", PATIENT_ATTRIBUTE);
        assertThat(page.getByTestId("coverage-clusters")).hasText("50 %");
        assertThat(page.getByTestId("coverage-people")).hasText("75 %");
        assertThat(verdict).hasCount(0); // heard, so nobody has to follow it up
    }

    @Test
    void strangeSound_isAnException_andIsSilencedWhenAPersonSaysSo() {
        Page page = open("loa-" + HA, SpeakerDistrict.PASSWORD, "/loa/can-xem");
        SpeakerClient cluster = client("loa-h1");
        cluster.hearsStrangers("s1", Instant.now().minusSeconds(16));
        Locator sound = page.locator("[data-testid=exception][data-kind=unplanned]");
        assertThat(sound).isVisible(PATIENT);
        assertThat(sound).containsText("Cụm loa Thôn Đình");
        assertThat(sound.getByTestId("awaiting"))
                .containsText("Tắt tiếng và khóa", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        Browser.keepBothWidths(page, "loudspeaker-exceptions");

        sound.getByTestId("approve").click();
        page.locator(".ant-popconfirm-buttons .ant-btn-primary").click();
        JsonNode mute = cluster.command("speaker.mute");
        assertThat(mute.path("args").path("latch").asBoolean()).isTrue();
        assertThat(sound.getByTestId("awaiting")).hasCount(0, PATIENT_COUNT);
        page.navigate("/loa");
        Locator tile = page.getByTestId("tile");
        assertThat(tile).hasAttribute("data-standing", "unplanned", PATIENT_ATTRIBUTE);
        assertThat(tile).containsText("Phát trái phép");
    }

    @Test
    void wall_showsAllCommunes_butABroadcasterOfOneOnlyThat() {
        Page page = open("admin", ServerProcess.ADMIN_PASSWORD, "/loa");
        assertThat(commune(page, HA)).isVisible(PATIENT);
        Locator clusters = commune(page, THUONG).getByTestId("tile");
        assertThat(clusters).hasCount(2);
        assertThat(clusters.first()).containsText("Thôn N");
        assertThat(clusters.first()).hasAttribute("data-standing", Pattern.compile("ready|playing|watch"));
        Browser.keepBothWidths(page, "loudspeaker-wall");

        Page own = open("loa-" + THUONG, SpeakerDistrict.PASSWORD, "/loa");
        assertThat(commune(own, THUONG)).isVisible(PATIENT);
        assertThat(own.getByTestId("commune")).hasCount(1);
        own.navigate("/loa/cum/loa-h1");
        assertThat(own.getByText("Không có trang này").first()).isVisible();
        assertThat(Api.signIn(server, "loa-" + THUONG, SpeakerDistrict.PASSWORD).get("/loudspeakers/clusters"))
                .hasSize(2);
        for (String path : List.of("ngay", "ngay?by=cluster", "ban-tin", "ban-tin/moi", "map", "khan-cap")) {
            keepPage(own, path);
        }
        keepPage(page, "nguon");
        keepPage(page, "bao-cao");
        assertReportIsAList(page);
    }

    private static void keepPage(Page page, String path) {
        page.navigate("/loa/" + path);
        assertThat(page.locator(".irr-nav")).isVisible(PATIENT);
        assertThat(page.locator(".irr-body h1").first()).isAttached();
        assertThat(page.locator(".loading")).hasCount(0, PATIENT_COUNT);
        Browser.keepBothWidths(page, "loudspeaker-" + path.replaceAll("[^a-z-]", "-"));
    }

    /** Eleven columns on a telephone: nobody has to move them sideways, and each figure has its name. */
    private static void assertReportIsAList(Page page) {
        page.setViewportSize(360, 740);
        Locator figure = page.locator(".loa-lines td[data-head='Theo lịch']").first();
        assertThat(figure).isVisible(PATIENT);
        assertThat(page.locator("[data-testid=report] .table-scroll")
                        .evaluate("box => box.scrollWidth <= box.clientWidth"))
                .isEqualTo(true);
        assertThat(figure.evaluate("cell => getComputedStyle(cell, '::before').content"))
                .isEqualTo("\"Theo lịch\"");
    }

    @Test
    void collision_isDecidedByTheCommune_andTheNewTimeIsShown() {
        LocalDate day = LocalDate.ofInstant(Instant.now(), SpeakerDistrict.ZONE).plusDays(1);
        String theirs = district.bulletinAtTenPastThree("Tin liên xã", day, TRUNG, List.of(TRUNG, HA));
        String own = district.bulletinAtTenPastThree("Tin của xã", day, HA, List.of(HA));
        Page page = open("loa-" + HA, SpeakerDistrict.PASSWORD, "/loa/ngay?by=slot&day=" + day);
        Locator collision = page.getByTestId("collision");
        assertThat(collision).isVisible(PATIENT);
        assertThat(collision).containsText("Xã Loa Hạ quyết định");
        Browser.keepBothWidths(page, "loudspeaker-collision");
        collision.locator("[data-bulletin='" + own + "']").click();
        assertThat(page.getByTestId("moved")).isVisible(PATIENT);
        assertThat(page.getByTestId("moved")).containsText("lùi từ 03:10");
        assertThat(page.getByTestId("slot")
                        .filter(new Locator.FilterOptions().setHasText("Tin liên xã"))
                        .locator("time"))
                .hasText("03:15");
        assertThat(collision).hasCount(0);

        page.navigate("/loa/ban-tin");
        Locator turns = page.getByTestId("turn");
        assertThat(turns).hasCount(2, PATIENT_COUNT);
        assertThat(turns.first()).containsText("Tin của xã");
        Browser.keepBothWidths(page, "loudspeaker-order");
        turns.first().getByTestId("undecide").click();
        assertThat(turns).hasCount(0, PATIENT_COUNT);
        page.navigate("/loa/ban-tin/" + theirs);
        assertThat(page.getByTestId("collision")).isVisible(PATIENT);
    }

    @Test
    void schedule_fromAFile_isTriedBeforeItIsKept() {
        Page page = open("loa-" + THUONG, SpeakerDistrict.PASSWORD, "/loa/ban-tin/nhap");
        String head = "id;title;class;seconds;area;validFrom;validTo;weekdays;times;areas\n";
        String good = "N1;Thông báo của xã;normal;120;" + THUONG + ";2030-01-01;2030-01-05;;17:31;" + THUONG + "\n";
        choose(page, head + good + "N2;Tin xã khác;normal;60;" + HA + ";2030-01-01;;;17:40;" + HA + "\n");
        page.getByTestId("import-try").click();
        assertThat(page.getByTestId("import-result")).hasAttribute("data-errors", "1");
        assertThat(page.locator("[data-testid=import-row][data-outcome=error]")).containsText("N2");
        assertThat(page.getByTestId("import-apply")).isDisabled();
        Browser.keepBothWidths(page, "loudspeaker-import");

        choose(page, head + good);
        page.getByTestId("import-try").click();
        assertThat(page.getByTestId("import-result")).hasAttribute("data-errors", "0");
        assertThat(bulletins("Thông báo của xã")).isZero();
        page.getByTestId("import-apply").click();
        assertThat(page.getByTestId("import-result")).hasAttribute("data-applied", "true");
        page.locator(".import-help summary").click();
        Browser.keepBothWidths(page, "loudspeaker-import-help");
        assertThat(bulletins("Thông báo của xã")).isEqualTo(1);
    }

    @Test
    void emergency_isSpokenAfterASecondPersonsWord_andFollowedToTheVillageThatWasNotReached() {
        Page first = open("loa-" + TRUNG, SpeakerDistrict.PASSWORD, "/loa/khan-cap/moi");
        first.getByTestId("emergency-text").fill("Nước lên nhanh.");
        first.locator(".loa-quick button").click();
        first.getByTestId("emergency-read").click();
        Browser.keepBothWidths(first, "loudspeaker-emergency-draft");
        first.getByTestId("emergency-draft").click();
        assertThat(first.getByTestId("emergency-cancel")).isVisible(PATIENT);
        assertThat(first.getByTestId("emergency-approve")).hasCount(0);

        Page second = open("admin", ServerProcess.ADMIN_PASSWORD, first.url());
        second.getByTestId("emergency-approve").click();
        Browser.keepBothWidths(second, "loudspeaker-emergency-approve");
        second.locator(".loa-approve-now").click();
        Locator coverage = first.getByTestId("coverage");
        assertThat(coverage).hasAttribute("data-total", "2", PATIENT_ATTRIBUTE);
        assertThat(coverage).hasAttribute("data-verified", "1", PATIENT_ATTRIBUTE);
        assertThat(first.getByTestId("coverage-people")).hasText("60 %");
        Locator open = first.getByTestId("verdict");
        assertThat(open).hasCount(1);
        assertThat(open).containsText("Thôn Cầu");
        Browser.keepBothWidths(first, "loudspeaker-emergency");

        first.getByTestId("emergency-close").click();
        first.getByTestId("reason").fill("đã cho người đến thôn Cầu");
        first.locator(".ant-modal .ant-btn-primary").click();
        assertThat(first.getByTestId("emergency-close")).hasCount(0, PATIENT_COUNT);
        assertThat(first.getByText("đã cho người đến thôn Cầu").first()).isVisible();
        assertThat(first.getByTestId("unheard")).containsText("Thôn Cầu");
        assertThat(first.getByTestId("emergency-history")).containsText("Phát lần đầu");
    }

    /** As its player does: at once, all the times, and then it says what was heard. */
    private void playAtOnce(JsonNode arguments) {
        Duration length = Duration.ofSeconds((long) arguments.path("seconds").asInt()
                * arguments.path("repeats").asInt(1));
        Piece piece = new Piece(
                "e" + arguments.path("slot").asText(),
                arguments.path("slot").asText(),
                arguments.path("bulletin").asText(),
                Instant.now());
        SpeakerClient cluster = client("loa-m1");
        cluster.begins(piece);
        cluster.hears(piece);
        Thread.ofVirtual().start(() -> {
            Await.until(
                    "it is over",
                    length.plusSeconds(5),
                    () -> Instant.now().isAfter(piece.start().plus(length)));
            cluster.ends(piece, length);
        });
    }

    private long bulletins(String title) {
        return admin.get("/loudspeakers/bulletins").findValuesAsText("title").stream()
                .filter(title::equals)
                .count();
    }

    private static void choose(Page page, String content) {
        page.getByTestId("import-file")
                .setInputFiles(new FilePayload("lich.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    }

    private static Locator commune(Page page, String area) {
        return page.locator("[data-testid=commune][data-area=" + area + "]");
    }

    private SpeakerClient put(String commune, String id, String village) {
        return put(commune, id, village, arguments -> {});
    }

    private SpeakerClient put(String commune, String id, String village, Consumer<JsonNode> player) {
        SpeakerClient client = SpeakerClient.connect(server.ports(), district.cluster(commune, id, village), player);
        clients.add(client);
        return client;
    }

    private SpeakerClient client(String id) {
        return clients.stream()
                .filter(client -> client.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Page open(String username, String password, String path) {
        Page page = browser.page(server, 1440, 900);
        Browser.signIn(page, username, password);
        page.navigate(path);
        return page;
    }
}
