package org.kenh.edge.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        String order = "{\"slot\":\"s\",\"bulletin\":\"b\"}";
        assertThat(obey(again, "speaker.play", order)).isInstanceOf(Outcome.Refused.class);
        assertThat(obey(again, "speaker.unmute", "{}")).isInstanceOf(Outcome.Refused.class);
        assertThat(obey(again, "speaker.unmute", "{\"by\":\"Lan\"}")).isInstanceOf(Outcome.Done.class);
        assertThat(Files.readAllLines(log)).endsWith("0").startsWith("1", "1");
    }

    @Test
    void play_ordered_runsTheProgramAndIsToldWithItsSlot() throws IOException {
        Path file = wave(syllables(3, 1));
        Path fifo = directory.resolve("fifo");
        assertThat(run("mkfifo", fifo.toString())).isZero();
        String player = script("player", "read line < " + fifo);
        Loudspeaker part = open("bulletins: " + directory + ", actions: {play: {command: [" + player
                + "]}, volume: {command: [" + script("volume", "exit 3") + "]}}");
        assertThat(obey(part, "speaker.volume", "{\"percent\":70}"))
                .hasToString("Failed[detail=actions.volume: exit code 3]");
        assertThat(obey(part, "speaker.volume", "{\"percent\":170}")).isInstanceOf(Outcome.Refused.class);
        assertThat(obey(part, "speaker.play", "{\"slot\":\"s1\",\"bulletin\":\"gone\"}"))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(obey(part, "speaker.play", "{\"slot\":\"s1\",\"bulletin\":\"b\",\"sha256\":\"00\"}"))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(obey(part, "speaker.play", "{\"slot\":\"s1\",\"bulletin\":\"b\",\"repeats\":2}"))
                .isEqualTo(new Outcome.Done("playing " + file));
        tick(part, 20);
        assertThat(obey(part, "speaker.stop", "{}")).isInstanceOf(Outcome.Done.class);
        tick(part, 5);

        JsonNode end = event("play", "end");
        assertThat(end.path("slot").asText()).isEqualTo("s1");
        assertThat(end.path("result").asText()).isEqualTo("stopped");
        assertThat(end.path("played").asDouble()).isBetween(18.0, 20.0);
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
                        () -> nanos,
                        () -> Optional.of(BEGIN.plusNanos(nanos - 1_000_000_000_000L)),
                        this::input,
                        List.of(),
                        (measurements, urgent) -> sent.addAll(measurements),
                        directory,
                        ZONE));
        speaker = Optional.of(opened);
        return opened;
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

    /** Rounds without time until the file that plays has been looked at. */
    private void awaitFile(Loudspeaker part) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (part.isLooking() && System.nanoTime() < deadline) {
            part.tick();
            Thread.onSpinWait();
        }
        assertThat(part.isLooking()).isFalse();
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

    private static String plan(int version, String hash) {
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
                events.add(new ObjectMapper().readTree(text));
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
