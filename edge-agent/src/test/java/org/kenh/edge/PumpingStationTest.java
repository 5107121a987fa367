package org.kenh.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.uplink.fixture.Broker;
import org.kenh.edge.uplink.fixture.Eventually;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.schedule.DocumentSigner;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.ScheduleCodec;

/** The whole agent as a process, between a broker and a plant behind a Modbus slave, neither of which is ours. */
class PumpingStationTest {
    private static final String DEVICE = "tram-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String START = "{\"pump\":\"pump-1\",\"for\":\"PT10M\"}";

    @TempDir
    Path directory;

    private KeyPair key;
    private Plant plant;
    private Broker broker;
    private FieldDesk desk;
    private int statusPort;
    private Path site;
    private AgentProcess agent;

    @BeforeEach
    void begin() throws Exception {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        plant = Plant.start();
        broker = Broker.start(directory, Optional.empty());
        desk = new FieldDesk(broker.port(), DEVICE);
        statusPort = FreePort.find();
        site = Files.writeString(directory.resolve("site.yaml"), siteFile());
        agent = AgentProcess.start(site);
        desk.hear("birth", "\"pump-1/control\"", "\"schedule/turn\"", "\"agent/power\"", "\"agent/link\"");
        // Before it has measured the mains nothing may be started.
        desk.hear("readings", "agent/power", "mains-back");
    }

    @AfterEach
    void end() throws Exception {
        agent.close();
        desk.close();
        broker.close();
        plant.stop();
    }

    @Test
    void pump_thatRunsDry_isLockedOutOverAKillUntilAPersonResetsIt() throws Exception {
        assertThat(desk.answer(desk.command("pump.start", START))).isEqualTo("done running");
        assertThat(plant.isOn(Plant.PUMP)).isTrue();
        desk.hear("readings", "plc/current", "58");

        plant.setLevel(200);
        Eventually.holds(PATIENCE, () -> !plant.isOn(Plant.PUMP));
        desk.hear("readings", "pump-1/control", "tripped dry-run");
        assertThat(desk.answer(desk.command("pump.reset", "{\"by\":\"Lan\"}"))).startsWith("refused cause-holds");
        assertThat(page("vi")).contains("pump-1/<wbr>dry-run", "chạy khô: đã chốt, cần người đặt lại", "từ chối");
        assertThat(page("en")).contains("dry run: locked out, a person must reset it", "refused");

        agent.kill();
        plant.setLevel(2_500);
        restart();
        assertThat(desk.answer(desk.command("pump.start", START))).startsWith("refused latched");
        assertThat(desk.answer(desk.command("pump.reset", "{\"by\":\"Lan\"}"))).startsWith("done");
        assertThat(desk.answer(desk.command("pump.start", START))).isEqualTo("done running");
        assertThat(desk.answer(desk.command("pump.stop", "{\"now\":true}"))).startsWith("done");
        assertThat(plant.isOn(Plant.PUMP)).isFalse();
    }

    @Test
    void outputs_whenTheAgentIsKilledWhileTheyAreOn_areSafeAfterItsRestart() throws Exception {
        assertThat(desk.answer(desk.command("pump.start", START))).isEqualTo("done running");
        assertThat(desk.answer(desk.command("valve.open", "{\"for\":\"PT10M\"}")))
                .startsWith("done");
        agent.kill();
        assertThat(plant.isOn(Plant.PUMP)).isTrue();
        assertThat(plant.isOn(Plant.VALVE)).isTrue();

        restart();

        Eventually.holds(PATIENCE, () -> !plant.isOn(Plant.PUMP) && !plant.isOn(Plant.VALVE));
        desk.hear("readings", "plc/current", "\"v\":0");
        assertThat(plant.isOn(Plant.PUMP)).isFalse();
        assertThat(plant.isOn(Plant.VALVE)).isFalse();
    }

    @Test
    void schedule_putOverTheCommandTopic_runsWithoutTheCentre() throws Exception {
        KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThat(desk.answer(desk.command("schedule.put", schedule(stranger))))
                .startsWith("refused bad-signature");
        assertThat(desk.answer(desk.command("schedule.put", schedule(key)))).isEqualTo("done version 1");
        broker.close();

        Eventually.holds(PATIENCE, () -> plant.isOn(Plant.VALVE));
        Eventually.holds(PATIENCE, () -> !plant.isOn(Plant.VALVE));
        assertThat(plant.isOn(Plant.PUMP)).isFalse();
    }

    private String page(String language) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + statusPort + "/?lang=" + language);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void restart() throws Exception {
        agent.kill();
        desk.forget();
        agent = AgentProcess.start(site);
        desk.hear("birth", "\"pump-1/control\"");
        desk.hear("readings", "agent/power", "mains-back");
    }

    /** The valve is open for three seconds, in five. */
    private static String schedule(KeyPair signing) {
        Instant now = Clock.systemUTC().instant();
        Turn turn = new Turn(
                "t1",
                "valve-1",
                1,
                now.plusSeconds(5),
                Duration.ofSeconds(3),
                Optional.empty(),
                Turn.Late.REST,
                List.of());
        Schedule schedule =
                new Schedule("lich", DeviceId.of(DEVICE), 1, now, now, now.plus(Duration.ofDays(1)), List.of(turn));
        DocumentSigner signer = new DocumentSigner("centre", signing.getPrivate());
        return new String(
                ScheduleCodec.encodeSigned(signer.sign(ScheduleCodec.encode(schedule))), StandardCharsets.UTF_8);
    }

    private String siteFile() {
        return """
                device: %s
                secret: s3cret
                interval: 5
                encoding: json
                journal: {directory: %s/journal, sync: PT0.2S}
                clock: {battery: true}
                uplinks: [{kind: mqtt, host: 127.0.0.1, port: %d}]
                reconnect: {spread: PT0.1S}
                power: {mains: plc/mains}
                status: {port: %d}
                drivers:
                  - name: plc
                    type: modbus-tcp
                    host: 127.0.0.1
                    port: %d
                    interval: PT0.2S
                    function: input
                    points:
                      - {name: current, address: 0, unit: A, scale: 0.1, deadband: 1}
                      - {name: flow, address: 1, unit: m3/s, scale: 0.001, deadband: 0.01}
                      - {name: level, address: 2, unit: mm, deadband: 0.01}
                      - {name: mains, address: 3, deadband: 0}
                    outputs:
                      - {name: pump-1/contactor, function: coil, address: 0}
                      - {name: valve-1, function: coil, address: 1}
                control:
                  directory: %s/control
                  cycle: PT0.2S
                  maxAge: PT5S
                  stagger: PT10S
                  mains: plc/mains
                  centreKeys: [{id: centre, key: "%s"}]
                  pumps:
                    - name: pump-1
                      output: pump-1/contactor
                      power: 33
                      current: plc/current
                      nominalCurrent: 62
                      flow: plc/flow
                      nominalFlow: 0.278
                      suction: plc/level
                      minimumRun: PT0S
                      antiRestart: PT0S
                      interlocks:
                        - {type: dry-run, below: 0.8, delay: PT1S}
                  outputs:
                    - {name: valve-1, kind: valve}
                """.formatted(
                        DEVICE,
                        directory,
                        broker.port(),
                        statusPort,
                        plant.port(),
                        directory,
                        Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    }
}
