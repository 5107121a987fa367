package org.kenh.edge.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.config.ConfigNode;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.CommandCodec;

/** A pump and a paddy of one canal under signed schedules, from the command to the water. */
class RehearsalTest {
    private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
    private static final String DRY = "scenario: {name: dry, effects: [{effect: rain-share, value: 0}]}";
    private static final DeviceId PUMP = DeviceId.of("lift-pump-1");
    private static final DeviceId FIELD = DeviceId.of("paddy-1");

    @TempDir
    Path directory;

    private final ScheduleAuthor author = new ScheduleAuthor("centre");
    private final Inbox inbox = new Inbox();
    private Rehearsal district;
    private int commands;

    @BeforeEach
    void open() {
        district = district("");
    }

    @Test
    void schedule_turnsOfPumpAndValve_runAtTheirTimeAndCloseAfter() {
        put(PUMP, author, turn(PUMP, "pump", 60, 120));
        put(FIELD, author, turn(FIELD, "valve", 65, 110));
        district.run(Duration.ofMinutes(59));
        assertThat(runs(PUMP)).isFalse();
        assertThat(flows(FIELD)).isFalse();

        district.run(Duration.ofMinutes(7));
        assertThat(runs(PUMP)).isTrue();
        assertThat(flows(FIELD)).isTrue();
        assertThat(district.shows(FIELD, "inlet.flow").getAsDouble()).isBetween(0.2, 0.3);

        district.run(Duration.ofHours(2));
        assertThat(runs(PUMP)).isFalse();
        assertThat(flows(FIELD)).isFalse();
        assertThat(inbox.turns(PUMP)).containsExactly("planned", "started", "confirmed", "ended time");
        assertThat(inbox.turns(FIELD)).containsExactly("planned", "started", "confirmed", "ended time");
        // 4 mm/h on 24 ha for 110 minutes.
        assertThat(inbox.volume(FIELD)).isBetween(0.97 * 1_760, 1.03 * 1_760);
    }

    @Test
    void schedule_linkLost_runsAllTheSameAndIsToldLater() {
        put(FIELD, author, turn(FIELD, "valve", 60, 90));
        district.run(Duration.ofMinutes(1));
        int before = inbox.turns(FIELD).size();
        district.cut(FIELD);
        assertThat(district.command(FIELD, new byte[0])).isFalse();
        district.run(Duration.ofMinutes(69));
        assertThat(flows(FIELD)).isTrue();
        district.run(Duration.ofHours(5));
        assertThat(flows(FIELD)).isFalse();
        assertThat(inbox.turns(FIELD)).hasSize(before);

        district.mend(FIELD);
        district.run(Duration.ofMinutes(1));
        assertThat(inbox.turns(FIELD)).containsExactly("planned", "started", "confirmed", "ended time");
        assertThat(inbox.at(FIELD, "started")).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(inbox.at(FIELD, "ended"))
                .isBetween(START.plus(Duration.ofMinutes(150)), START.plus(Duration.ofMinutes(151)));
        assertThat(district.lost()).isZero();
    }

    @Test
    void schedule_ofAForeignKey_isRefusedAndTheFieldGoesOnByNeed() {
        district = district(DRY);
        CommandAnswer answer = put(FIELD, new ScheduleAuthor("centre"), turn(FIELD, "valve", 60, 90));

        assertThat(answer.state()).isEqualTo(State.REFUSED);
        assertThat(answer.detail()).startsWith("bad-signature");
        assertThat(district.isTakenOver(FIELD)).isFalse();
        district.run(Duration.ofDays(12));
        assertThat(inbox.everFlowed(FIELD)).isTrue();
    }

    @Test
    void schedule_withoutTurns_keepsEverythingClosed() {
        district = district(DRY);
        put(PUMP, author);
        put(FIELD, author);
        district.run(Duration.ofDays(12));

        assertThat(inbox.everFlowed(FIELD)).isFalse();
        assertThat(district.shows(FIELD, "water.depth").getAsDouble()).isLessThan(-60);
        assertThat(runs(PUMP)).isFalse();
    }

