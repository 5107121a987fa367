package org.kenh.edge.sensor.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Recorder;
import org.kenh.edge.sensor.Sensors;
import org.kenh.telemetry.Quality;

/** With programs in place of those of libgpiod, since a test machine has no lines: the one fake of this package. */
class GpioDriverTest {
    private final Recorder recorder = new Recorder();

    @TempDir
    Path tools;

    @BeforeEach
    void installTools() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", tools.resolve("edges").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void read_contacts_areSentAtOnceWhenTheyChange(String version) throws IOException {
        install(version, "1 0");
        try (Sensors sensors = start("points: [{name: float, line: 17, active-low: true}, {name: door, line: 4}]")) {
            assertThat(recorder.await("contacts/float", Quality.GOOD).value()).isZero();
            assertThat(recorder.await("contacts/door", Quality.GOOD).value()).isZero();

            edges("4 1");
            Recorder.Sent door = recorder.await(sent -> sent.series().equals("contacts/door") && sent.value() == 1);
            edges(version.equals("1") ? "17 0" : "17 2");
            Recorder.Sent low = recorder.await(sent -> sent.series().equals("contacts/float") && sent.value() == 1);

            assertThat(door.urgent()).isTrue();
            assertThat(low.urgent()).isTrue();
            assertThat(sensors.series()).hasSize(3);
            String arguments = Files.readString(tools.resolve("gpiomon.arguments"));
            assertThat(arguments.trim())
                    .isEqualTo(
                            version.equals("1")
                                    ? "--line-buffered --format=%o %e --bias=pull-up gpiochip0 17 4"
                                    : "--format=%o %e --bias=pull-up -c gpiochip0 17 4");
        }
    }

    @Test
    void edge_bouncingContact_countsOnceWhenItIsQuiet() throws IOException {
        install("1", "0");
        try (Sensors sensors = start("points: [{name: door, line: 4, debounce: 0.3}]")) {
            recorder.await("contacts/door", Quality.GOOD);
            edges("4 1\n4 0\n4 1\n4 0\n4 1");
            recorder.await(sent -> sent.series().equals("contacts/door") && sent.value() == 1);
            edges("4 0\n4 1");
            edges("4 0");
            recorder.await(sent -> sent.urgent() && sent.series().equals("contacts/door") && sent.value() == 0);

            assertThat(recorder.all().stream()
                            .filter(sent -> sent.series().equals("contacts/door"))
                            .map(Recorder.Sent::value))
                    .containsExactly(0.0, 1.0, 0.0);
            assertThat(sensors.status().get(0).fault()).isEmpty();
        }
    }

    @Test
    void read_chipIsNotThere_isBad() throws IOException {
        script("gpioget", "[ \"$1\" = --version ] && echo 'gpioget (libgpiod) v1.6.3' && exit; exit 1");
        try (Sensors sensors = start("points: [{name: door, line: 4}]")) {
            recorder.await("contacts/door", Quality.BAD);
            assertThat(recorder.await("contacts/fault").text()).contains("gpioget: exit code 1");
            assertThat(sensors.status().get(0).sinceReadNanos()).isEmpty();
        }
    }

    @Test
    void write_output_holdsTheLineUntilTheNextValue() throws IOException {
        install("1", "0");
        GpioDriver driver = driver("outputs: [{name: siren, line: 27, active-low: true}]");

        driver.outputs().get(0).write(1);
        driver.outputs().get(0).write(0);

        assertThat(Files.readAllLines(tools.resolve("gpioset.arguments")))
                .containsExactly("--mode=wait gpiochip0 27=0", "--mode=wait gpiochip0 27=1");
        List<String> holders = Files.readAllLines(tools.resolve("gpioset.pids"));
        assertThat(ProcessHandle.of(Long.parseLong(holders.get(0))).filter(ProcessHandle::isAlive))
                .isEmpty();
        ProcessHandle holder = ProcessHandle.of(Long.parseLong(holders.get(1))).orElseThrow();
        assertThat(holder.isAlive()).isTrue();
        assertThat(holder.destroy()).isTrue();
        script("gpioset", "exit 1");
        assertThatThrownBy(() -> driver.outputs().get(0).write(1))
                .isInstanceOf(IOException.class)
                .hasMessage("gpioset: exit code 1");
    }

    private Sensors start(String keys) {
        Sensors sensors = new Sensors(List.of(driver(keys)), recorder, System::nanoTime);
        sensors.start();
        return sensors;
    }

    private GpioDriver driver(String keys) {
        ConfigNode node = ConfigNode.parse(
                "{name: contacts, type: gpio, interval: 0.1, bias: pull-up, " + keys + "}", "site.yaml");
        DriverSettings settings = DriverSettings.of(node, node.text("type"));
        GpioDriver driver = GpioDriver.of(node, settings, tools);
        node.finish();
        return driver;
    }

    private void install(String version, String levels) throws IOException {
        String number = version.equals("1") ? "v1.6.3" : "v2.2.1";
        script(
                "gpioget",
                "if [ \"$1\" = --version ]; then echo 'gpioget (libgpiod) " + number + "'; else echo '" + levels
                        + "'; fi");
        script("gpiomon", "echo \"$@\" > " + tools + "/gpiomon.arguments; exec cat <> " + tools + "/edges");
        script(
                "gpioset",
                "echo \"$@\" >> " + tools + "/gpioset.arguments; echo $$ >> " + tools
                        + "/gpioset.pids; exec sleep 1000");
    }

    private void script(String name, String text) throws IOException {
        Path script = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + text + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private void edges(String lines) throws IOException {
        Files.writeString(tools.resolve("edges"), lines + "\n", StandardOpenOption.WRITE);
    }
}
