package org.kenh.edge.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;
import org.kenh.telemetry.schedule.Turn;

/** Pumps and fields of a fleet work by the centre's signed schedules, over its links and over its restarts. */
class FleetControlTest {
    private static final String PUMP = "lift-pump-1";
    private static final String FIELD = "paddy-1";
    private static final String YAML = """
            centre: {host: localhost}
            centreKeys: [{id: centre, key: "%s"}]
            historyHours: 0
            devices:
              - {id: lift-pump-1, secret: a, transport: mqtt, interval: 10, simulate: {model: pump, of: lift, number: 1}}
              - {id: paddy-1, secret: b, transport: coaps, interval: 60, simulate: {model: field, of: paddy}}
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

    private final ScheduleAuthor author = new ScheduleAuthor("centre");
    private final FakeField field = new FakeField(Instant.parse("2026-07-01T00:00:00Z"));
    private final Instant begin = field.now();
    private int commands;
    private Fleet fleet;

    @BeforeEach
    void open() throws IOException {
        start(YAML);
    }

    @Test
    void schedulePut_turns_runAtTheirTimeAndCloseAfter() {
        assertThat(put(PUMP, author, turn("pump", 10, 30)).state()).isEqualTo(State.DONE);
        assertThat(put(FIELD, author, turn("valve", 11, 20)).state()).isEqualTo(State.DONE);
        passUntil(9);
        assertThat(last(PUMP, "running")).isZero();
        assertThat(last(FIELD, "inlet.flow")).isZero();

        passUntil(14);
        assertThat(last(PUMP, "running")).isOne();
        assertThat(last(FIELD, "inlet.flow")).isGreaterThan(0.2);

        passUntil(45);
        assertThat(last(PUMP, "running")).isZero();
        assertThat(last(FIELD, "inlet.flow")).isZero();
        assertThat(turns(PUMP)).containsExactly("planned", "started", "confirmed", "ended");
        assertThat(turns(FIELD)).containsExactly("planned", "started", "confirmed", "ended");
        assertThat(texts(PUMP, "pump/control")).contains("starting", "running");
        assertThat(texts(FIELD, "valve/control")).containsExactly("set 1.0", "set 0.0");
    }

    @Test
    void schedulePut_linkLostBeforeTheTurn_runsItAndTellsItLater() {
        assertThat(put(FIELD, author, turn("valve", 10, 20)).state()).isEqualTo(State.DONE);
        passUntil(1);
        field.cut(FIELD, true);
        passUntil(60);
        assertThat(turns(FIELD)).containsExactly("planned");

        field.cut(FIELD, false);
        passUntil(62);
        assertThat(turns(FIELD)).containsExactly("planned", "started", "confirmed", "ended");
        assertThat(events(FIELD, "schedule/turn").get(1).at()).isEqualTo(begin.plus(Duration.ofMinutes(10)));
    }

    @Test
    void schedulePut_wronglySignedOrOld_isRefused() {
        CommandAnswer foreign = put(FIELD, new ScheduleAuthor("centre"), turn("valve", 10, 20));
        CommandAnswer unknown = put(FIELD, new ScheduleAuthor("another"), turn("valve", 10, 20));
        assertThat(foreign.state()).isEqualTo(State.REFUSED);
        assertThat(foreign.detail()).startsWith("bad-signature");
        assertThat(unknown.detail()).startsWith("bad-signature");

        assertThat(put(FIELD, author, turn("valve", 10, 20)).state()).isEqualTo(State.DONE);
        assertThat(put(FIELD, author, turn("valve", 15, 20)).detail()).startsWith("old-schedule");
        assertThat(put(PUMP, author, turn("valve", 10, 20)).detail()).startsWith("unknown-target");
    }

    @Test
    void fleet_startedAgainInATurn_goesOnWithIt() throws IOException {
        put(FIELD, author, turn("valve", 10, 60));
        passUntil(20);
        fleet.close();
        field.sleep(Duration.ofMinutes(5));
        field.forget();

        start(YAML);
        passUntil(28);
        assertThat(last(FIELD, "inlet.flow")).isGreaterThan(0.2);
        passUntil(75);
        assertThat(last(FIELD, "inlet.flow")).isZero();
        assertThat(turns(FIELD)).endsWith("ended");
    }

    /** The plant's clock runs ahead; turns are in true time. */
    @Test
    void speed_ofThePlant_doesNotMoveTheTurns() throws IOException {
        fleet.close();
        field.forget();
        start("speed: 60\n" + YAML);
        put(FIELD, author, turn("valve", 10, 20));
        passUntil(12);
        assertThat(last(FIELD, "inlet.flow")).isGreaterThan(0.2);
        passUntil(32);

        assertThat(last(FIELD, "inlet.flow")).isZero();
        assertThat(turns(FIELD)).endsWith("ended");
        assertThat(events(FIELD, "schedule/turn").get(1).at()).isEqualTo(begin.plus(Duration.ofMinutes(10)));
    }

    /** Without a schedule everything is as the plant has it, and people may still start a pump. */
    @Test
    void pump_withoutASchedule_worksByItsLevel() {
        CommandAnswer stopped = command(PUMP, "pump.stop", "{\"minutes\":5}");

        assertThat(stopped.state()).isEqualTo(State.DONE);
        assertThat(stopped.detail()).contains("then by level");
    }

    private void start(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.yaml"), yaml.formatted(author.publicKey()));
        fleet = Fleet.open(FleetConfig.read(file), directory.resolve("state.json"), field, field);
        fleet.start(field, field);
        field.pass(Duration.ofSeconds(2));
    }

    private void passUntil(int minute) {
        field.pass(Duration.between(field.now(), begin.plus(Duration.ofMinutes(minute))));
    }

    private CommandAnswer put(String device, ScheduleAuthor signer, Turn turn) {
        return command(device, "schedule.put", signer.signed(DeviceId.of(device), 1, begin, List.of(turn)));
    }

    private CommandAnswer command(String device, String name, String args) {
        commands++;
        Command command =
                new Command("c" + commands, name, args, field.now(), field.now().plusSeconds(60));
        return field.command(device, command);
    }

    private Turn turn(String target, int minute, int minutes) {
        return new Turn(
                "t1",
                target,
                1,
                begin.plus(Duration.ofMinutes(minute)),
                Duration.ofMinutes(minutes),
                Optional.empty(),
                Turn.Late.REST,
                List.of());
    }

    private List<Reading> events(String device, String series) {
        return field.readings(device).stream()
                .filter(reading -> reading.series().value().equals(series))
                .toList();
    }

    private List<String> texts(String device, String series) {
        return events(device, series).stream()
                .map(reading -> ((Value.Text) reading.value()).value())
                .toList();
    }

    private List<String> turns(String device) {
        return texts(device, "schedule/turn").stream()
                .map(text -> text.replaceFirst(".*\"state\":\"([a-z]*)\".*", "$1"))
                .toList();
    }

    private double last(String device, String series) {
        List<Reading> readings = events(device, series);
        Value value = readings.get(readings.size() - 1).value();
        return value instanceof Value.Flag flag ? (flag.value() ? 1 : 0) : ((Value.Numeric) value).value();
    }
}
