package org.kenh.edge;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.fleet.Fleet;
import org.kenh.edge.fleet.FleetConfig;
import org.kenh.edge.uplink.fixture.Broker;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.schedule.DocumentSigner;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.ScheduleCodec;

/** A fleet on a real broker in real time. */
class FleetCommandTest {
    private static final String DEVICE = "paddy-1";
    private static final String FLEET = """
            centre: {host: 127.0.0.1, mqttPort: PORT}
            centreKeys: [{id: centre, key: "KEY"}]
            historyHours: 0
            devices:
              - {id: paddy-1, secret: b, transport: mqtt, interval: 1, simulate: {model: field, of: paddy}}
            plant:
              seed: 4
              centre: {lat: 20.7}
              weather: [a]
              rivers:
                - {id: day, bed: -1.2, baseLevel: 2.1, baseFlow: 28, surface: 2.6, catchment: 42, response: 9, quality: fair}
              stations:
                - {id: lift, river: day, role: irrigation, pumps: 2, pumpFlow: 0.7, motorPower: 22, canalArea: 0.03, catchment: 7, startLevel: 2.47, stopLevel: 2.87}
              fields:
                - {id: paddy, crop: rice, supply: lift, hectares: 24, weather: a}
            """;

    @TempDir
    Path directory;

    private final Clock clock = Clock.systemUTC();

    @Test
    void schedulePut_overMqtt_opensTheValveInTimeAndOnlyWithTheRightSignature() throws Exception {
        KeyPair centre = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        try (Broker broker = Broker.start(directory, Optional.empty());
                FieldDesk desk = new FieldDesk(broker.port(), DEVICE);
                Workers workers = new Workers(1);
                Fleet fleet = open(broker.port(), centre, workers)) {
            fleet.start(workers, workers);
            desk.hear("birth", "\"schedule.put\"", "\"valve.open\"", "\"inlet.flow\"", "\"schedule/turn\"");

            assertThat(desk.answer(desk.command("schedule.put", signed(stranger))))
                    .startsWith("refused bad-signature");
            assertThat(desk.answer(desk.command("schedule.put", signed(centre))))
                    .isEqualTo("done version 1");
            desk.hear("readings", "\"state\":\"started\"");
            desk.hear("readings", "\"state\":\"confirmed\"");
            desk.hear("readings", "\"state\":\"ended\"", "\"atRest\":true");
        }
    }

    private Fleet open(int port, KeyPair centre, Workers workers) throws Exception {
        String key = Base64.getEncoder().encodeToString(centre.getPublic().getEncoded());
        Path file = Files.writeString(
                directory.resolve("fleet.yaml"),
                FLEET.replace("PORT", String.valueOf(port)).replace("KEY", key));
        FleetConfig config = FleetConfig.read(file);
        return Fleet.open(
                config, directory.resolve("state.json"), clock, new FleetCommand.RealUplinks(config.centre(), workers));
    }

    /** One turn of three seconds, in three seconds. */
    private String signed(KeyPair key) {
        Instant start = clock.instant().plusSeconds(3);
        Turn turn =
                new Turn("t1", "valve", 1, start, Duration.ofSeconds(3), Optional.empty(), Turn.Late.REST, List.of());
        Schedule schedule = new Schedule(
                "lich", DeviceId.of(DEVICE), 1, start, start, start.plus(Duration.ofDays(1)), List.of(turn));
        DocumentSigner signer = new DocumentSigner("centre", key.getPrivate());
        return new String(
                ScheduleCodec.encodeSigned(signer.sign(ScheduleCodec.encode(schedule))), StandardCharsets.UTF_8);
    }
}