    @Test
    void valve_openedByCommand_closesWhenItsLeaseEnds() {
        assertThat(command(FIELD, "valve.open", "{\"for\":\"PT30M\"}").state()).isEqualTo(State.ACCEPTED);
        district.run(Duration.ofMinutes(2));
        assertThat(inbox.last(FIELD).state()).isEqualTo(State.DONE);
        assertThat(flows(FIELD)).isTrue();

        district.run(Duration.ofMinutes(30));
        assertThat(flows(FIELD)).isFalse();
    }

    @Test
    void pump_jammedDuringItsTurn_tripsAndNeedsAPerson() {
        district = district("""
                scenario: {name: jam, effects: [{effect: jam, from: 1.5, to: 3, value: 1, on: [lift-pump-1]}]}
                """);
        put(PUMP, author, turn(PUMP, "pump", 60, 240));
        district.run(Duration.ofMinutes(100));

        assertThat(runs(PUMP)).isFalse();
        assertThat(inbox.turns(PUMP)).containsExactly("planned", "started", "confirmed", "ended no-flow");
        assertThat(command(PUMP, "pump.start", "{\"for\":\"PT1H\"}").detail()).startsWith("latched");
        district.run(Duration.ofHours(2));
        assertThat(command(PUMP, "pump.reset", "{\"by\":\"Lan\"}").state()).isEqualTo(State.DONE);
        assertThat(command(PUMP, "pump.start", "{\"for\":\"PT1H\"}").state()).isEqualTo(State.ACCEPTED);
        district.run(Duration.ofMinutes(1));
        assertThat(runs(PUMP)).isTrue();
    }

    @Test
    void pump_riverAboveTheCanal_isConfirmedAllTheSame() {
        FleetConfig high = config("", "3.6");
        district = new Rehearsal(high, terms(START), inbox);
        put(PUMP, author, turn(PUMP, "pump", 60, 120));
        district.run(Duration.ofHours(2));

        assertThat(inbox.turns(PUMP)).containsExactly("planned", "started", "confirmed");
        assertThat(district.shows(PUMP, "current").getAsDouble()).isLessThan(0.5 * 22 * 1.87);
    }

    @Test
    void restart_inATurn_goesOnWithIt() {
        put(FIELD, author, turn(FIELD, "valve", 60, 90));
        district.run(Duration.ofMinutes(70));
        Instant stopped = district.instant();

        district = new Rehearsal(config(""), terms(stopped.plus(Duration.ofMinutes(10))), inbox);
        assertThat(flows(FIELD)).isFalse();
        district.run(Duration.ofMinutes(1));
        assertThat(flows(FIELD)).isTrue();
        district.run(Duration.ofMinutes(75));
        assertThat(flows(FIELD)).isFalse();
        assertThat(inbox.turns(FIELD)).endsWith("ended time");
    }

    private CommandAnswer put(DeviceId device, ScheduleAuthor signer, Turn... turns) {
        return command(device, "schedule.put", signer.signed(device, 1, START, List.of(turns)));
    }

    private CommandAnswer command(DeviceId device, String name, String args) {
        commands++;
        Command command = new Command(
                "c" + commands,
                name,
                args,
                district.instant(),
                district.instant().plusSeconds(60));
        assertThat(district.command(device, CommandCodec.encode(command))).isTrue();
        district.run(Duration.ofSeconds(5));
        return inbox.last(device);
    }

    private boolean runs(DeviceId pump) {
        return district.isOn(pump) && district.shows(pump, "flow").getAsDouble() > 0.1;
    }

    private boolean flows(DeviceId field) {
        return district.isOn(field) && district.shows(field, "inlet.flow").getAsDouble() > 0;
    }

    private static Turn turn(DeviceId device, String target, int minute, int minutes) {
        return new Turn(
                "t-" + device,
                target,
                1,
                START.plus(Duration.ofMinutes(minute)),
                Duration.ofMinutes(minutes),
                Optional.empty(),
                Turn.Late.REST,
                List.of());
    }

