package org.kenh.edge.sensor.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

class HostSensorTest {
    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    @TempDir
    Path root;

    @Test
    void read_wholeMachine_givesUnitsAndValues() throws IOException {
        write("proc/loadavg", "0.25 0.10 0.05 1/100 1\n");
        write("proc/uptime", "100.5 200\n");
        write("proc/stat", "cpu  30 0 10 50 10 0 0 0\n");
        write("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB\n");
        write("proc/net/dev", "wlan0: 5 0 0 0 0 0 0 0 7 0\n");
        write("sys/class/thermal/thermal_zone0/type", "cpu thermal\n");
        write("sys/class/thermal/thermal_zone0/temp", "48312\n");
        HostSensor sensor = new HostSensor(root, new HostConfig(List.of(root)));

        Map<String, Reading> readings = read(sensor);

        assertThat(value(readings, "load")).isEqualTo(0.25);
        assertThat(value(readings, "uptime")).isEqualTo(100.5);
        assertThat(value(readings, "cpu/used")).isEqualTo(0.4);
        assertThat(value(readings, "memory/used")).isEqualTo(600 * 1024);
        assertThat(value(readings, "memory/total")).isEqualTo(1000 * 1024);
        assertThat(value(readings, "network/wlan0/received")).isEqualTo(5);
        assertThat(value(readings, "network/wlan0/sent")).isEqualTo(7);
        assertThat(value(readings, "temperature/cpu-thermal-0")).isEqualTo(48.312);
        assertThat(reading(readings, "temperature/cpu-thermal-0").unit().symbol())
                .isEqualTo("Cel");
        assertThat(readings.keySet()).anyMatch(name -> name.startsWith("disk/") && name.endsWith("/total"));
    }

    @Test
    void read_secondTime_givesTheProcessorShareSinceTheFirst() throws IOException {
        write("proc/stat", "cpu  30 0 10 50 10 0 0 0\n");
        HostSensor sensor = new HostSensor(root, new HostConfig(List.of()));
        read(sensor);
        write("proc/stat", "cpu  35 0 10 140 15 0 0 0\n");

        assertThat(value(read(sensor), "cpu/used")).isEqualTo(0.05);
    }

    @Test
    void read_machineWithoutAnything_givesNothing() {
        HostSensor sensor = new HostSensor(root, new HostConfig(List.of(root.resolve("not-mounted"))));

        assertThat(sensor.read(NOW)).isEmpty();
        assertThat(sensor.series()).isEmpty();
    }

    @Test
    void series_announcesWhatWillBeSent() throws IOException {
        write("proc/uptime", "100.5 200\n");
        HostSensor sensor = new HostSensor(root, new HostConfig(List.of()));

        assertThat(sensor.series().get(0).name().value()).isEqualTo("uptime");
        assertThat(sensor.series().get(0).unit().symbol()).isEqualTo("s");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Map<String, Reading> read(HostSensor sensor) {
        Map<String, Reading> readings = new HashMap<>();
        sensor.read(NOW).forEach(reading -> readings.put(reading.series().value(), reading));
        return readings;
    }

    private static double value(Map<String, Reading> readings, String series) {
        return ((Value.Numeric) reading(readings, series).value()).value();
    }

    private static Reading reading(Map<String, Reading> readings, String series) {
        return Objects.requireNonNull(readings.get(series), () -> series + " is not among " + readings.keySet());
    }
}
