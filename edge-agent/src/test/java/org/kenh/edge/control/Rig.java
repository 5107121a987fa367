package org.kenh.edge.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.References;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;
import org.kenh.telemetry.wire.CommandCodec;

/**
 * A small site with its control, on clocks that only tests turn: one pump of 33 kW and one valve with a simple plant
 * behind them, which measures everything in every cycle of half a second.
 */
final class Rig {
    static final Duration CYCLE = Duration.ofMillis(500);
    static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
    static final String PUMP = """
              - name: pump-1
                output: contactor-1
                power: 33
                current: pump-1/current
                nominalCurrent: 60
                flow: pump-1/flow
                nominalFlow: 0.28
                suction: level.suction
                minimumRun: PT1M
            """;
    static final String VALVE = """
            outputs:
              - {name: valve-1, kind: valve, flow: valve-1/flow}
            """;

    final Map<String, Double> written = new HashMap<>();
    final Map<String, Double> overrides = new HashMap<>();
    final List<String> silent = new ArrayList<>();
    final List<String> bad = new ArrayList<>();
    final List<String> failing = new ArrayList<>();
    final List<Measurement> measurements = new ArrayList<>();
    final List<CommandAnswer> answers = new ArrayList<>();
    long nanos = Duration.ofSeconds(100).toNanos();
    Instant wall = START;
    boolean trusted = true;
    boolean motorWorks = true;
    boolean byHand;
    String boot = "boot-1";
    Control control;
    CommandDesk desk;

    private final Path directory;
    private final String yaml;
    private final Map<SeriesName, Input> inputs = new HashMap<>();
    private int commands;

    /** The pump with these interlocks, written in YAML as they stand under its key {@code interlocks}. */
    static Rig pump(Path directory, String... interlocks) {
        StringBuilder yaml = new StringBuilder("pumps:\n").append(PUMP).append("    interlocks:\n");
        for (String interlock : interlocks) {
            yaml.append("      - ").append(interlock).append('\n');
        }
        return new Rig(
                directory,
                yaml.append(interlocks.length == 0 ? "      []\n" : "")
                        .append(VALVE)
                        .toString());
    }

    Rig(Path directory, String yaml) {
        this.directory = directory;
        this.yaml = yaml;
        boot();
    }

    static ControlConfig config(String yaml) {
        ConfigNode node = ConfigNode.parse(yaml, "site.yaml");
        ControlConfig config = ControlConfig.of(node, References.UNCHECKED);
        node.finish();
        return config;
    }

    /** The agent starts, again or for the first time. */
    void boot() {
        try {
            ControlConfig config = config("directory: " + directory + "\n" + yaml);
            List<Output> outputs = new ArrayList<>();
            config.pumps().forEach(pump -> outputs.add(output(pump.output())));
            config.outputs().forEach(output -> outputs.add(output(output.name())));
            ControlPorts ports = new ControlPorts(
                    DeviceId.of("tram-1"),
                    boot,
                    () -> nanos,
                    () -> trusted ? Optional.of(wall) : Optional.empty(),
                    series -> Optional.ofNullable(inputs.get(series)),
                    outputs,
                    (measured, urgent) -> measurements.addAll(measured));
            control = new Control(config, ports, new ControlThreads(Runnable::run));
            desk = new CommandDesk(
                    List.of(control.commands()),
                    answers::add,
                    ports.wall(),
                    CommandMemory.ofFile(directory.resolve("commands")));
            measure();
            control.begin();
            desk.answerInterrupted();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The machine was without power for so long; the monotonic clock begins anew. */
    void powerCut(Duration length, boolean clockIsTrusted) {
        boot += "+";
        nanos = Duration.ofSeconds(20).toNanos();
        wall = wall.plus(length);
        trusted = clockIsTrusted;
        written.replaceAll((name, value) -> 0.0);
        inputs.clear();
        boot();
    }

    void run(Duration length) {
        for (long left = length.toNanos(); left > 0; left -= CYCLE.toNanos()) {
            nanos += CYCLE.toNanos();
            wall = wall.plus(CYCLE);
            measure();
            control.cycle();
        }
    }

    void runSeconds(double seconds) {
        run(Duration.ofMillis((long) (seconds * 1000)));
    }

    boolean pumpIsOn() {
        return written.getOrDefault("contactor-1", 0.0) == 1;
    }

    boolean valveIsOpen() {
        return written.getOrDefault("valve-1", 0.0) == 1;
    }

    /** Sends a command that expires in a minute, and gives its last answer. */
    CommandAnswer command(String name, String args) {
        return command(name, args, Duration.ofMinutes(1));
    }

    CommandAnswer command(String name, String args, Duration valid) {
        commands++;
        Command command = new Command("c" + commands, name, args, wall, wall.plus(valid));
        desk.receive(CommandCodec.encode(command));
        return last("c" + commands);
    }

    /** The last answer to the last command. */
    CommandAnswer last() {
        return last("c" + commands);
    }

    private CommandAnswer last(String id) {
        CommandAnswer last = new CommandAnswer(id, State.FAILED, "not answered");
        for (CommandAnswer answer : answers) {
            last = answer.id().equals(id) ? answer : last;
        }
        return last;
    }

    /** Starts the pump for hours and waits until it is confirmed. */
    void startPump() {
        control.cycle();
        runSeconds(16);
        State state = command("pump.start", "{\"for\":\"PT10H\"}").state();
        runSeconds(5);
        if (state != State.ACCEPTED || last().state() != State.DONE) {
            throw new IllegalStateException("not started: " + answers);
        }
    }

    /** Texts of events of a series, the oldest first. */
    List<String> events(String series) {
        return measurements.stream()
                .filter(measurement -> measurement.series().value().equals(series))
                .map(measurement -> ((Value.Text) measurement.value()).value())
                .toList();
    }

    void put(String series, Value value, Quality quality, long at) {
        inputs.put(SeriesName.of(series), new Input(value, quality, at));
    }

    private void measure() {
        boolean runs = (pumpIsOn() && motorWorks) || byHand;
        measure("pump-1/current", runs ? 58 : 0);
        measure("pump-1/flow", runs ? 0.27 : 0);
        measure("valve-1/flow", valveIsOpen() ? 0.1 : 0);
        measure("level.suction", 2.5);
        measure("level.discharge", 2.0);
        measure("winding", 70);
        measure("l1", 398);
        measure("l2", 402);
        measure("l3", 396);
        measure("i1", runs ? 58 : 0);
        measure("i2", runs ? 57 : 0);
        measure("i3", runs ? 59 : 0);
        measure("mains", 1);
        for (String extra : overrides.keySet()) {
            measure(extra, 0);
        }
    }

    private void measure(String series, double normal) {
        if (!silent.contains(series)) {
            double value = overrides.getOrDefault(series, normal);
            Quality quality = bad.contains(series) ? Quality.BAD : Quality.GOOD;
            put(series, new Value.Numeric(value), quality, nanos);
        }
    }

    private Output output(String name) {
        return new Output() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void write(double value) throws IOException {
                if (failing.contains(name)) {
                    throw new IOException("no answer");
                }
                written.put(name, value);
            }
        };
    }
}
