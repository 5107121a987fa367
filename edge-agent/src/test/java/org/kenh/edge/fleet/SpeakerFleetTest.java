package org.kenh.edge.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

/** Loudspeakers of a fleet play what the centre planned, and tell of it, over lost links and restarts. */
class SpeakerFleetTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEVICE = "loa-1";
    private static final String HASH = "a".repeat(64);
    private static final String YAML = """
            centre: {host: localhost}
            historyHours: 0
            devices:
              - {id: loa-1, secret: a, transport: mqtt, interval: 10, site: nha, simulate: {model: loudspeaker, of: van-dinh}}
            plant:
              seed: 4
              centre: {lat: 20.7}
              weather: [a]
              bulletins: [{hour: 7.25, minutes: 30}]
            """;

    @TempDir
    Path directory;

    /** 7:00 on a Wednesday. */
    private final FakeField field = new FakeField(Instant.parse("2026-07-01T00:00:00Z"));

    private final Instant begin = field.now();
    private final Deque<Fleet> fleets = new ArrayDeque<>();
    private int commands;

    @Test
    void plan_slot_isPlayedAtItsTimeAndTold() throws IOException {
        start("");
        assertThat(plan(1, slot("s1", "normal", 10, 300)).state()).isEqualTo(State.DONE);
        passUntil(13);
        assertThat(last("state")).isEqualTo("PLAYING");
        passUntil(20);

        assertThat(kinds()).containsExactly("start", "heard", "end");
        JsonNode end = plays().get(2);
        assertThat(between(minute(10), Instant.parse(end.path("start").asText())))
                .isBetween(0.0, 2.0);
        assertThat(end.path("played").asDouble()).isBetween(298.0, 300.0);
        assertThat(end.path("slot").asText()).isEqualTo("s1");
        assertThat(end.path("bulletin").asText()).isEqualTo("b-s1");
        assertThat(end.path("result").asText()).isEqualTo("done");
        assertThat(end.path("sha256").asText()).isEqualTo(HASH);
        assertThat(end.path("rise").asDouble()).isGreaterThan(6);
        assertThat(end.path("current").asDouble()).isGreaterThan(0.5);
        assertThat(end.path("match").asDouble()).isGreaterThan(0.6);
        assertThat(plays().get(1).path("rise").asDouble()).isGreaterThan(6);
        assertThat(number("ambient.max")).isGreaterThan(number("ambient"));
    }

    @Test
    void noPlan_playsTheBulletinsOfThePlant_andTellsNothing() throws IOException {
        start("");
        passUntil(18);
        assertThat(last("state")).isEqualTo("PLAYING");
        assertThat(plays()).isEmpty();

        assertThat(plan(1).state()).isEqualTo(State.DONE);
        passUntil(20);
        assertThat(last("state")).isEqualTo("IDLE");
    }

    @Test
    void linkLost_whatPlayed_isToldLate() throws IOException {
        start("");
        plan(1, slot("s1", "normal", 10, 120));
        passUntil(5);
        field.cut(DEVICE, true);
        passUntil(30);
        assertThat(plays()).isEmpty();

        field.cut(DEVICE, false);
        passUntil(32);
        assertThat(kinds()).containsExactly("start", "heard", "end");
        assertThat(events("play").get(2).at()).isBetween(minute(12), minute(13));
    }

    @Test
    void restart_withinASlot_goesOnWithTheRest() throws IOException {
        start("");
        plan(1, slot("s1", "normal", 10, 600), slot("s2", "normal", 25, 60));
        passUntil(15);
        fleets.getLast().close();
        field.sleep(Duration.ofMinutes(1));
        start("");
        passUntil(30);

        assertThat(kinds()).containsExactly("start", "heard", "end", "start", "heard", "end", "start", "heard", "end");
        JsonNode cut = plays().get(2);
        assertThat(cut.path("reason").asText()).isEqualTo("restart");
        assertThat(cut.path("played").asDouble()).isBetween(290.0, 300.0);
        assertThat(plays().get(5).path("slot").asText()).isEqualTo("s1");
        assertThat(plays().get(5).path("played").asDouble()).isBetween(230.0, 241.0);
        assertThat(plays().get(8).path("slot").asText()).isEqualTo("s2");
    }

    @Test
    void speed_ofThePlant_doesNotMoveTheSlots() throws IOException {
        start("speed: 60\n");
        plan(1, slot("s1", "normal", 10, 300));
        passUntil(20);

        assertThat(kinds()).containsExactly("start", "heard", "end");
        assertThat(plays().get(2).path("played").asDouble()).isBetween(298.0, 300.0);
    }

    @Test
    void emergency_takesThePlace_andIsRepeated() throws IOException {
        start("");
        plan(1, slot("s1", "normal", 10, 600));
        passUntil(12);
        String emergency =
                "{\"slot\":\"e1\",\"bulletin\":\"e\",\"class\":\"emergency\",\"seconds\":60,\"repeats\":2,\"volume\":100}";
        assertThat(command("speaker.play", emergency).state()).isEqualTo(State.DONE);
        passUntil(16);

        List<JsonNode> ends = ends();
        assertThat(ends).extracting(end -> end.path("slot").asText()).containsExactly("s1", "e1", "e1");
        assertThat(ends).extracting(end -> end.path("reason").asText()).containsExactly("preempted", "", "");
        assertThat(ends)
                .extracting(end -> end.path("result").asText())
                .as("a first repetition ends nothing")
                .containsExactly("stopped", "stopped", "done");
        assertThat(ends.get(1).path("volume").asInt()).isEqualTo(100);
        assertThat(ends.get(1).has("match")).isFalse();
        assertThat(number("volume")).isLessThan(100);
    }

    @Test
    void stop_endsTheSlotForGood() throws IOException {
        start("");
        plan(1, slot("s1", "normal", 10, 600));
        passUntil(11);
        assertThat(command("speaker.stop", "{\"slot\":\"other\"}").state()).isEqualTo(State.REFUSED);
        assertThat(command("speaker.stop", "{\"slot\":\"s1\"}").state()).isEqualTo(State.DONE);
        passUntil(14);

        assertThat(ends()).extracting(end -> end.path("result").asText()).containsExactly("stopped");
    }

    @Test
    void mute_latched_holdsOverARestart_untilSomebodyLiftsIt() throws IOException {
        start("");
        plan(1, slot("s1", "normal", 10, 60));
        command("speaker.mute", "{\"latch\":true}");
        fleets.getLast().close();
        field.sleep(Duration.ofMinutes(1));
        start("");
        passUntil(13);

        assertThat(last("state")).isEqualTo("MUTED");
        assertThat(ends().get(0).path("reason").asText()).isEqualTo("muted");
        assertThat(ends().get(0).path("rise").asDouble()).isZero();
        assertThat(command("speaker.play", "{\"slot\":\"e\",\"bulletin\":\"e\",\"seconds\":60}")
                        .detail())
                .startsWith("latched");
        assertThat(command("speaker.unmute", "{}").state()).isEqualTo(State.REFUSED);
        assertThat(command("speaker.unmute", "{\"by\":\"an\"}").state()).isEqualTo(State.DONE);
        passUntil(15);
        assertThat(last("state")).isEqualTo("IDLE");
    }

    @Test
    void plan_thatIsOldOrWrong_isRefused() throws IOException {
        start("");
        plan(3, slot("s1", "normal", 10, 60));

        assertThat(plan(2).detail()).startsWith("old-plan").endsWith("version 3");
        assertThat(plan(4, slot("s1", "loud", 10, 60)).detail()).startsWith("class must be one of");
        assertThat(plan(4, slot("s1", "normal", 10, 0)).detail()).startsWith("seconds must be");
        assertThat(command("speaker.plan", "{\"version\":5}").detail()).startsWith("slots must be");
        passUntil(13);
        assertThat(ends()).hasSize(1);
    }

    @Test
    void selfTest_tellsWhatItFound() throws IOException {
        start("");
        assertThat(command("speaker.selftest", "{}").detail()).isEqualTo("passed");
        fleets.getLast().close();
        start(effect("deaf"));
        assertThat(command("speaker.selftest", "{}").detail()).isEqualTo("not passed: microphone");
        passUntil(1);

        List<JsonNode> tests = texts("selftest");
        assertThat(tests).extracting(test -> test.path("ok").asBoolean()).containsExactly(true, false);
        assertThat(tests.get(0).path("tone").asDouble()).isGreaterThanOrEqualTo(3);
        assertThat(tests.get(0).path("impedance").asDouble()).isBetween(14.0, 19.0);
    }

    @ParameterizedTest
    @CsvSource({
        "dead-amplifier, done, '', true",
        "open-line, done, '', true",
        "short-line, done, '', true",
        "wrong-volume, done, '', true",
        "muted, done, muted, true",
        "amplifier, failed, amplifier, false",
        "late-start, done, '', false",
        "wrong-file, done, '', false",
        "weak-signal, done, '', false",
        "deaf, done, '', false",
    })
    void fault_ofTheScenario_showsInTheEvidence(String fault, String result, String reason, boolean silent)
            throws IOException {
        start(effect(fault));
        plan(1, slot("s1", "normal", 10, 300));
        passUntil(20);

        assertThat(ends()).hasSize(1);
        JsonNode end = ends().get(0);
        assertThat(end.path("result").asText()).isEqualTo(result);
        assertThat(end.path("reason").asText()).isEqualTo(reason);
        if (silent) {
            assertThat(end.path("rise").asDouble()).isLessThan(3);
            assertThat(end.path("current").asDouble()).isLessThan(0.25);
        }
        double late = between(minute(10), Instant.parse(end.path("start").asText()));
        assertThat(late > 40 && late < 110).isEqualTo(fault.equals("late-start"));
        assertThat(end.path("sha256").asText().equals(HASH)).isEqualTo(!fault.equals("wrong-file"));
        assertThat(end.path("match").asDouble() < 0.3 && end.has("match")).isEqualTo(fault.equals("wrong-file"));
        assertThat(end.path("underruns").asInt() > 10).isEqualTo(fault.equals("weak-signal"));
        double played = end.path("played").asDouble();
        assertThat(played > 150 && played < 285).isEqualTo(fault.equals("weak-signal"));
        assertThat(end.has("rise")).isEqualTo(!fault.equals("deaf"));
        assertThat(number("line.impedance") > 50).isEqualTo(fault.equals("open-line"));
        assertThat(number("line.impedance") < 5).isEqualTo(fault.equals("short-line"));
    }

    @Test
    void stuck_doesNotEnd_untilItIsRestarted() throws IOException {
        start(effect("stuck"));
        plan(1, slot("s1", "normal", 10, 60), slot("s2", "normal", 20, 60));
        passUntil(30);
        assertThat(ends()).isEmpty();

        assertThat(command("speaker.restart", "{}").state()).isEqualTo(State.DONE);
        passUntil(31);
        assertThat(ends()).hasSize(1);
        assertThat(ends().get(0).path("reason").asText()).isEqualTo("restart");
        assertThat(ends().get(0).path("played").asDouble()).isGreaterThan(1_150);
    }

    @Test
    void strangeAudio_isTold_untilItIsMuted() throws IOException {
        start(effect("strange-audio"));
        plan(1);
        passUntil(5);
        assertThat(texts("sound"))
                .extracting(event -> event.path("kind").asText())
                .containsExactly("begin");
        assertThat(number("amplifier.current")).isGreaterThan(1);

        command("speaker.mute", "{\"latch\":true}");
        passUntil(7);
        JsonNode end = texts("sound").get(1);
        assertThat(end.path("kind").asText()).isEqualTo("end");
        assertThat(end.path("rise").asDouble()).isGreaterThan(12);
        assertThat(end.path("current").asDouble()).isGreaterThan(1);
        assertThat(end.path("sound")).isEqualTo(texts("sound").get(0).path("sound"));
        assertThat(number("amplifier.current")).isLessThan(1);
    }

    @Test
    void unplannedPlay_hasNoSlot_andGivesWay() throws IOException {
        start(effect("unplanned-play"));
        plan(1, slot("s1", "normal", 10, 60));
        passUntil(12);

        assertThat(ends()).extracting(end -> end.path("slot").asText()).containsExactly("", "s1");
        assertThat(ends().get(0).has("bulletin")).isFalse();
        assertThat(ends().get(0).path("sha256").asText()).isNotEqualTo(HASH).hasSize(64);
    }

    private void start(String more) throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.yaml"), more + YAML);
        Fleet fleet = Fleet.open(FleetConfig.read(file), directory.resolve("state.json"), field, field);
        fleets.addLast(fleet);
        fleet.start(field, field);
        field.pass(Duration.ofSeconds(2));
    }

    private static String effect(String fault) {
        return "scenario: {name: x, effects: [{effect: " + fault + ", on: [loa-1]}]}\n"
                + "sites: [{id: nha, areas: [xa]}]\n";
    }

    private Instant minute(int minute) {
        return begin.plus(Duration.ofMinutes(minute));
    }

    private void passUntil(int minute) {
        field.pass(Duration.between(field.now(), minute(minute)));
    }

    private static double between(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    private String slot(String id, String kind, int minute, int seconds) {
        return "{\"slot\":\"%s\",\"bulletin\":\"b-%s\",\"class\":\"%s\",\"start\":\"%s\",\"seconds\":%d,\"sha256\":\"%s\"}"
                .formatted(id, id, kind, minute(minute), seconds, HASH);
    }

    private CommandAnswer plan(int version, String... slots) {
        return command(
                "speaker.plan",
                "{\"version\":%d,\"from\":\"%s\",\"to\":\"%s\",\"slots\":[%s]}"
                        .formatted(version, begin, minute(1_440), String.join(",", slots)));
    }

    private CommandAnswer command(String name, String args) {
        commands++;
        Command command =
                new Command("c" + commands, name, args, field.now(), field.now().plusSeconds(60));
        return field.command(DEVICE, command);
    }

    private List<Reading> events(String series) {
        return field.readings(DEVICE).stream()
                .filter(reading -> reading.series().value().equals(series))
                .toList();
    }

    private List<JsonNode> texts(String series) {
        return events(series).stream()
                .map(reading -> json(((Value.Text) reading.value()).value()))
                .toList();
    }

    private List<JsonNode> plays() {
        return texts("play");
    }

    private List<JsonNode> ends() {
        return plays().stream()
                .filter(event -> event.path("kind").asText().equals("end"))
                .toList();
    }

    private List<String> kinds() {
        return plays().stream().map(event -> event.path("kind").asText()).toList();
    }

    private String last(String series) {
        List<Reading> readings = events(series);
        return ((Value.Text) readings.get(readings.size() - 1).value()).value();
    }

    private double number(String series) {
        List<Reading> readings = events(series);
        return ((Value.Numeric) readings.get(readings.size() - 1).value()).value();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
