package org.kenh.edge.sensor.sdi12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.sensor.PtyPair;
import org.kenh.edge.sensor.Recorder;
import org.kenh.edge.sensor.Sensors;
import org.kenh.edge.sensor.TestSite;
import org.kenh.telemetry.Quality;

/** Against a simulated probe behind a pair of pseudo-terminals. */
class Sdi12DriverTest {
    private final Recorder recorder = new Recorder();

    @TempDir
    Path directory;

    @Test
    void read_measurement_waitsForTheProbeAndFetchesAllValues() throws Exception {
        try (PtyPair line = PtyPair.open(directory)) {
            Probe probe = new Probe(line.other());
            probe.answers("0I!", "013KENHSOIL  1.0");
            probe.answers("0M!", "00013\r\n0");
            probe.answers("0D0!", "0+0.312-4.5");
            probe.answers("0D1!", "0+21");
            probe.start();
            try (Sensors sensors = TestSite.start(site(line, ""), recorder)) {
                assertThat(recorder.await("soil/moisture", Quality.GOOD).value())
                        .isEqualTo(0.312);
                assertThat(recorder.await("soil/temperature", Quality.GOOD).value())
                        .isEqualTo(21);
                recorder.await("soil/absent", Quality.BAD);
                assertThat(probe.asked).startsWith("0I!", "0M!", "0D0!", "0D1!");
                assertThat(sensors.status().get(0).fault())
                        .hasValueSatisfying(fault -> assertThat(fault).contains("the probe has only 3"));
            }
        }
    }

    @Test
    void read_concurrentWithCrc_checksIt() throws Exception {
        try (PtyPair line = PtyPair.open(directory)) {
            Probe probe = new Probe(line.other());
            probe.answers("0I!", "013KENHSOIL  1.0");
            probe.answers("0CC!", "000003");
            probe.answers("0D0!", "0+3.14+2+1" + Values.crc("0+3.14+2+1"));
            probe.start();
            try (Sensors sensors = TestSite.start(site(line, "command: C, crc: true,"), recorder)) {
                assertThat(recorder.await("soil/moisture", Quality.GOOD).value())
                        .isEqualTo(3.14);
                probe.answers("0D0!", "0+3.15+2+1" + Values.crc("0+3.14+2+1"));
                recorder.await("soil/moisture", Quality.BAD);
                recorder.await(
                        sent -> sensors.status().get(0).fault().orElse("").contains("(CRC)"));
            }
        }
    }

    @Test
    void read_nobodyThere_isBad() throws Exception {
        try (PtyPair line = PtyPair.open(directory);
                Sensors sensors = TestSite.start(site(line, ""), recorder)) {
            recorder.await("soil/moisture", Quality.BAD);
            assertThat(recorder.await("soil/fault").text()).contains("no answer");
            assertThat(sensors.board().all()).hasSize(3);
        }
    }

    @Test
    void crc_exampleOfTheSpecification() throws IOException {
        assertThat(Values.checked("0+3.14OqZ")).isEqualTo("0+3.14");
        assertThatThrownBy(() -> Values.checked("0+3.15OqZ")).isInstanceOf(IOException.class);
    }

    @Test
    void parse_numbers_needTheirSigns() throws IOException {
        assertThat(Values.parse("0+1-2.5+.5+7.")).containsExactly(1.0, -2.5, 0.5, 7.0);
        assertThat(Values.parse("0")).isEmpty();
        for (String wrong : List.of("0+1x", "01.5", "0+-1")) {
            assertThatThrownBy(() -> Values.parse(wrong)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void of_wrongKeys_areProblems() {
        assertThatThrownBy(() -> TestSite.drivers("""
                        drivers:
                          - name: soil
                            type: sdi12
                            device: /dev/ttyUSB0
                            address: 12
                            command: X
                            points: [{name: a, value: 0}]
                        """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "line 5: drivers[0].address: must be one of 0-9 A-Z a-z",
                        "line 6: drivers[0].command: must be M, C",
                        "line 7: drivers[0].points[0].value: must be between 1 and 99");
    }

    private static String site(PtyPair line, String keys) {
        return """
                drivers:
                  - {name: soil, type: sdi12, device: %s, baud: 9600, data-bits: 8, parity: none, %s
                     interval: 0.3, timeout: 0.4, longest-measurement: 2, points: [{name: moisture, value: 1},
                     {name: temperature, value: 3, unit: °C}, {name: absent, value: 9}]}
                """.formatted(line.one(), keys);
    }

    /** Answers commands that end with an exclamation mark. */
    private static final class Probe {
        private final Path device;
        private final Map<String, String> answers = new HashMap<>();
        private final List<String> asked = new CopyOnWriteArrayList<>();

        Probe(Path device) {
            this.device = device;
        }

        synchronized void answers(String command, String answer) {
            answers.put(command, answer + "\r\n");
        }

        synchronized String answer(String command) {
            return answers.getOrDefault(command, "");
        }

        void start() {
            Thread thread = new Thread(this::serve, "probe");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            StringBuilder command = new StringBuilder();
            try (FileInputStream in = new FileInputStream(device.toFile());
                    FileOutputStream out = new FileOutputStream(device.toFile())) {
                for (int next = in.read(); next >= 0; next = in.read()) {
                    command.append((char) next);
                    if (next == '!') {
                        asked.add(command.toString());
                        out.write(answer(command.toString()).getBytes(StandardCharsets.US_ASCII));
                        command.setLength(0);
                    }
                }
            } catch (IOException e) {
                // The line was closed: the test is over.
                asked.add("closed");
            }
        }
    }
}
