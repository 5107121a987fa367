package org.kenh.edge.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.Moments;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Input;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.TestSite;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/** A cluster whose player is a status file and whose clock is turned by hand. */
class LoudspeakerTest {
    private static final int RATE = 16_000;
    private static final Instant BEGIN = Instant.parse("2026-11-21T20:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String DRIVERS =
            "drivers: [{name: mic, type: sound, device: default}, {name: a, type: exec, command: [x]}]\n";

    private final List<Measurement> sent = new ArrayList<>();
    private final Map<String, Double> inputs = new HashMap<>();
    private final Random random = new Random(5);
    private boolean trusted = true;
    private BootId boot = new BootId(new UUID(1, 1));
    private long nanos = 1_000_000_000_000L;
    private Optional<Ear> ear = Optional.empty();
    private Optional<Loudspeaker> speaker = Optional.empty();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        speaker.ifPresent(Loudspeaker::close);
    }

    @Test
    void play_ofAPlannedBulletin_isToldWithItsEvidence() throws IOException {
        short[] sound = syllables(20, 1);
        Path file = wave(sound);
        Loudspeaker part = open("microphone: mic, current: a/current, player: {status-file: " + status() + "}");
        String hash =
                new Bulletins(Optional.empty(), List.of()).look(file).sha256().orElseThrow();
        assertThat(obey(part, "speaker.plan", plan(3, hash))).isInstanceOf(Outcome.Done.class);
        inputs.put("a/current", 0.2);
        hear(part, noise(20));

        playerSays(file);
        hear(part, noise(1));
        inputs.put("a/current", 3.3);
        awaitFile(part);
        hear(part, sound);
        Files.delete(status());
        hear(part, noise(6));

        JsonNode start = event("play", "start");
        assertThat(start.path("start").asText()).endsWith("Z").hasSize(24);
        JsonNode heard = event("play", "heard");
        assertThat(heard.path("match").asDouble()).isGreaterThan(0.5);
        assertThat(heard.path("current").asDouble()).isEqualTo(3.1);
        JsonNode end = event("play", "end");
        assertThat(end.path("play")).isEqualTo(start.path("play"));
        assertThat(end.path("slot").asText()).isEqualTo("slot-1");
        assertThat(end.path("bulletin").asText()).isEqualTo("bulletin-1");
        assertThat(end.path("sha256").asText()).isEqualTo(hash);
        assertThat(end.path("played").asDouble()).isBetween(20.0, 23.0);
        assertThat(end.path("result").asText()).isEqualTo("done");
        assertThat(end.path("rise").asDouble()).isGreaterThan(12);
        assertThat(end.path("match").asDouble()).isGreaterThan(0.5);
        assertThat(end.path("clipped").asDouble()).isLessThan(0.05);
        assertThat(end.path("heard").asText()).isEqualTo("MATCHING");
        assertThat(end.toString().length()).isLessThan(1_024);
        assertThat(texts("state")).containsSubsequence("IDLE", "PLAYING", "IDLE");
    }

    @Test
    void play_thatGoesOnAfterAPause_isNoWrongProgramme() throws IOException {
        short[] sound = syllables(40, 1);
        Path file = wave(sound);
        Loudspeaker part = open("microphone: mic, player: {status-file: " + status() + "}");
        hear(part, noise(20));
        playerSays(file);
        hear(part, noise(1));
        awaitFile(part);
        hear(part, java.util.Arrays.copyOf(sound, 20 * RATE));
        Files.delete(status());
        hear(part, noise(20));
        playerSays(file);
        hear(part, noise(1));
        awaitFile(part);
        hear(part, java.util.Arrays.copyOfRange(sound, 20 * RATE, 40 * RATE));
        Files.delete(status());
        hear(part, noise(20));
        playerSays(file);
        hear(part, noise(1));
        awaitFile(part);
        hear(part, sound);
        Files.delete(status());
        hear(part, noise(6));

        List<JsonNode> ends = events("play", "end");
        assertThat(ends).hasSize(3);
        assertThat(ends.get(0).path("heard").asText()).isEqualTo("MATCHING");
        assertThat(ends.get(1).path("heard").asText()).isEqualTo("UNSURE");
        assertThat(ends.get(1).has("match")).isFalse();
        assertThat(ends.get(1).path("rise").asDouble()).isGreaterThan(12);
        assertThat(ends.get(2).path("heard").asText()).as("the repetition").isEqualTo("MATCHING");
    }

    @Test
    void play_thatWasOnBeforeTheAgent_isNoWrongProgramme() throws IOException {
        short[] sound = syllables(40, 1);
        playerSays(wave(sound));
        Loudspeaker part = open("microphone: mic, player: {status-file: " + status() + "}");
        tick(part, 1);
        awaitFile(part);
        hear(part, java.util.Arrays.copyOfRange(sound, 15 * RATE, 40 * RATE));
        Files.delete(status());
        hear(part, noise(6));
        assertThat(event("play", "end").path("heard").asText()).isEqualTo("UNSURE");
        assertThat(event("play", "end").has("match")).isFalse();
    }

    @Test
    void play_duringARestartOfTheAgent_staysOnePlay() throws IOException {
        String keys = "player: {status-file: " + status() + "}";
        playerSays(directory.resolve("b.mp3"));
        Loudspeaker part = open(keys);
        tick(part, 30);
        part.close();
        String id = event("play", "start").path("play").asText();
        Loudspeaker again = open(keys);
        tick(again, 30);
        Files.delete(status());
        tick(again, 5);

        assertThat(events("play", "start")).hasSize(1);
        JsonNode end = event("play", "end");
        assertThat(end.path("play").asText()).isEqualTo(id);
        assertThat(end.path("played").asDouble()).isBetween(56.0, 61.0);
        assertThat(end.has("match")).isFalse();
        assertThat(end.has("rise")).isFalse();
    }

