package org.kenh.edge.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.config.ConfigException;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

class FleetTest {
    private static final String YAML = """
            centre: {host: localhost, mqttPort: 1883, coapsPort: 5684}
            historyHours: 48
            devices:
              - {id: pump-1, secret: a, transport: mqtt, interval: 10, simulate: {model: pump, of: drain, number: 1}}
              - {id: gauge, secret: b, transport: coaps, interval: 30, simulate: {model: gauge, of: nhue, chainage: 2}}
            plant:
              seed: 4
              centre: {lat: 20.7}
              weather: [a]
              rivers:
                - {id: nhue, bed: -0.6, baseLevel: 2.5, baseFlow: 9, surface: 0.44, catchment: 95, response: 5, quality: poor}
              stations:
                - {id: drain, river: nhue, role: drainage, pumps: 3, pumpFlow: 1.1, motorPower: 55, canalArea: 0.05, catchment: 10, startLevel: 1.25, stopLevel: 0.85}
            """;

    @TempDir
    Path directory;

    private final FakeField field = new FakeField(Instant.parse("2026-07-01T00:00:00Z"));

    @Test
    void start_firstTime_tellsTheWholeHistoryAndThePresent() throws IOException {
        Instant begin = field.now();
        Fleet fleet = open();
        fleet.start(field, field);
        field.pass(Duration.ofMinutes(2));

        for (String device : List.of("pump-1", "gauge")) {
            List<Instant> times = times(device);
            assertThat(times.get(0)).isEqualTo(begin.minus(Duration.ofDays(2)));
            assertThat(longestGap(times)).isLessThanOrEqualTo(Duration.ofMinutes(15));
            assertThat(times.get(times.size() - 1)).isAfter(begin.plusSeconds(80));
        }
    }

    @Test
    void start_firstTime_sendsThePresentBeforeThePast() throws IOException {
        Instant begin = field.now();
        open().start(field, field);
        field.pass(Duration.ofMinutes(2));

        assertThat(field.readings("pump-1").get(0).at()).isAfterOrEqualTo(begin);
    }

    @Test
    void start_again_tellsOnlyWhatHappenedMeanwhile() throws IOException {
        Fleet fleet = open();
        fleet.start(field, field);
        field.pass(Duration.ofMinutes(5));
        fleet.close();
        Instant stopped = field.now();
        field.sleep(Duration.ofHours(3));
        field.forget();

        open().start(field, field);
        field.pass(Duration.ofMinutes(2));

        List<Instant> times = times("gauge");
        assertThat(times.get(0)).isEqualTo(stopped);
        assertThat(longestGap(times)).isLessThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void start_again_countersGoOn() throws IOException {
        Fleet fleet = open();
        fleet.start(field, field);
        field.pass(Duration.ofMinutes(5));
        fleet.close();
        double before = last("pump-1", "energy");
        field.sleep(Duration.ofHours(30));
        field.forget();
        open().start(field, field);
        field.pass(Duration.ofMinutes(2));

        assertThat(last("pump-1", "energy")).isBetween(before, before + 30 * 60);
        assertThat(series("pump-1", "energy")).isSorted();
    }

    @Test
    void start_stoppedBeforeTheHistoryWasTold_tellsTheRestAtTheNextStart() throws IOException {
        Instant begin = field.now();
        field.answer(false);
        Fleet fleet = open();
        fleet.start(field, field);
        field.pass(Duration.ofSeconds(20));
        fleet.close();
        field.answer(true);
        field.forget();

        open().start(field, field);
        field.pass(Duration.ofMinutes(3));

        List<Instant> times = times("gauge");
        assertThat(times.get(0)).isEqualTo(begin.minus(Duration.ofDays(2)));
        assertThat(longestGap(times)).isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void start_history_isSentAtALimitedRate() throws IOException {
        Fleet fleet = open(YAML.replace("historyHours: 48", "historyHours: 48\nhistoryRate: 100"));
        fleet.start(field, field);
        field.pass(Duration.ofSeconds(20));

        assertThat(field.readings("pump-1").size() + field.readings("gauge").size())
                .isBetween(500, 1_900);
    }

    @Test
    void open_damagedState_beginsAfresh() throws IOException {
        Files.writeString(directory.resolve("state.json"), "{\"savedAt\": tomorrow");
        Fleet fleet = open();
        fleet.start(field, field);
        field.pass(Duration.ofMinutes(2));

        assertThat(times("gauge").get(0)).isBefore(field.now().minus(Duration.ofHours(40)));
    }

    @Test
    void open_deviceWithoutPart_namesDeviceAndPart() {
        assertThatThrownBy(() -> open(YAML.replace("of: nhue, chainage", "of: mekong, chainage")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("device gauge: simulate: \"mekong\" is not part of the plant; known: nhue");
    }

    @Test
    void read_mistakes_namesThemAll() {
        String wrong = YAML.replace("river: nhue", "river: styx")
                .replace("transport: coaps", "transport: pigeon")
                .replace("startLevel: 1.25", "startLevel: 0.25")
                .replace("id: gauge", "id: pump-1");

        assertThatThrownBy(() -> open(wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "devices: names pump-1 twice",
                        "devices[1].transport: must be one of mqtt, coaps, but is \"pigeon\"",
                        "plant.stations[0].startLevel: must be above stopLevel 0.85, but is 0.25",
                        "plant.stations: drain lies on \"styx\", which does not exist");
    }

    private Fleet open() throws IOException {
        return open(YAML);
    }

    private Fleet open(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.yaml"), yaml);
        return Fleet.open(FleetConfig.read(file), directory.resolve("state.json"), field, field);
    }

    private List<Instant> times(String device) {
        return field.readings(device).stream()
                .map(Reading::at)
                .distinct()
                .sorted()
                .toList();
    }

    private List<Double> series(String device, String series) {
        Map<Instant, Double> values = new TreeMap<>();
        for (Reading reading : field.readings(device)) {
            if (reading.series().value().equals(series)) {
                values.put(reading.at(), ((Value.Numeric) reading.value()).value());
            }
        }
        return List.copyOf(values.values());
    }

    private double last(String device, String series) {
        List<Double> values = series(device, series);
        return values.get(values.size() - 1);
    }

    private static Duration longestGap(List<Instant> times) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            Duration gap = Duration.between(times.get(i - 1), times.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
