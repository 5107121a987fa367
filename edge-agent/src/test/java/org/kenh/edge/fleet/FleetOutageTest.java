package org.kenh.edge.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

/** A scenario takes mains and links away from a fleet, at sixty times the speed of the clock. */
class FleetOutageTest {
    private static final String YAML = """
            centre: {host: localhost, mqttPort: 1883, coapsPort: 5684}
            historyHours: 24
            speed: 60
            scenario:
              name: outage
              effects:
                - {effect: mains, on: [lowland], from: 1, to: 3}
                - {effect: link, on: [river], from: 1, to: 4}
            sites:
              - {id: drain, areas: [lowland]}
              - {id: bank, areas: [river]}
            devices:
              - {id: pump-1, site: drain, secret: a, transport: mqtt, interval: 10, simulate: {model: pump, of: drain, number: 1}}
              - {id: level, site: drain, secret: c, transport: mqtt, interval: 10, simulate: {model: station, of: drain}}
              - {id: gauge, site: bank, secret: b, transport: coaps, interval: 10, simulate: {model: gauge, of: nhue, chainage: 2}}
            plant:
              seed: 4
              centre: {lat: 20.7}
              weather: [a]
              rivers:
                - {id: nhue, bed: -0.6, baseLevel: 2.5, baseFlow: 9, surface: 0.44, catchment: 95, response: 5, quality: poor}
              stations:
                - {id: drain, river: nhue, role: drainage, pumps: 3, pumpFlow: 1.1, motorPower: 55, canalArea: 0.05, catchment: 10, startLevel: 1.25, stopLevel: 0.85}
            """;
    private static final String POWER = "agent/power";

    @TempDir
    Path directory;

    private final FakeField field = new FakeField(Instant.parse("2026-07-01T00:00:00Z"));
    private final Instant begin = field.now();

    @Test
    void mainsFail_batteryEmpties_lastGaspThenSilenceThenBack() throws IOException {
        start();
        field.pass(Duration.ofSeconds(85));
        assertThat(field.isOpen("pump-1")).isTrue();
        assertThat(last("pump-1")).isEqualTo("battery");

        field.pass(Duration.ofSeconds(15));

        assertThat(last("pump-1")).isEqualTo("mains-lost");
        assertThat(field.isOpen("pump-1")).isFalse();
        assertThat(field.farewells("pump-1")).isEqualTo("abandoned");
        Instant silent = newest("pump-1");
        field.pass(Duration.ofSeconds(60));
        assertThat(newest("pump-1")).isEqualTo(silent);

        field.pass(Duration.ofSeconds(45));

        assertThat(field.isOpen("pump-1")).isTrue();
        assertThat(last("pump-1")).isEqualTo("mains");
        // Without power nothing was measured, so that nothing is told of that time.
        assertThat(present("pump-1").stream()
                        .map(Reading::at)
                        .filter(at -> at.isAfter(silent.plusSeconds(5)) && at.isBefore(begin.plusSeconds(180))))
                .isEmpty();
    }

    @Test
    void mainsFail_batteryHolds_goesOn() throws IOException {
        start();
        field.pass(Duration.ofSeconds(170));

        assertThat(field.isOpen("level")).isTrue();
        assertThat(last("level")).isEqualTo("battery");
        assertThat(newest("level")).isAfter(begin.plusSeconds(150));
    }

    @Test
    void linkLost_keepsItsReadingsAndTellsThemAfterwards() throws IOException {
        start();
        field.pass(Duration.ofSeconds(200));
        assertThat(field.isOpen("gauge")).isFalse();
        assertThat(newest("gauge")).isBefore(begin.plusSeconds(65));

        field.pass(Duration.ofSeconds(65));

        assertThat(field.isOpen("gauge")).isTrue();
        assertThat(present("gauge").stream()
                        .map(Reading::at)
                        .distinct()
                        .filter(at -> at.isAfter(begin.plusSeconds(70)) && at.isBefore(begin.plusSeconds(230)))
                        .count())
                .isBetween(14L, 17L);
    }

    @Test
    void speed_changesThePhysicsAndNotTheStamps() throws IOException {
        start();
        field.pass(Duration.ofSeconds(50));
        List<Reading> hours = present("pump-1").stream()
                .filter(reading -> reading.series().value().equals("battery.charge"))
                .toList();

        assertThat(hours).hasSizeBetween(4, 6);
        assertThat(hours).allMatch(reading -> !reading.at().isAfter(field.now()));
        field.pass(Duration.ofSeconds(30));
        // Twenty simulated minutes of a half-hour battery are twenty seconds.
        Reading charge = present("pump-1").stream()
                .filter(reading -> reading.series().value().equals("battery.charge"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(((Value.Numeric) charge.value()).value()).isBetween(20.0, 70.0);
    }

    private void start() throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.yaml"), YAML);
        Fleet.open(FleetConfig.read(file), directory.resolve("state.json"), field, field)
                .start(field, field);
    }

    /** What was measured since the start. */
    private List<Reading> present(String device) {
        return field.readings(device).stream()
                .filter(reading -> !reading.at().isBefore(begin))
                .toList();
    }

    private Instant newest(String device) {
        return present(device).stream().map(Reading::at).max(Instant::compareTo).orElseThrow();
    }

    private String last(String device) {
        return present(device).stream()
                .filter(reading -> reading.series().value().equals(POWER))
                .reduce((first, second) -> second)
                .map(reading -> ((Value.Text) reading.value()).value())
                .orElseThrow();
    }
}