    private Rehearsal district(String more) {
        return new Rehearsal(config(more), terms(START), inbox);
    }

    private Rehearsal.Terms terms(Instant start) {
        return new Rehearsal.Terms(directory, start, Duration.ofSeconds(5), Duration.ofMinutes(5), device -> true);
    }

    private FleetConfig config(String more) {
        return config(more, "2.1");
    }

    private FleetConfig config(String more, String riverLevel) {
        String yaml = """
                centre: {host: localhost}
                centreKeys: [{id: centre, key: "KEY"}]
                devices:
                  - {id: lift-pump-1, secret: a, transport: mqtt, interval: 10, simulate: {model: pump, of: lift, number: 1}}
                  - {id: paddy-1, secret: b, transport: coaps, interval: 60, simulate: {model: field, of: paddy}}
                plant:
                  seed: 4
                  centre: {lat: 20.7}
                  weather: [a]
                  rivers:
                    - {id: day, bed: -1.2, baseLevel: LEVEL, baseFlow: 28, surface: 2.6, catchment: 42, response: 9, quality: fair}
                  stations:
                    - {id: lift, river: day, role: irrigation, pumps: 2, pumpFlow: 0.7, motorPower: 22, canalArea: 0.03, catchment: 7, startLevel: 2.47, stopLevel: 2.87}
                  fields:
                    - {id: paddy, crop: rice, supply: lift, hectares: 24, weather: a}
                """.replace("LEVEL", riverLevel).replace("KEY", author.publicKey());
        ConfigNode node = ConfigNode.parse(yaml + more, "fleet.yaml");
        FleetConfig config = FleetConfig.of(node);
        node.finish();
        return config;
    }

    /** What has come to the centre. */
    private static final class Inbox implements Rehearsal.Centre {
        private final List<Arrived> arrived = new ArrayList<>();
        private final List<Map.Entry<DeviceId, CommandAnswer>> answers = new ArrayList<>();

        @Override
        public void readings(DeviceId device, List<Reading> readings) {
            readings.forEach(reading -> arrived.add(new Arrived(device, reading)));
        }

        @Override
        public void answer(DeviceId device, CommandAnswer answer) {
            answers.add(Map.entry(device, answer));
        }

        CommandAnswer last(DeviceId device) {
            return answers.stream()
                    .filter(entry -> entry.getKey().equals(device))
                    .reduce((earlier, later) -> later)
                    .orElseThrow()
                    .getValue();
        }

        /** States of turns with their reasons, in order. */
        List<String> turns(DeviceId device) {
            return events(device).stream()
                    .map(event ->
                            field(event, "state") + (event.contains("reason") ? " " + field(event, "reason") : ""))
                    .toList();
        }

        double volume(DeviceId device) {
            List<String> events = events(device);
            String last = events.get(events.size() - 1);
            return Double.parseDouble(last.replaceFirst(".*\"volume\":([0-9.]+).*", "$1"));
        }

        Instant at(DeviceId device, String state) {
            return arrived.stream()
                    .filter(each ->
                            each.isTurn(device) && field(each.text(), "state").equals(state))
                    .findFirst()
                    .orElseThrow()
                    .reading()
                    .at();
        }

        boolean everFlowed(DeviceId device) {
            return arrived.stream()
                    .anyMatch(each -> each.device().equals(device)
                            && each.reading().series().value().equals("inlet.flow")
                            && ((Value.Numeric) each.reading().value()).value() > 0);
        }

        private List<String> events(DeviceId device) {
            return arrived.stream()
                    .filter(each -> each.isTurn(device))
                    .map(Arrived::text)
                    .toList();
        }

        private static String field(String json, String key) {
            return json.replaceFirst(".*\"" + key + "\":\"([^\"]*)\".*", "$1");
        }

        private record Arrived(DeviceId device, Reading reading) {
            boolean isTurn(DeviceId wanted) {
                return device.equals(wanted) && reading.series().value().equals("schedule/turn");
            }

            String text() {
                return ((Value.Text) reading.value()).value();
            }
        }
    }
}
