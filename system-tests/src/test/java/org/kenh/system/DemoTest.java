package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.operations.keys.ScheduleKeyFile;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.ScheduleCodec;

/** The command {@code ./run} as a newcomer gives it: a living district, a clean stop, and the same data afterwards. */
class DemoTest {
    private static final Duration ALIVE = Duration.ofMinutes(2);
    private final Ports ports = Ports.free();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void run_onAnEmptyDirectory_bringsADistrictToLifeAndStopsCleanly() throws Exception {
        Process first = run();
        try {
            Api api = signInWhenReady(first);
            assertThat(api.get("/sites")).hasSizeGreaterThanOrEqualTo(60);
            assertThat(api.get("/devices")).hasSizeGreaterThanOrEqualTo(150);
            Await.until("nine of ten devices are online", ALIVE, () -> onlineShare(api) >= 0.9);
            Await.until("both protocols and this machine are heard", ALIVE, () -> heardOf(api));
            assertAnswersCommands(api, "mqtt");
            assertAnswersCommands(api, "coaps");
            assertRunsASignedSchedule(api);
        } finally {
            interrupt(first);
        }
        Instant between = Instant.now();

        Process second = run();
        try {
            Api api = signInWhenReady(second);
            JsonNode series = aSeriesFrom(api, between);
            assertThat(api.get("/readings?device=" + series.path("device").asText() + "&series="
                            + series.path("name").asText() + "&from=" + between.minusSeconds(3_600) + "&to=" + between))
                    .isNotEmpty();
        } finally {
            interrupt(second);
        }
    }

    private Process run() throws IOException {
        // Whoever runs these tests in the background may have made us deaf to Ctrl-C, and children inherit that.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(List.of(Installation.root().resolve("run").toString(), "--data", data.toString()));
        command.addAll(ports.options());
        Path log = Files.createDirectories(Installation.target().resolve("servers"))
                .resolve("demo.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("KENH_PREBUILT", "yes");
        builder.environment().put("KENH_ADMIN_PASSWORD", ServerProcess.ADMIN_PASSWORD);
        return builder.start();
    }

    private Api signInWhenReady(Process run) {
        Await.until("the demo is ready", ALIVE, () -> {
            assertThat(run.isAlive()).as("./run goes on").isTrue();
            return ready();
        });
        return Api.signIn(URI.create("http://127.0.0.1:" + ports.http()), "admin", ServerProcess.ADMIN_PASSWORD);
    }

    private boolean ready() throws InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + ports.management() + "/readyz");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ctrl-C, and the promise that goes with it. */
    private void interrupt(Process run) {
        Instant asked = Instant.now();
        Signal.INT.send(List.of(run.pid()));
        Await.until("./run ends", Duration.ofSeconds(30), () -> !run.isAlive());
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(EmbeddedDatabase.in(data).filter(EmbeddedDatabase::isAlive)).isEmpty();
    }

    private static double onlineShare(Api api) {
        List<JsonNode> devices = devices(api);
        return devices.stream()
                        .filter(device -> device.path("online").asBoolean())
                        .count()
                / (double) devices.size();
    }

    private static boolean heardOf(Api api) {
        List<JsonNode> devices = devices(api);
        return online(devices, "mqtt") && online(devices, "coaps") && hostReports(api);
    }

    private static boolean online(List<JsonNode> devices, String transport) {
        return devices.stream()
                .anyMatch(device -> device.path("online").asBoolean()
                        && device.path("transport").asText().startsWith(transport));
    }

    private static void assertAnswersCommands(Api api, String transport) {
        String device = devices(api).stream()
                .filter(each -> each.path("online").asBoolean()
                        && each.path("transport").asText().equals(transport))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        String command = api.post("/devices/" + device + "/commands", Map.of("name", "agent.ping"))
                .path("id")
                .asText();
        Await.until(
                "a command to " + device + " is done",
                Duration.ofSeconds(30),
                () -> api.get("/commands/" + command).path("state").asText().equals("done"));
    }

    /** A field without a schedule yet opens its valve for some seconds because this very server has signed it. */
    private void assertRunsASignedSchedule(Api api) {
        DeviceId field = DeviceId.of("dong-cao-thanh-1");
        ScheduleKeyFile key = ScheduleKeyFile.of(data);
        assertThat(api.get("/irrigation/key").path("id").asText()).isEqualTo(key.id());
        Instant start = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
        Turn turn =
                new Turn("p1-1", "valve", 1, start, Duration.ofSeconds(5), Optional.empty(), Turn.Late.REST, List.of());
        Schedule schedule = new Schedule("p1", field, 1, start, start, start.plus(Duration.ofDays(1)), List.of(turn));
        byte[] signed = ScheduleCodec.encodeSigned(key.signer().sign(ScheduleCodec.encode(schedule)));
        JsonNode arguments = Api.parse(new String(signed, StandardCharsets.UTF_8));
        String command = api.post("/devices/" + field + "/commands", Map.of("name", "schedule.put", "args", arguments))
                .path("id")
                .asText();
        Await.until(
                "the schedule is taken",
                Duration.ofSeconds(60),
                () -> api.get("/commands/" + command).path("state").asText().equals("done"));
        Await.until(
                "its turn has ended",
                Duration.ofSeconds(60),
                () -> api.get("/series?device=" + field + "&name=schedule/turn")
                        .toString()
                        .contains("ended"));
    }

    private static boolean hostReports(Api api) {
        return !api.get("/series?device=may-chu-ioc").isEmpty();
    }

    private static JsonNode aSeriesFrom(Api api, Instant before) {
        Optional<JsonNode> old = StreamSupport.stream(api.get("/series").spliterator(), false)
                .filter(series -> !series.path("at").isNull())
                .filter(series -> Instant.parse(series.path("at").asText()).isAfter(before.minusSeconds(600)))
                .filter(series -> series.path("value").isNumber())
                .findFirst();
        return old.orElseThrow(() -> new AssertionError("no series of the first run is known"));
    }

    private static List<JsonNode> devices(Api api) {
        return StreamSupport.stream(api.get("/devices").spliterator(), false).toList();
    }
}
