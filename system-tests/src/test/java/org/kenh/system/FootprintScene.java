package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.kenh.system.MeasuredProcess.Place;

/**
 * A centre, an instrument, a socket in systemd's place, and the two programs of {@link AgentFootprint} that can be
 * started there as often as wanted, each time for a new device.
 */
final class FootprintScene implements AutoCloseable {
    private final ServerProcess server;
    private final Api api;
    private final ModbusSlave slave;
    private final List<String> machine;
    private final int series;
    private final int interval;
    private final Path socket;
    private final Process systemd;

    private FootprintScene(List<String> machine, int series, int interval)
            throws IOException, ExecutionException, InterruptedException {
        this.machine = List.copyOf(machine);
        this.series = series;
        this.interval = interval;
        this.server = ServerProcess.start("footprint");
        this.api = Api.signIn(server);
        this.slave = ModbusSlave.start();
        this.socket = ServerProcess.newFolder("footprint-systemd").resolve("notify");
        this.systemd = new ProcessBuilder("socat", "-u", "UNIX-RECV:" + socket, "OPEN:/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(systemd::destroyForcibly));
    }

    /** Both programs run on that virtual machine, with so many series every so many seconds. */
    static FootprintScene open(List<String> machine, int series, int interval)
            throws IOException, ExecutionException, InterruptedException {
        return new FootprintScene(machine, series, interval);
    }

    /** The runtime with the flags that the packaged unit gives it. */
    static List<String> machine(Path java) {
        Path unit = Installation.root().resolve("edge-agent/src/dist/kenh-agent.service");
        try (Stream<String> lines = Files.lines(unit)) {
            List<String> command = new ArrayList<>(List.of(java.toString()));
            lines.filter(line -> line.startsWith("ExecStart="))
                    .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                    .filter(word -> word.startsWith("-X"))
                    .forEach(command::add);
            return command;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + unit, failure);
        }
    }

    /** With a journal of its own, and a watchdog to tell that it lives. */
    MeasuredProcess startAgent() {
        Place place = place("agent");
        Path site = place.folder().resolve("site.yaml");
        try {
            Files.writeString(site, siteFile(place));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        List<String> command = new ArrayList<>(machine);
        command.addAll(List.of("-jar", Installation.agentJar().toString(), "run", site.toString()));
        Map<String, String> environment = new HashMap<>();
        environment.put("NOTIFY_SOCKET", socket.toString());
        environment.put("WATCHDOG_USEC", Long.toString(TimeUnit.SECONDS.toMicros(180)));
        environment.put("STATE_DIRECTORY", place.folder().toString());
        return MeasuredProcess.start(api, place, command, environment);
    }

    /** The plain loop, which keeps nothing. */
    MeasuredProcess startLoop() {
        Place place = place("loop");
        List<String> command = new ArrayList<>(machine);
        Path tests = Installation.root().resolve("edge-agent/target/test-classes");
        command.addAll(List.of("-cp", Installation.agentJar() + ":" + tests, "org.kenh.edge.PahoLoop"));
        command.addAll(List.of(
                Integer.toString(server.ports().mqtts()),
                server.certificate().toString(),
                place.device().id(),
                place.device().secret(),
                Integer.toString(series),
                Integer.toString(interval)));
        return MeasuredProcess.start(api, place, command, Map.of());
    }

    /** Values that the instrument gave away so far. */
    long measured() {
        return slave.registersRead();
    }

    /** What the centre has of a device: an SQL expression over its readings, of one series pattern. */
    long stored(Api.Device device, String what, String pattern) {
        Map<String, String> row = server.database()
                .query(
                        "select " + what + "::text as n from telemetry.reading where device = ? and series like ?",
                        device.id(),
                        pattern)
                .getFirst();
        return Long.parseLong(row.getOrDefault("n", "0"));
    }

    @Override
    public void close() throws ExecutionException {
        systemd.destroy();
        slave.close();
        server.close();
    }

    private Place place(String name) {
        return new Place(name, api.newDevice(), ServerProcess.newFolder("footprint-" + name));
    }

    private String siteFile(Place place) {
        String points = IntStream.range(0, series)
                .mapToObj(
                        i -> "      - {name: p" + i + ", function: holding, address: " + i + ", scale: 0.01, unit: m}")
                .collect(Collectors.joining("\n"));
        return """
                device: %s
                secret: "%s"
                journal: {directory: %s/journal, maxMebibytes: 64}
                clock: {centre: ["%s"]}
                uplinks: [{kind: mqtts, hosts: [localhost], port: %d, authority: %s}]
                drivers:
                  - {name: board, type: host, interval: %d}
                  - name: meter
                    type: modbus-tcp
                    host: 127.0.0.1
                    port: %d
                    slave: 1
                    interval: %d
                    points:
                %s
                """.formatted(
                        place.device().id(),
                        place.device().secret(),
                        place.folder(),
                        server.uri(""),
                        server.ports().mqtts(),
                        server.certificate(),
                        interval,
                        slave.port(),
                        interval,
                        points);
    }
}
