package org.kenh.edge.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.sensor.Recorder;
import org.kenh.edge.sensor.Sensors;
import org.kenh.edge.sensor.TestSite;
import org.kenh.telemetry.Quality;

class SoundDriverTest {
    private final Recorder recorder = new Recorder();

    @TempDir
    Path directory;

    @Test
    void read_program_givesLevelsAndStartsItAgainWhenItEnds() throws IOException {
        // Two seconds of full scale, square: 0 dB below full scale at all frequencies together.
        Path sound = directory.resolve("sound");
        byte[] samples = new byte[4 * 8_000];
        for (int i = 0; i < samples.length / 2; i++) {
            // 1 kHz at 8,000 samples a second.
            short value = (short) (10_000 * Math.sin(2 * Math.PI * i / 8));
            samples[2 * i] = (byte) value;
            samples[2 * i + 1] = (byte) (value >> 8);
        }
        Files.write(sound, samples);
        Path fifo = directory.resolve("more");
        Path script = script("cat " + sound + "; read line < " + fifo);
        run("mkfifo", fifo.toString());
        try (Sensors sensors = TestSite.start(
                "drivers: [{name: mic, type: sound, rate: 8000, command: [" + script + "], interval: PT0.2S}]",
                recorder)) {
            double level = 110 + 20 * Math.log10(10_000 / 32_768.0 / Math.sqrt(2));
            assertThat(recorder.await("ambient").value()).isCloseTo(level, within(0.2));
            assertThat(recorder.await("ambient.max").value()).isCloseTo(level, within(0.2));
            assertThat(recorder.await("clipped").value()).isZero();
            recorder.clear();
            try (OutputStream out = Files.newOutputStream(fifo)) {
                out.write("end\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
            assertThat(recorder.await("mic/fault").text()).contains("the sound ended");
            recorder.await("ambient", Quality.GOOD);
            assertThat(sensors.status().get(0).place()).endsWith("8000/s");
        }
    }

    @Test
    void read_nothingButZeros_isAFault() throws IOException {
        Path script = script("cat /dev/zero");
        try (Sensors sensors =
                TestSite.start("drivers: [{name: mic, type: sound, command: [" + script + "]}]", recorder)) {
            assertThat(recorder.await("mic/fault").text()).contains("nothing but zeros");
            assertThat(sensors.outputs()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate: 44100, device: default | rate: must be 8000, 16000 or 48000",
                "rate: 16000 | needs exactly one of device, command, file",
                "device: default, file: /tmp/x | needs exactly one of device, command, file",
                "device: \"file:'/etc/passwd'\" | is not an ALSA device",
                "device: default, calibration: 300 | calibration",
                "device: default, points: [] | points"
            })
    void config_wrong_isNamedWithItsLine(String keys, String complaint) {
        assertThatThrownBy(() -> TestSite.drivers("drivers:\n  - {name: mic, type: sound, " + keys + "}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("site.yaml, line 2")
                .hasMessageContaining(complaint.contains(": must") ? complaint.substring(6) : complaint);
    }

    @Test
    void device_alsa_runsArecord() {
        assertThat(TestSite.drivers("drivers: [{name: mic, type: sound, device: \"plughw:1,0\"}]")
                        .get(0)
                        .place())
                .isEqualTo("arecord -q -D plughw:1,0 -f S16_LE -r 16000 -c 1 -t raw 16000/s");
    }

    private Path script(String body) throws IOException {
        Path script = Files.writeString(directory.resolve("script"), "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static void run(String... command) throws IOException {
        try {
            assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
