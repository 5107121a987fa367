package org.kenh.edge.sensor.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Recorder;
import org.kenh.edge.sensor.Sample;
import org.kenh.edge.sensor.Sensors;
import org.kenh.edge.sensor.TestSite;
import org.kenh.telemetry.Quality;

class ExecDriverTest {
    private final Recorder recorder = new Recorder();

    @TempDir
    Path directory;

    @Test
    void read_periodic_takesNamesValuesUnitsAndQualities() throws IOException {
        Path script = script("echo 'level 2500 mm'; echo 'ph 7.1 uncertain'; echo '# a comment'; echo 'door true'");
        String site = site(script, "points: [{name: level, unit: mm}]");
        try (Sensors sensors = TestSite.start(site, recorder)) {
            Recorder.Sent level = recorder.await("prog/level");
            assertThat(level.value()).isEqualTo(2.5);
            assertThat(level.unit()).isEqualTo("m");
            assertThat(recorder.await("prog/ph").quality()).isEqualTo(Quality.UNCERTAIN);
            assertThat(recorder.await("prog/door").value()).isEqualTo(1);
            assertThat(sensors.status().get(0).fault()).isEmpty();
        }
    }

    @Test
    void read_periodicTakesTooLong_isEndedWithItsChildrenAndBad() throws IOException {
        Path pid = directory.resolve("pid");
        Path script = script("sleep 1000 & echo $! > " + pid + "; wait");
        String site = site(script, "points: [{name: level}]");
        try (Sensors sensors = TestSite.start(site, recorder)) {
            recorder.await("prog/level", Quality.BAD);
            assertThat(recorder.await("prog/fault").text()).contains("ran for too long");
            assertThat(sensors.outputs()).isEmpty();
        }
        long sleeper = Long.parseLong(Files.readString(pid).trim());
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (runs(sleeper)) {
            assertThat(System.nanoTime()).as("the end of " + sleeper).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** A process that ended counts as ended also before its parent has heard of it. */
    private static boolean runs(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            return !Files.readString(stat).contains(") Z ");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Test
    void read_programFails_isBadWithItsExitCode() throws IOException {
        try (Sensors sensors = TestSite.start(site(script("exit 3"), "points: [{name: level}]"), recorder)) {
            recorder.await("prog/level", Quality.BAD);
            assertThat(recorder.await("prog/fault").text()).contains("exit code 3");
            assertThat(sensors.status().get(0).sinceReadNanos()).isEmpty();
        }
    }

    @Test
    void read_continuous_takesLinesAsTheyComeAndStartsTheProgramAgain() throws IOException {
        Path script = script("echo '{\"flow\": 0.5, \"pump\": true}'; read line < " + fifo());
        String site = site(script, "continuous: true, points: [{name: flow, unit: m3/s}, {name: never}]");
        try (Sensors sensors = TestSite.start(site, recorder)) {
            assertThat(recorder.await("prog/flow").value()).isEqualTo(0.5);
            assertThat(recorder.await("prog/pump").value()).isEqualTo(1);
            recorder.await("prog/never", Quality.BAD);
            recorder.clear();
            // Whoever writes to the pipe lets the program end.
            Files.writeString(directory.resolve("fifo"), "end\n");

            assertThat(recorder.await(sent -> sent.series().equals("prog/flow") && sent.quality() == Quality.GOOD)
                            .value())
                    .isEqualTo(0.5);
            assertThat(sensors.status().get(0).place()).isEqualTo(script.toString());
        }
    }

    @Test
    void read_endlessLine_isLeftOutAndTheNextIsTaken() throws IOException {
        Path script = script("head -c 100000 /dev/zero | tr '\\0' x; echo; echo 'level 3'");
        try (Sensors sensors = TestSite.start(site(script, "points: [{name: level}]"), recorder)) {
            assertThat(recorder.await("prog/level", Quality.GOOD).value()).isEqualTo(3);
            assertThat(sensors.board().all()).hasSize(1);
        }
    }

    @Test
    void write_output_runsTheProgramWithTheValue() throws IOException {
        Path file = directory.resolve("written");
        Path script = script("[ \"$1\" = 1 ] && echo \"$1\" > " + file);
        Output output = TestSite.drivers(
                        "drivers: [{name: prog, type: exec, outputs: [{name: siren, command: [" + script + "]}]}]")
                .get(0)
                .outputs()
                .get(0);

        output.write(1);

        assertThat(file).hasContent("1");
        assertThatThrownBy(() -> output.write(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 1");
    }

    @Test
    void parse_wrongLines_areNamed() {
        for (String line : List.of("level", "level x", "level 1 m good more", "{\"a\": \"b\"}", "{", "a 1 m odd")) {
            assertThatThrownBy(() -> LineProtocol.parse(line))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("line is not understood");
        }
        assertThat(LineProtocol.parse("a 1 Cel bad")).containsExactly(new Sample("a", 1, "Cel", Quality.BAD));
    }

    @Property
    void parse_anyLine_isUnderstoodOrRefused(@ForAll String line) {
        assertThatCode(() -> {
                    try {
                        LineProtocol.parse(line);
                    } catch (IllegalArgumentException expected) {
                        assertThat(expected).hasMessageContaining("not understood");
                    }
                })
                .doesNotThrowAnyException();
    }

    private Path fifo() throws IOException {
        Path fifo = directory.resolve("fifo");
        try (Child mkfifo = Child.start(List.of("mkfifo", fifo.toString()))) {
            assertThat(mkfifo.await(5_000)).contains(0);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return fifo;
    }

    private Path script(String text) throws IOException {
        Path script = Files.writeString(directory.resolve("script.sh"), "#!/bin/sh\n" + text + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static String site(Path script, String keys) {
        return "drivers: [{name: prog, type: exec, command: [" + script + "], interval: 0.3, timeout: 0.8, " + keys
                + "}]";
    }
}