    @Test
    void sound_withoutAPlay_isToldByEarOrByCurrent() throws IOException {
        Loudspeaker part = open("microphone: mic");
        hear(part, noise(60));
        hear(part, syllables(25, 2));
        assertThat(event("sound", "begin").path("rise").asDouble()).isGreaterThan(12);
        hear(part, noise(15));
        assertThat(event("sound", "end").path("sound"))
                .isEqualTo(event("sound", "begin").path("sound"));
        part.close();
        sent.clear();

        ear = Optional.empty();
        Loudspeaker deaf = open("current: a/current, directory: " + directory.resolve("deaf"));
        inputs.put("a/current", 0.2);
        tick(deaf, 5);
        inputs.put("a/current", 2.4);
        tick(deaf, 14);
        assertThat(events("sound", "begin")).isEmpty();
        tick(deaf, 3);
        JsonNode begin = event("sound", "begin");
        assertThat(begin.path("current").asDouble()).isEqualTo(2.2);
        assertThat(begin.has("level")).isFalse();
    }

    @Test
    void plan_olderOrWrong_isRefusedAndTheNewestOutlivesARestart() throws IOException {
        Loudspeaker part = open("");
        assertThat(obey(part, "speaker.plan", plan(7, "aa"))).isInstanceOf(Outcome.Done.class);
        assertThat(obey(part, "speaker.plan", plan(6, "aa"))).isInstanceOf(Outcome.Refused.class);
        StringBuilder many =
                new StringBuilder("{\"version\":9,\"from\":\"" + BEGIN + "\",\"to\":\"" + BEGIN + "\",\"slots\":[0");
        for (int i = 0; i < Plan.MOST_SLOTS; i++) {
            many.append(",0");
        }
        for (String wrong :
                List.of(many + "]}", "{}", "[", "{\"version\":\"x\",\"slots\":[]}", "{\"version\":9,\"slots\":[{}]}")) {
            assertThat(obey(part, "speaker.plan", wrong)).as(wrong).isInstanceOf(Outcome.Refused.class);
        }
        part.close();
        assertThat(obey(open(""), "speaker.plan", plan(6, "aa"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void latch_afterARestart_holdsUntilSomebodyLiftsIt() throws IOException {
        Path log = directory.resolve("log");
        String keys = "actions: {mute: {command: [" + script("mute", "echo $1 >> " + log) + "]}, play: {command: [x]}}";
        Loudspeaker part = open(keys);
        assertThat(obey(part, "speaker.mute", "{\"latch\":true,\"by\":\"Lan\"}"))
                .isInstanceOf(Outcome.Done.class);
        part.close();
        Loudspeaker again = open(keys);
        tick(again, 1);
        awaitLines(log, 2);
        assertThat(texts("state")).contains("MUTED");
        String order = order("b", "");
        assertThat(obey(again, "speaker.play", order)).isInstanceOf(Outcome.Refused.class);
        assertThat(obey(again, "speaker.unmute", "{}")).isInstanceOf(Outcome.Refused.class);
        assertThat(obey(again, "speaker.unmute", "{\"by\":\"Lan\"}")).isInstanceOf(Outcome.Done.class);
        assertThat(Files.readAllLines(log)).endsWith("0").startsWith("1", "1");
    }

    @Test
    void play_ordered_runsTheProgramAndIsToldWithItsSlot() throws IOException {
        Path file = wave(syllables(3, 1));
        Path fifo = fifo();
        String player = script("player", "read line < " + fifo);
        Loudspeaker part = open("bulletins: " + directory + ", actions: {play: {command: [" + player
                + "]}, volume: {command: [" + script("volume", "exit 3") + "]}}");
        assertThat(obey(part, "speaker.volume", "{\"percent\":70}"))
                .hasToString("Failed[detail=actions.volume: exit code 3]");
        assertThat(obey(part, "speaker.volume", "{\"percent\":170}")).isInstanceOf(Outcome.Refused.class);
        assertThat(obey(part, "speaker.play", order("gone", ""))).isInstanceOf(Outcome.Failed.class);
        assertThat(obey(part, "speaker.play", order("b", ",\"sha256\":\"00\""))).isInstanceOf(Outcome.Failed.class);
        assertThat(obey(part, "speaker.play", order("b", ",\"repeats\":2")))
                .isEqualTo(new Outcome.Done("playing " + file));
        tick(part, 20);
        assertThat(obey(part, "speaker.stop", "{\"slot\":\"s0\"}")).isInstanceOf(Outcome.Refused.class);
        tick(part, 1);
        assertThat(texts("state")).endsWith("PLAYING");
        assertThat(obey(part, "speaker.stop", "{\"slot\":\"s1\"}")).isInstanceOf(Outcome.Done.class);
        tick(part, 5);

        JsonNode end = event("play", "end");
        assertThat(end.path("slot").asText()).isEqualTo("s1");
        assertThat(end.path("result").asText()).isEqualTo("stopped");
        assertThat(end.path("played").asDouble()).isBetween(18.0, 21.0);
    }

    @Test
    void selfTest_atItsHour_hearsTheToneAndFindsAnOpenLine() throws IOException {
        inputs.put("a/impedance", 16.0);
        Path log = directory.resolve("log");
        Loudspeaker part = open("microphone: mic, impedance: a/impedance, actions: {tone: {command: ["
                + script("tone", "echo $1 >> " + log) + "]}}, selftest: {hour: 3.5, frequency: 1000, seconds: 5}");
        hear(part, noise(20));
        assertThat(events("selftest")).isEmpty();
        // From 3:00 to half past three in the night to Sunday.
        nanos += 1_800_000_000_000L;
        hear(part, noise(6));
        hear(part, tone(6));
        JsonNode first = events("selftest").get(0);
        assertThat(first.path("ok").asBoolean()).as("%s", first).isTrue();
        assertThat(first.path("tone").asDouble()).isGreaterThan(3);
        assertThat(first.path("impedance").asDouble()).isEqualTo(16);
        assertThat(first.path("microphone").asBoolean()).isTrue();
        awaitLines(log, 1);
        assertThat(Files.readAllLines(log)).containsExactly("1000");

        inputs.put("a/impedance", 96.0);
        Outcome begun = part.commands().obey(new Command("c", "speaker.selftest", "{}", BEGIN, BEGIN.plusSeconds(60)));
        hear(part, noise(14));
        JsonNode second = events("selftest").get(1);
        assertThat(second.path("ok").asBoolean()).isFalse();
        assertThat(second.path("drift").asDouble()).isEqualTo(5);
        assertThat(second.path("reason").asText()).contains("the tone was not heard", "impedance off by 500 %");
        assertThat(end(begun)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void play_notWellFormedOrWithAnotherHash_neverSounds() throws IOException {
        wave(syllables(3, 1));
        Path log = directory.resolve("log");
        Loudspeaker part = open("bulletins: " + directory + ", actions: {play: {command: ["
                + script("player", "echo $1 >> " + log) + "]}}");
        for (String wrong : List.of(
                "{\"slot\":\"s\",\"bulletin\":\"b\",\"seconds\":30}",
                "{\"slot\":\"s\",\"bulletin\":\"b\",\"seconds\":30,\"class\":\"loud\"}",
                "{\"slot\":\"s\",\"bulletin\":\"b\",\"class\":\"normal\"}",
                order("b", ",\"repeats\":20,\"seconds\":7200"),
                order("c", ",\"url\":\"http://127.0.0.1:9/c.wav\""))) {
            assertThat(obey(part, "speaker.play", wrong)).as(wrong).isInstanceOf(Outcome.Refused.class);
        }
        byte[] sound = Files.readAllBytes(directory.resolve("b.wav"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/c.wav", exchange -> {
            exchange.sendResponseHeaders(200, sound.length);
            exchange.getResponseBody().write(sound);
            exchange.close();
        });
        server.start();
        try {
            String url = ",\"url\":\"http://127.0.0.1:" + server.getAddress().getPort() + "/c.wav\"";
            assertThat(obey(part, "speaker.play", order("c", url + ",\"sha256\":\"00\"")))
                    .hasToString("Failed[detail=http://127.0.0.1:"
                            + server.getAddress().getPort() + "/c.wav: sai mã băm / has another hash]");
            assertThat(directory.resolve("kept")).isDirectoryNotContaining("glob:**fetched*");
            assertThat(log).doesNotExist();
            String hash = Bulletins.sha256(directory.resolve("b.wav"));
            assertThat(obey(part, "speaker.play", order("c", url + ",\"sha256\":\"" + hash + "\"")))
                    .isEqualTo(new Outcome.Done("playing " + directory.resolve("kept/fetched.wav")));
            awaitLines(log, 1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void plan_ofAnAbsurdVersion_shutsNobodyOut() throws IOException {
        Loudspeaker part = open("");
        for (long absurd : List.of(9_000_000_000_000_000_000L, Plan.GREATEST_VERSION, 4_102_444_800_000L)) {
            assertThat(obey(part, "speaker.plan", plan(absurd, "aa"))).isInstanceOf(Outcome.Refused.class);
        }
        long now = BEGIN.toEpochMilli();
        assertThat(obey(part, "speaker.plan", plan(now, "aa"))).isInstanceOf(Outcome.Done.class);
        assertThat(obey(part, "speaker.plan", plan(now + 1, "aa"))).isInstanceOf(Outcome.Done.class);
        assertThat(obey(part, "speaker.plan", plan(now + 2, "aa").replace("normal", "loud")))
                .isInstanceOf(Outcome.Refused.class);
        trusted = false;
        assertThat(obey(part, "speaker.plan", plan(4_102_444_800_000L, "aa"))).isInstanceOf(Outcome.Done.class);
        trusted = true;
        assertThat(obey(part, "speaker.plan", plan(3, "aa"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void play_ordered_leavesTheClusterAsItWas() throws IOException {
        wave(syllables(3, 1));
        Path log = directory.resolve("log");
        Loudspeaker part = open(restoring(log, "true"));
        assertThat(obey(part, "speaker.volume", "{\"percent\":40}")).isInstanceOf(Outcome.Done.class);
        assertThat(obey(part, "speaker.mute", "{}")).isInstanceOf(Outcome.Done.class);
        assertThat(obey(part, "speaker.play", order("b", ",\"volume\":90"))).isInstanceOf(Outcome.Done.class);
        awaitLines(log, 6);
        awaitEndOfOwn(part);
        awaitLines(log, 9);
        assertThat(Files.readAllLines(log))
                .containsExactly(
                        "volume 40", "mute 1", "stop", "volume 90", "mute 0", "play", "volume 40", "mute 1", "restart");
        tick(part, 40);
        assertThat(Files.readAllLines(log)).hasSize(9);
        assertThat(texts("state")).endsWith("MUTED");
    }

    @ParameterizedTest(name = "cut short by a restart of the agent: {0}")
    @ValueSource(booleans = {false, true})
    void play_ordered_tellsItsOwnVolume_notTheOneThatIsPutBack(boolean restart) throws IOException {
        wave(syllables(3, 1));
        Path log = directory.resolve("log");
        Path fifo = fifo();
        String keys = restoring(log, "read line < " + fifo);
        Loudspeaker part = open(keys);
        assertThat(obey(part, "speaker.volume", "{\"percent\":40}")).isInstanceOf(Outcome.Done.class);
        assertThat(obey(part, "speaker.play", order("b", ",\"volume\":90"))).isInstanceOf(Outcome.Done.class);
        tick(part, 10);
        if (restart) {
            part.close();
            part = open(keys);
        } else {
            Files.writeString(fifo, "end\n");
        }
        awaitEndOfOwn(part);
        tick(part, 10);
        assertThat(Files.readAllLines(log)).contains("volume 40", "volume 90").endsWith("volume 40", "restart");
        assertThat(event("play", "end").path("volume").asDouble()).isEqualTo(90);
    }

    @Test
    void play_interruptedByARestartOfTheAgent_stillGivesThePlayerBack() throws IOException {
        wave(syllables(3, 1));
        Path log = directory.resolve("log");
        Path fifo = fifo();
        Loudspeaker part = open(restoring(log, "read line < " + fifo));
        assertThat(obey(part, "speaker.play", order("b", ""))).isInstanceOf(Outcome.Done.class);
        awaitLines(log, 2);
        tick(part, 3);
        part.close();
        Loudspeaker again = open(restoring(log, "true"));
        tick(again, 1);
        awaitLines(log, 3);
        assertThat(Files.readAllLines(log)).containsExactly("stop", "play", "restart");
    }

    @Test
    void play_whoseProgramClosesItsOutput_goesOnUntilItHasEnded() throws IOException {
        wave(syllables(3, 1));
        Path fifo = fifo();
        String player = script("player", "exec >/dev/null; read line < " + fifo);
        Loudspeaker part = open("bulletins: " + directory + ", actions: {play: {command: [" + player + "]}}");
        assertThat(obey(part, "speaker.play", order("b", ""))).isInstanceOf(Outcome.Done.class);
        // Longer than a program may take to end that has ended its output.
        pass(5_500);
        tick(part, 5);
        assertThat(events("play", "end")).isEmpty();
        Files.writeString(fifo, "end\n");
        for (int i = 0; i < 30 && events("play", "end").isEmpty(); i++) {
            pass(200);
            tick(part, 1);
        }
        assertThat(event("play", "end").path("result").asText()).isEqualTo("done");
    }

    @Test
    void play_whoseProgramHangs_endsWithItsTime() throws IOException {
        wave(syllables(3, 1));
        Path log = directory.resolve("log");
        Path fifo = fifo();
        Loudspeaker part = open(restoring(log, "read line < " + fifo));
        assertThat(obey(part, "speaker.play", order("b", ""))).isInstanceOf(Outcome.Done.class);
        tick(part, 60);
        assertThat(events("play", "end")).isEmpty();
        tick(part, 10);
        assertThat(event("play", "end").path("result").asText()).isEqualTo("failed");
        awaitLines(log, 3);
        assertThat(Files.readAllLines(log)).endsWith("restart");
    }

    @Test
    void stop_ofAPlannedBulletin_letsThePlayerGoOnAfterItsSlot() throws IOException {
        Path log = directory.resolve("log");
        Loudspeaker part = open("player: {status-file: " + status() + "}, " + restoring(log, "true"));
        assertThat(obey(part, "speaker.plan", plan(1, "aa"))).isInstanceOf(Outcome.Done.class);
        tick(part, 25);
        Files.writeString(status(), "{\"state\":\"playing\",\"slot\":\"slot-1\"}");
        tick(part, 2);
        assertThat(obey(part, "speaker.stop", "{\"slot\":\"slot-1\"}")).isInstanceOf(Outcome.Done.class);
        Files.delete(status());
        tick(part, 12);
        assertThat(Files.readAllLines(log)).containsExactly("stop");
        tick(part, 3);
        awaitLines(log, 2);
        assertThat(Files.readAllLines(log)).containsExactly("stop", "restart");
    }

    @Test
    void mute_whileADecoderHangs_isObeyedAtOnce() throws IOException {
        Path fifo = fifo();
        String decoder = script("decoder", "read line < " + fifo);
        Path file = Files.writeString(directory.resolve("b.mp3"), "x");
        playerSays(file);
        Loudspeaker part = open("decoder: [" + decoder + "], player: {status-file: " + status()
                + "}, actions: {mute: {command: [" + script("mute", "exit 0") + "]}}");
        tick(part, 2);
        assertThat(part.isLooking()).isTrue();
        assertThat(obey(part, "speaker.mute", "{}")).isInstanceOf(Outcome.Done.class);
        Bulletins impatient = new Bulletins(Optional.empty(), List.of(decoder), 100);
        assertThat(impatient.look(file).fingerprint()).isEmpty();
        assertThat(impatient.look(file).sha256()).isPresent();
    }

    @Test
    void times_toldBeforeAnybodyKnewTheTime_areRightOnceItIsKnown() throws IOException {
        Path file = wave(syllables(3, 1));
        Loudspeaker part = open("microphone: mic, player: {status-file: " + status() + "}, actions: {tone: {command: ["
                + script("tone", "exit 0") + "]}}, selftest: {seconds: 2}");
        String hash = Bulletins.sha256(file);
        assertThat(obey(part, "speaker.plan", plan(1, hash))).isInstanceOf(Outcome.Done.class);
        trusted = false;
        hear(part, noise(20));
        playerSays(file);
        tick(part, 1);
        awaitFile(part);
        tick(part, 20);
        trusted = true;
        tick(part, 9);
        Files.delete(status());
        tick(part, 5);
        trusted = false;
        hear(part, noise(60));
        hear(part, syllables(25, 2));
        hear(part, noise(15));
        Outcome begun = part.commands().obey(new Command("c", "speaker.selftest", "{}", BEGIN, BEGIN.plusSeconds(60)));
        hear(part, noise(8));
        assertThat(end(begun)).isNotNull();

        String start = "2026-11-21T20:00:21.000Z";
        assertThat(event("play", "start").path("start").asText()).isEqualTo(start);
        assertThat(event("play", "start").has("slot"))
                .as("nobody knew the time")
                .isFalse();
        assertThat(event("play", "heard").path("start").asText()).isEqualTo(start);
        JsonNode end = event("play", "end");
        assertThat(end.path("start").asText()).isEqualTo(start);
        assertThat(end.path("end").asText()).isEqualTo("2026-11-21T20:00:50.000Z");
        assertThat(end.path("slot").asText()).isEqualTo("slot-1");
        for (JsonNode sound : events("sound")) {
            assertThat(sound.path("start").asText()).startsWith("2026-11-21T20:0");
        }
        assertThat(event("sound", "end").path("end").asText()).startsWith("2026-11-21T20:0");
        assertThat(events("selftest").get(0).path("at").asText()).startsWith("2026-11-21T20:0");
    }

    @Test
    void play_interruptedByAPowerCut_keepsItsTime() throws IOException {
        String keys = "player: {status-file: " + status() + "}";
        playerSays(directory.resolve("b.mp3"));
        Loudspeaker part = open(keys);
        tick(part, 30);
        part.close();
        Files.delete(status());
        boot = new BootId(new UUID(2, 2));
        nanos = 5_000_000_000L;
        trusted = false;
        tick(open(keys), 5);
        List<String> told = texts("play");
        assertThat(Moments.isIn(told.get(told.size() - 1)))
                .as("a moment of another boot")
                .isFalse();
        JsonNode end = event("play", "end");
        assertThat(end.path("start").asText()).isEqualTo("2026-11-21T20:00:01.000Z");
        assertThat(end.path("end").asText()).isEqualTo("2026-11-21T20:00:30.000Z");
    }

    @Test
    void play_ofAText_isSpokenAsOftenAndAsLongAsPlanned() throws IOException {
        Path log = directory.resolve("log");
        wave(syllables(3, 1));
        String text = ",\"seconds\":10,\"repeats\":2,\"text\":\"-w /x Nước lên, \\\"khẩn\\\"\"";
        String play = "play: {command: [" + script("player", "echo play >> " + log) + "]}";
        Loudspeaker dumb = open("actions: {" + play + "}");
        assertThat(obey(dumb, "speaker.play", order("7", text)))
                .hasToString("Failed[detail=không có tiếng đọc: chưa khai actions.speak / "
                        + "no speech: actions.speak is not configured]");
        dumb.close();
        String speaker = script("speaker", "cat >> " + log + "; cp " + directory.resolve("b.wav") + " $1");
        Loudspeaker part =
                open("bulletins: " + directory + ", actions: {" + play + ", speak: {command: [" + speaker + "]}}");
        Path spoken = directory.resolve("kept/spoken.wav");
        assertThat(obey(part, "speaker.play", order("b", text)))
                .as("not the file that happens to be called so")
                .isEqualTo(new Outcome.Done("playing " + spoken));
        awaitLines(log, 2);
        assertThat(Files.readAllLines(log)).containsExactly("-w /x Nước lên, \"khẩn\"", "play");
        tick(part, 10);
        assertThat(Files.readAllLines(log)).hasSize(2);
        awaitPausing(part);
        tick(part, 3);
        awaitLines(log, 3);
        awaitPausing(part);
        tick(part, 10);
        assertThat(events("play", "end")).isEmpty();
        tick(part, 6);
        JsonNode end = event("play", "end");
        assertThat(end.path("slot").asText()).isEqualTo("s1");
        assertThat(end.path("result").asText()).isEqualTo("done");
        assertThat(end.path("played").asDouble()).isBetween(20.0, 24.0);
        assertThat(Files.readAllLines(log)).hasSize(3);
        part.close();

        Loudspeaker mute = open("actions: {" + play + ", speak: {command: [" + script("nothing", "exit 0") + "]}}");
        assertThat(obey(mute, "speaker.play", order("7", text)))
                .hasToString("Failed[detail=actions.speak: không ra tiếng / made no sound]");
    }

    @ParameterizedTest(name = "the board restarted, too: {0}")
    @ValueSource(booleans = {false, true})
    void play_ofAText_cutShortByARestart_isNotDone(boolean board) throws IOException {
        Path fifo = fifo();
        String keys = speaking("read line < " + fifo);
        Loudspeaker part = open(keys);
        assertThat(obey(part, "speaker.play", text("flood-1", 81))).isInstanceOf(Outcome.Done.class);
        tick(part, 51);
        part.close();
        if (board) {
            boot = new BootId(new UUID(2, 2));
        }
        tick(open(keys), 5);
        JsonNode end = event("play", "end");
        assertThat(end.path("slot").asText()).isEqualTo("flood-1");
        assertThat(end.path("played").asDouble()).isBetween(49.0, 51.0);
        assertThat(end.path("result").asText()).isEqualTo("stopped");
    }

    @Test
    void play_ofAText_replacedByAnother_isNotDone() throws IOException {
        Path fifo = fifo();
        Loudspeaker part = open(speaking("read line < " + fifo));
        assertThat(obey(part, "speaker.play", text("flood-1", 60))).isInstanceOf(Outcome.Done.class);
        tick(part, 40);
        assertThat(obey(part, "speaker.play", text("flood-2", 20))).isInstanceOf(Outcome.Done.class);
        tick(part, 2);
        Files.writeString(fifo, "end\n");
        awaitPausing(part);
        tick(part, 30);
        assertThat(events("play", "end"))
                .extracting(end ->
                        end.path("slot").asText() + " " + end.path("result").asText())
                .containsExactly("flood-1 stopped", "flood-2 done");
    }

    @Test
    void play_ofAText_orderedAgainWhileItSounds_isTwoPlays() throws IOException {
        Path fifo = fifo();
        Loudspeaker part = open(speaking("read line < " + fifo));
        assertThat(obey(part, "speaker.play", text("flood-1", 20))).isInstanceOf(Outcome.Done.class);
        tick(part, 15);
        assertThat(obey(part, "speaker.play", text("flood-1", 20))).isInstanceOf(Outcome.Done.class);
        tick(part, 2);
        Files.writeString(fifo, "end\n");
        awaitPausing(part);
        tick(part, 30);
        assertThat(events("play", "end"))
                .extracting(end -> end.path("result").asText())
                .containsExactly("stopped", "done");
        assertThat(events("play", "end").get(1).path("played").asDouble()).isBetween(20.0, 24.0);
    }

    @Test
    void play_thatIsNoEmergency_neitherPreemptsNorLiftsAMute() throws IOException {
        wave(syllables(3, 1));
        Path log = directory.resolve("log");
        Loudspeaker part = open("player: {status-file: " + status() + "}, " + restoring(log, "true"));
        String normal = order("b", "").replace("emergency", "normal");
        playerSays(directory.resolve("other.mp3"));
        tick(part, 1);
        assertThat(obey(part, "speaker.play", normal).toString()).startsWith("Refused[detail=busy");
        Files.delete(status());
        tick(part, 5);
        assertThat(obey(part, "speaker.mute", "{}")).isInstanceOf(Outcome.Done.class);
        assertThat(obey(part, "speaker.play", normal).toString()).startsWith("Refused[detail=muted");
        assertThat(Files.readAllLines(log)).containsExactly("mute 1");
        assertThat(obey(part, "speaker.unmute", "{}")).isInstanceOf(Outcome.Done.class);
        assertThat(obey(part, "speaker.play", normal)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void underruns_countedUpByThePlayer_areThoseOfAMinute() throws IOException {
        Loudspeaker part = open("player: {status-file: " + status() + "}");
        Files.writeString(status(), "{\"state\":\"idle\",\"underruns\":100}");
        tick(part, 5);
        Files.writeString(status(), "{\"state\":\"idle\",\"underruns\":106}");
        tick(part, 1);
        Files.delete(status());
        tick(part, 1);
        Files.writeString(status(), "{\"state\":\"idle\",\"underruns\":106}");
        tick(part, 150);
        assertThat(numbers("underruns")).containsExactly(0.0, 6.0, 0.0);
    }

    @Test
    void current_readAsNothingOnce_isNotTheIdleCurrent() throws IOException {
        Loudspeaker part = open("current: a/current");
        inputs.put("a/current", 0.8);
        tick(part, 10);
        inputs.put("a/current", 0.0);
        tick(part, 1);
        inputs.put("a/current", 0.8);
        tick(part, 30);
        inputs.put("a/current", 0.2);
        tick(part, 1);
        inputs.put("a/current", 0.8);
        tick(part, 30);
        inputs.put("a/current", 0.0);
        tick(part, 30);
        inputs.put("a/current", 0.8);
        tick(part, 30);
        assertThat(events("sound")).isEmpty();
        inputs.put("a/current", 0.6);
        tick(part, 10);
        inputs.put("a/current", 1.15);
        tick(part, 20);
        assertThat(event("sound", "begin").path("current").asDouble()).isBetween(0.54, 0.56);
    }

    @Test
    void selfTest_onTheWatchedCard_isNoPlay() throws IOException {
        Path stream = Files.createDirectories(directory.resolve("proc/asound/card0/pcm0p/sub0"));
        Files.writeString(stream.resolve("status"), "closed\n");
        Path fifo = fifo();
        String tone = script("tone", "echo 'state: RUNNING' > " + stream.resolve("status") + "; read line < " + fifo);
        Loudspeaker part = open(
                "player: {card: 0}, actions: {tone: {command: [" + tone + "]}}, selftest: {hour: 3.5, seconds: 5}");
        tick(part, 1);
        Outcome begun = part.commands().obey(new Command("c", "speaker.selftest", "{}", BEGIN, BEGIN.plusSeconds(60)));
        tick(part, 6);
        awaitText(stream.resolve("status"), "RUNNING");
        tick(part, 10);
        assertThat(events("selftest")).hasSize(1);
        assertThat(end(begun)).isInstanceOf(Outcome.Done.class);
        Files.writeString(fifo, "end\n");
        tick(part, 2);
        Files.writeString(stream.resolve("status"), "closed\n");
        tick(part, 30);
        assertThat(events("play")).isEmpty();
        Files.writeString(stream.resolve("status"), "state: RUNNING\n");
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (events("play").isEmpty() && System.nanoTime() < deadline) {
            // Whether the tone's program has ended is a matter of true time.
            tick(part, 1);
        }
        assertThat(events("play", "start")).hasSize(1);
    }

    @Test
    void look_atCardAndProcess_seesThemPlay() throws IOException {
        Path root = directory.resolve("root");
        Path stream = Files.createDirectories(root.resolve("proc/asound/card1/pcm0p/sub0"));
        Path process = Files.createDirectories(root.resolve("proc/77"));
        Files.writeString(process.resolve("cmdline"), "mpg123\0-q\0/cache/b 7.mp3\0");
        Path pid = Files.writeString(directory.resolve("pid"), "77\n");
        PlayerWatch watch = new PlayerWatch(
                new SpeakerConfig.PlayerConfig(Optional.of(pid), Optional.empty(), Optional.empty(), Optional.of(1)),
                root);
        Files.writeString(stream.resolve("status"), "closed\n");
        assertThat(watch.look().active()).isFalse();
        Files.writeString(stream.resolve("status"), "state: RUNNING\nowner_pid   : 77\n");
        assertThat(watch.look())
                .isEqualTo(new Playing(
                        true, true, Optional.of(Path.of("/cache/b 7.mp3")), Optional.empty(), Optional.empty(), 0));
        Files.writeString(stream.resolve("status"), "state: XRUN\n");
        assertThat(watch.look().underruns()).isEqualTo(1);
        assertThat(watch.look().underruns()).isEqualTo(1);
        Files.writeString(pid, "78\n");
        assertThat(watch.look().alive()).isFalse();
        assertThat(watch.look().active()).isFalse();
    }

    @Test
    void config_wrong_isNamedWithItsLine() {
        Map<String, String> wrong = Map.of(
                "microphone: a", "no driver of type sound is called \"a\"",
                "current: b/c", "no driver has the series \"b/c\"",
                "actions: {mute: {output: a/b}}", "no driver has the output",
                "actions: {mute: {}}", "needs exactly one of output and command",
                "actions: {sing: {command: [x]}}", "sing",
                "selftest: {}", "needs actions.tone",
                "actions: {stop: {command: [x]}}", "stop needs resume or restart",
                "actions: {speak: {command: [x]}}", "needs play, which sounds it",
                "player: {unit: x, pid-file: y}", "must look like name.service");
        wrong.forEach((keys, complaint) -> assertThatThrownBy(() -> config(keys))
                .as(keys)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("site.yaml, line 2")
                .hasMessageContaining(complaint));
    }

    private SpeakerConfig config(String keys) {
        List<Driver> drivers = TestSite.drivers(DRIVERS);
        ConfigNode node = ConfigNode.parse("\nloudspeaker: {" + keys + "}", "site.yaml");
        SpeakerConfig config = SpeakerConfig.of(node.section("loudspeaker"), drivers);
        node.finish();
        ear = config.microphone().map(SoundDriver::ear);
        return config;
    }

    private Loudspeaker open(String keys) throws IOException {
        String kept = keys.contains("directory:") ? "" : "directory: " + directory.resolve("kept");
        SpeakerConfig config = config(keys.isEmpty() || kept.isEmpty() ? keys + kept : keys + ", " + kept);
        Loudspeaker opened = new Loudspeaker(
                config,
                new SpeakerPorts(
                        boot,
                        () -> nanos,
                        () -> trusted ? Optional.of(now()) : Optional.empty(),
                        this::input,
                        List.of(),
                        (measurements, urgent) -> sent.addAll(measurements),
                        directory,
                        ZONE));
        speaker = Optional.of(opened);
        return opened;
    }

    private Instant now() {
        return BEGIN.plusNanos(nanos - 1_000_000_000_000L);
    }

    private Optional<Input> input(SeriesName series) {
        return Optional.ofNullable(inputs.get(series.value()))
                .map(value -> new Input(new Value.Numeric(value), Quality.GOOD, nanos));
    }

    /** A second of each a round. */
    private void hear(Loudspeaker part, short[] samples) {
        for (int from = 0; from + RATE <= samples.length; from += RATE) {
            short[] second = java.util.Arrays.copyOfRange(samples, from, from + RATE);
            ear.orElseThrow().accept(second, RATE);
            tick(part, 1);
        }
    }

    private void tick(Loudspeaker part, int times) {
        for (int i = 0; i < times; i++) {
            nanos += 1_000_000_000L;
            part.tick();
        }
    }

    /** For programs, whose time is the true one. */
    private static void pass(int millis) {
        long until = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    /** Rounds without time until the file that plays has been looked at. */
    private void awaitFile(Loudspeaker part) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (part.isLooking() && System.nanoTime() < deadline) {
            part.tick();
            Thread.onSpinWait();
        }
        assertThat(part.isLooking()).isFalse();
    }

    private String restoring(Path log, String body) throws IOException {
        return "bulletins: " + directory + ", actions: {play: {command: ["
                + script("player", "echo play >> " + log + "; " + body) + "]}, volume: {command: ["
                + script("volume", "echo volume $1 >> " + log) + "]}, mute: {command: ["
                + script("mute", "echo mute $1 >> " + log) + "]}, stop: {command: ["
                + script("stop", "echo stop >> " + log) + "]}, restart: {command: ["
                + script("restart", "echo restart >> " + log) + "]}}";
    }

    /** Whoever reads a line of it waits until somebody writes one. */
    private Path fifo() throws IOException {
        Path fifo = directory.resolve("fifo");
        assertThat(run("mkfifo", fifo.toString())).isZero();
        return fifo;
    }

    /** Rounds without time until the program has ended and the pause has begun. */
    private static void awaitPausing(Loudspeaker part) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!part.isPausing() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(part.isPausing()).isTrue();
    }

    /** Rounds without time until what it owes has been given back. */
    private void awaitEndOfOwn(Loudspeaker part) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (part.owes() && System.nanoTime() < deadline) {
            part.tick();
            Thread.onSpinWait();
        }
        assertThat(part.owes()).isFalse();
    }

    private static void awaitText(Path file, String text) throws IOException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!Files.readString(file).contains(text) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(Files.readString(file)).contains(text);
    }

    private List<Double> numbers(String series) {
        return sent.stream()
                .filter(one -> one.series().value().equals(series))
                .map(one -> ((Value.Numeric) one.value()).value())
                .toList();
    }

    private static void awaitLines(Path file, int lines) throws IOException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while ((!Files.exists(file) || Files.readAllLines(file).size() < lines) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(Files.readAllLines(file)).hasSizeGreaterThanOrEqualTo(lines);
    }

    private Path status() {
        return directory.resolve("status.json");
    }

    private void playerSays(Path file) throws IOException {
        Files.writeString(status(), "{\"state\":\"playing\",\"file\":\"" + file + "\"}");
    }

    private static Outcome obey(Loudspeaker part, String name, String arguments) {
        return end(part.commands().obey(new Command("c", name, arguments, BEGIN, BEGIN.plusSeconds(60))));
    }

    private static Outcome end(Outcome outcome) {
        try {
            return outcome instanceof Outcome.Accepted accepted
                    ? accepted.end()
                            .toCompletableFuture()
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                    : outcome;
        } catch (CompletionException e) {
            throw new AssertionError(e);
        }
    }

    private String speaking(String body) throws IOException {
        wave(syllables(3, 1));
        return "actions: {play: {command: [" + script("player", body) + "]}, speak: {command: ["
                + script("speaker", "cat > /dev/null; cp " + directory.resolve("b.wav") + " $1") + "]}}";
    }

    private static String text(String slot, int seconds) {
        return order("b", ",\"text\":\"Nước lên\"").replace("s1", slot).replace("30", Integer.toString(seconds));
    }

    private static String order(String bulletin, String more) {
        return "{\"slot\":\"s1\",\"bulletin\":\"" + bulletin + "\",\"class\":\"emergency\",\"seconds\":30" + more + "}";
    }

    private static String plan(long version, String hash) {
        return "{\"version\":" + version + ",\"from\":\"" + BEGIN + "\",\"to\":\"" + BEGIN.plusSeconds(86_400)
                + "\",\"slots\":[{\"slot\":\"slot-1\",\"bulletin\":\"bulletin-1\",\"class\":\"normal\",\"start\":\""
                + BEGIN.plusSeconds(20) + "\",\"seconds\":20,\"sha256\":\"" + hash + "\"}]}";
    }

    private List<String> texts(String series) {
        return sent.stream()
                .filter(one -> one.series().value().equals(series))
                .map(one -> ((Value.Text) one.value()).value())
                .toList();
    }

    private List<JsonNode> events(String series) {
        List<JsonNode> events = new ArrayList<>();
        for (String text : texts(series)) {
            try {
                // As the journal does when it is sent, and the clock is right.
                String timed = Moments.resolve(text, at -> PlayRun.time(BEGIN.plusNanos(at - 1_000_000_000_000L)));
                events.add(new ObjectMapper().readTree(timed));
            } catch (IOException e) {
                throw new AssertionError(text, e);
            }
        }
        return events;
    }

    private List<JsonNode> events(String series, String kind) {
        return events(series).stream()
                .filter(node -> node.path("kind").asText().equals(kind))
                .toList();
    }

    private JsonNode event(String series, String kind) {
        assertThat(events(series, kind)).as("%s in %s", kind, texts(series)).hasSize(1);
        return events(series, kind).get(0);
    }

    private String script(String name, String body) throws IOException {
        Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private short[] noise(int seconds) {
        short[] samples = new short[RATE * seconds];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (60 * random.nextGaussian());
        }
        return samples;
    }

    private short[] tone(int seconds) {
        short[] samples = noise(seconds);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += (short) (40 * Math.sin(2 * Math.PI * 1_000 * i / RATE));
        }
        return samples;
    }

    private static short[] syllables(int seconds, long seed) {
        short[] samples = new short[RATE * seconds];
        Random random = new Random(seed);
        double[] frequencies = new double[3];
        for (int i = 0; i < samples.length; i++) {
            if (i % 3_200 == 0) {
                for (int part = 0; part < frequencies.length; part++) {
                    frequencies[part] = 350 + 2_700 * random.nextDouble();
                }
            }
            double value = 40 * random.nextGaussian();
            for (double frequency : frequencies) {
                value += 1_500 * Math.sin(2 * Math.PI * frequency * i / RATE);
            }
            samples[i] = (short) value;
        }
        return samples;
    }

    private Path wave(short[] samples) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF----WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(2 * RATE)
                .putShort((short) 2);
        bytes.putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(2 * samples.length);
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        return Files.write(directory.resolve("b.wav"), bytes.array());
    }
}
