package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.system.Api.Device;

/**
 * Emergency bulletins from the desk to the air of a village and back: the packaged agent of a cluster reads the text out, and what its
 * microphone hears of it is what the desk goes by.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpokenEmergencyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For the word to come, to be judged, and for the desk to look at its emergencies. */
    private static final Duration TOLD = Duration.ofSeconds(40);

    /** The amplifier holds two seconds of sound; a busy machine takes some more. */
    private static final Duration SILENT = Duration.ofSeconds(15);

    private static final Duration QUIET_BEFORE = Duration.ofSeconds(8);
    private static final String COMMUNE = "loa-doc";
    private static final String SECOND = "loa-doc-2";
    private static final String TEXT =
            "Đồng bào chú ý. Nước sông đang lên nhanh. Đề nghị bà con khẩn trương đưa người già"
                    + " và trẻ em lên chỗ cao. Xin nhắc lại, nước đang lên.";
    private static final int LONG_READING = 3;

    /** One of its own: alarms of the whole library would come up in the tests of others. */
    private final ServerProcess server = ServerProcess.start("spoken-emergency");

    private final Api admin = Api.signIn(server);
    private Device device = new Device("", "");
    private Optional<SpeakerAgent> agent = Optional.empty();

    @BeforeAll
    void enrol() {
        answer(200, admin.send("POST", "/rule-library/loudspeakers", Map.of()));
        SpeakerDistrict district = new SpeakerDistrict(admin);
        district.commune(COMMUNE, "Xã Đọc Lời");
        SpeakerDistrict.account(admin, SECOND, "Người duyệt");
        device = district.cluster(COMMUNE, "loa-doc-1", "Thôn Đọc");
        agent = Optional.of(SpeakerAgent.start(server, device));
        district.village(device, "Thôn Đọc", 420);
        // Less than some seconds of quiet are nothing to compare a play with.
        Await.until("the agent listens", PATIENCE, () -> square().listened().compareTo(QUIET_BEFORE) > 0);
    }

    @AfterEach
    void mendTheLine() {
        square().wire(true);
    }

    @AfterAll
    void end() {
        agent.ifPresent(SpeakerAgent::close);
        server.close();
    }

    @Test
    void textThatWasReadOut_isProvenByWhatWasHeard_andTheBulletinClosesItself() {
        String emergency = approved(1);
        await("it is to be heard", PATIENCE, () -> square().isLoud());
        await("it is closed", TOLD, () -> state(emergency).equals("closed"));

        JsonNode page = admin.get(emergency);
        assertThat(page.path("closedBy").asText()).isEqualTo("kenh");
        assertThat(page.path("unheard")).isEmpty();
        assertThat(page.path("rounds")).hasSize(1);
        assertThat(page.path("coverage").path("populationVerified").asInt()).isEqualTo(420);
        JsonNode verdict = verdict(emergency);
        assertThat(verdict.path("verdict").asText()).isEqualTo("verified");
        assertThat(verdict.path("rise").asDouble()).isBetween(10.0, 60.0);
        assertThat(verdict.path("played").asDouble())
                .isGreaterThan(page.path("seconds").asInt() / 2.0);
        assertThat(unplanned()).isEmpty();
        assertThat(alarm()).isEmpty();
    }

    @Test
    void callingItOffWhileItSounds_silencesTheAgent_andIsNobodysMiss() {
        String emergency = approved(LONG_READING);
        await("it is to be heard", PATIENCE, () -> square().isLoud());
        await(
                "the desk knows",
                TOLD,
                () -> verdict(emergency).path("verdict").asText().equals("playing"));
        Instant calledOff = Instant.now();
        answer(200, admin.send("POST", emergency + "/cancel", Map.of("reason", "Báo nhầm")));
        await("it is quiet", SILENT, () -> !square().isLoud());
        await("the verdict stands", TOLD, () -> verdict(emergency).path("final").asBoolean());

        JsonNode verdict = verdict(emergency);
        assertThat(verdict.path("verdict").asText()).isEqualTo("excused");
        assertThat(verdict.path("cause").asText()).isEqualTo("cancelled");
        double whole = admin.get(emergency).path("seconds").asInt() * (double) LONG_READING;
        assertThat(verdict.path("played").asDouble()).isLessThan(whole);
        assertThat(Duration.between(calledOff, Instant.now()).toMillis() / 1e3).isLessThan(whole);
        assertThat(square().isLoud()).isFalse();
        assertThat(state(emergency)).isEqualTo("cancelled");
        assertThat(unplanned()).isEmpty();
        assertThat(alarm()).isEmpty();
    }

    @Test
    void textThatNobodyCouldHear_isMissedAsSilent_andRaisesTheAlarmUntilAPersonClosesIt() {
        square().wire(false);
        String emergency = approved(1);
        await("people are told", PATIENCE, () -> alarm().isPresent());

        assertThat(alarm().orElseThrow().path("priority").asInt()).isEqualTo(1);
        JsonNode verdict = verdict(emergency);
        assertThat(verdict.path("verdict").asText()).isEqualTo("missed");
        assertThat(verdict.path("cause").asText()).isEqualTo("silent");
        assertThat(verdict.path("rise").asDouble()).isBetween(-3.0, 3.0);
        JsonNode page = admin.get(emergency);
        assertThat(page.path("state").asText()).isEqualTo("sent");
        assertThat(page.path("toldAt").isTextual()).isTrue();
        assertThat(page.path("open").path(0).path("cause").asText()).isEqualTo("silent");
        // Somebody has to find out what is wrong there before it is said again.
        assertThat(page.path("rounds")).hasSize(1);

        answer(200, admin.send("POST", emergency + "/close", Map.of("reason", "Đã gọi trưởng thôn")));
        assertThat(admin.get(emergency).path("unheard").path(0).asText()).isEqualTo(device.id());
        await("the alarm has returned", TOLD, () -> alarm().isEmpty());
    }

    /** The path of an emergency that two people let go, read out so many times. */
    private String approved(int repeats) {
        JsonNode draft = admin.post(
                "/loudspeakers/emergencies",
                Map.of(
                        "template",
                        "exercise",
                        "areas",
                        List.of(COMMUNE),
                        "text",
                        Map.of("vi", TEXT, "en", "The river rises fast."),
                        "repeats",
                        repeats));
        String path = "/loudspeakers/emergencies/" + draft.path("id").asLong();
        await(
                "the desk knows that it reads",
                PATIENCE,
                () -> admin.get(path).path("reading").asInt() == 1);
        assertThat(draft.path("targets").asInt()).isEqualTo(1);
        assertThat(admin.get(path).path("playing").asInt()).isEqualTo(1);
        Api second = Api.signIn(server, SECOND, SpeakerDistrict.PASSWORD);
        JsonNode sent = answer(
                200,
                second.send(
                        "POST",
                        path + "/approve",
                        Map.of("revision", draft.path("revision").asInt())));
        assertThat(sent.path("state").asText()).isEqualTo("sent");
        return path;
    }

    private String state(String emergency) {
        return admin.get(emergency).path("state").asText();
    }

    private JsonNode verdict(String emergency) {
        String slot = admin.get(emergency).path("slot").asText();
        return admin.get("/loudspeakers/slots/" + slot).path("clusters").path(0);
    }

    private JsonNode unplanned() {
        Instant now = Instant.now();
        return admin.get("/loudspeakers/clusters/" + device.id() + "/plays?from=" + now.minusSeconds(3_600) + "&to="
                        + now)
                .path("unplanned");
    }

    private Optional<JsonNode> alarm() {
        return StreamSupport.stream(admin.get("/alarms?device=" + device.id()).spliterator(), false)
                .filter(alarm -> alarm.path("rule").asText().equals("speaker-emergency-unheard"))
                .filter(alarm -> alarm.path("active").asBoolean())
                .findFirst();
    }

    private VillageSquare square() {
        return agent.orElseThrow().square();
    }

    private void await(String what, Duration patience, Callable<Boolean> condition) {
        try {
            Await.until(what, patience, condition);
        } catch (AssertionError late) {
            List<JsonNode> told = admin.readings(device, "play").stream()
                    .map(Api.Point::value)
                    .toList();
            JsonNode said = admin.get("/loudspeakers/emergencies");
            throw new AssertionError(
                    late.getMessage() + "; the cluster told " + told + "; the desk says " + said, late);
        }
    }

    private static JsonNode answer(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Api.parse(answer.body());
    }
}
