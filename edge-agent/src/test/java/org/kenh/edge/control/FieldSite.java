package org.kenh.edge.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.simulated.District;
import org.kenh.edge.sensor.simulated.SimulatedDevice;
import org.kenh.edge.sensor.simulated.SimulatedDevice.Standing;
import org.kenh.edge.sensor.simulated.Switchboard;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;
import org.kenh.telemetry.wire.CommandCodec;

/**
 * The agent's control at a station of the simulated district. It lives on the station's battery and talks over its link,
 * as the scenario has them; its clock is not to be trusted in the first minute after a boot.
 */
final class FieldSite {
    static final Duration CYCLE = Duration.ofSeconds(1);
    private static final Duration SAMPLING = Duration.ofSeconds(5);
    private static final Duration BLIND = Duration.ofMinutes(1);
    private static final Duration CLOCKLESS = Duration.ofMinutes(1);

    final Switchboard board;
    int boots;
    Instant wall;

    private final List<Event> events = new ArrayList<>();
    private final List<Event> arrived = new ArrayList<>();
    private final List<CommandAnswer> answers = new ArrayList<>();
    private final District district;
    private final SimulatedDevice battery;
    private final Path directory;
    private final ControlConfig config;
    private long nanos;
    private long bootedAt;
    private boolean alive;
    private int commands;
    private Control control;
    private CommandDesk desk;

    FieldSite(Path directory, District district, Instant start, Site site) {
        this.district = district;
        this.wall = start;
        this.directory = directory;
        this.config = Rig.config("directory: " + directory + "\n" + site.yaml());
        this.board = new Switchboard(district, site.station(), () -> nanos);
        site.valves().forEach(valve -> board.valve(valve, valve));
        this.battery = Objects.requireNonNull(district.devices().get(site.station() + "-level"));
        boot();
    }

    boolean isLinked() {
        return alive && battery.standing(wall) == Standing.CONNECTED;
    }

    boolean isAlive() {
        return alive;
    }

    /** What was last measured, whatever its age. */
    double value(String series) {
        Input input = board.of(SeriesName.of(series)).orElseThrow();
        return ((Value.Numeric) input.value()).value();
    }

    /** A command to a pump, with further arguments in JSON. */
    CommandAnswer command(String name, int pump, String more) {
        return command(name, "{\"pump\":\"pump-" + pump + "\"" + (more.isEmpty() ? "" : ",") + more + "}");
    }

    /** A command over the link; gives its last answer. */
    CommandAnswer command(String name, String args) {
        if (!isLinked()) {
            throw new IllegalStateException("there is no link at " + wall);
        }
        commands++;
        String id = "c" + commands;
        desk.receive(CommandCodec.encode(new Command(id, name, args, wall, wall.plusSeconds(60))));
        return answer(id);
    }

    /** The last answer to the last command. */
    CommandAnswer answer() {
        return answer("c" + commands);
    }

    /** While the board has no power, minutes go by as one. */
    void runUntil(Instant end) {
        while (wall.isBefore(end)) {
            Duration step = alive || wall.plus(BLIND).isAfter(end) ? CYCLE : BLIND;
            nanos += step.toNanos();
            wall = wall.plus(step);
            if (nanos % SAMPLING.toNanos() == 0) {
                district.plant().advanceTo(wall);
                power();
                if (alive) {
                    board.sample(wall);
                }
            }
            if (alive) {
                control.cycle();
            }
            deliver();
        }
    }

    void run(Duration length) {
        runUntil(wall.plus(length));
    }

    /** When a pump told something that begins so. */
    List<Instant> times(int pump, String beginning) {
        return events.stream()
                .filter(event -> event.series().equals("pump-" + pump + "/control"))
                .filter(event -> event.text().startsWith(beginning))
                .map(Event::at)
                .toList();
    }

    /** What a pump told since a time, as {@code 7:30:00 stopped mains}: hours of the scenario, no explanation. */
    List<String> story(int pump, Duration since) {
        List<Event> later = events.stream()
                .filter(event -> !event.at().isBefore(Rig.START.plus(since)))
                .toList();
        return story(later, "pump-" + pump + "/control");
    }

    /** The same of a series, as far as it has come to the centre. */
    List<String> arrived(String series) {
        return story(arrived, series);
    }

    private static List<String> story(List<Event> events, String series) {
        return events.stream()
                .filter(event -> event.series().equals(series))
                .map(event -> time(event.at()) + " " + brief(event.text()))
                .toList();
    }

    private static String time(Instant at) {
        Duration since = Duration.between(Rig.START, at);
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", since.toHours(), since.toMinutesPart(), since.toSecondsPart());
    }

    private static String brief(String text) {
        return text.startsWith("{") ? text : text.replaceFirst("[:(].*", "").strip();
    }

    private void power() {
        boolean supplied = battery.standing(wall) != Standing.WITHOUT_POWER;
        if (alive && !supplied) {
            alive = false;
            board.drop();
        } else if (!alive && supplied) {
            nanos = Duration.ofSeconds(20).toNanos();
            board.forget();
            boot();
        }
    }

    private void boot() {
        boots++;
        alive = true;
        bootedAt = nanos;
        ControlPorts ports = new ControlPorts(
                DeviceId.of("tram-1"), "boot-" + boots, () -> nanos, this::clock, board, board.outputs(), this::accept);
        control = new Control(config, ports, new ControlThreads(Runnable::run));
        try {
            desk = new CommandDesk(
                    List.of(control.commands()),
                    answers::add,
                    ports.wall(),
                    CommandMemory.ofFile(directory.resolve("commands")));
            control.begin();
            desk.answerInterrupted();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Instant> clock() {
        boolean trusted = boots == 1 || nanos - bootedAt >= CLOCKLESS.toNanos();
        return trusted ? Optional.of(wall) : Optional.empty();
    }

    private void accept(List<Measurement> measurements, boolean urgent) {
        for (Measurement measurement : measurements) {
            String text = ((Value.Text) measurement.value()).value();
            events.add(new Event(wall, measurement.series().value(), text));
        }
    }

    private void deliver() {
        if (arrived.size() < events.size() && isLinked()) {
            arrived.addAll(events.subList(arrived.size(), events.size()));
        }
    }

    private CommandAnswer answer(String id) {
        return answers.stream()
                .filter(answer -> answer.id().equals(id))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException(id + " was not answered"));
    }

    /** Which station, with the section {@code control} of its site file. */
    record Site(String station, List<String> valves, String yaml) {}

    private record Event(Instant at, String series, String text) {}
}
