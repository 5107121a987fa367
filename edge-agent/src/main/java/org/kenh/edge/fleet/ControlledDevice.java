package org.kenh.edge.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.CommandMemory;
import org.kenh.edge.control.Control;
import org.kenh.edge.control.ControlConfig;
import org.kenh.edge.control.ControlPorts;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.References;
import org.kenh.edge.sensor.simulated.ControlPanel;
import org.kenh.edge.sensor.simulated.SimulatedDevice;
import org.kenh.edge.sensor.simulated.SimulatedDevice.Standing;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/**
 * A simulated pump or field with the control that real agents have. Until the centre sends it a first schedule, or works
 * its valve, the machine runs by the plant's own rule; from then on it does what the control says and nothing else, also
 * after a restart. Without power the control is off and the machine at rest. Thread-safe.
 */
final class ControlledDevice implements Steered {
    private static final String SCHEDULE = "schedule.put";
    /** There is one boot for ever: the clock of the control goes on over restarts. */
    private static final String BOOT = "simulated";

    private final DeviceId id;
    private final SimulatedDevice device;
    private final ControlPanel panel;
    private final ControlConfig config;
    private final Path directory;
    private final InstantSource clock;
    private final SteadyClock steady;
    private volatile boolean takenOver;
    private volatile @Nullable Control control;
    private volatile Consumer<List<Reading>> events = readings -> {};

    private ControlledDevice(DeviceId id, SimulatedDevice device, ControlPanel panel, Setting setting) {
        this.id = id;
        this.device = device;
        this.panel = panel;
        this.directory = setting.directory().resolve(id.value());
        this.clock = setting.clock();
        this.steady = setting.steady();
        this.config = config(panel.section(), directory, setting.keys());
    }

    /** Empty for a device that has nothing to switch by a schedule. */
    static Optional<ControlledDevice> of(DeviceId id, SimulatedDevice device, Setting setting) {
        return device.panel(setting.steady()).map(panel -> new ControlledDevice(id, device, panel, setting));
    }

    @Override
    public void takeUp() {
        if (Files.exists(marker())) {
            takenOver = true;
            panel.takeOver();
        }
    }

    @Override
    public void begin(Consumer<List<Reading>> listener) {
        events = listener;
        boot();
    }

    @Override
    public void cycle(Instant now) {
        boolean powered = device.standing(now) != Standing.WITHOUT_POWER;
        Control running = control;
        if (running == null) {
            if (powered) {
                boot();
            }
        } else if (!powered) {
            control = null;
            running.close();
            panel.drop();
        } else if (takenOver) {
            running.cycle();
        }
    }

    @Override
    public CommandMemory memory() {
        try {
            return CommandMemory.ofFile(directory.resolve("commands"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write in " + directory, e);
        }
    }

    @Override
    public boolean isTakenOver() {
        return takenOver;
    }

    @Override
    public boolean isOn() {
        return panel.isOn();
    }

    @Override
    public void close() {
        Control running = control;
        control = null;
        if (running != null && takenOver) {
            running.close();
        }
    }

    @Override
    public List<DeclaredSeries> series() {
        List<DeclaredSeries> series = new ArrayList<>(device.series());
        Control running = control;
        if (running != null) {
            series.addAll(running.series());
        }
        return series;
    }

    @Override
    public List<Reading> read(Instant now) {
        return device.read(now);
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(panel.commands());
        names.add(SCHEDULE);
        return names;
    }

    @Override
    public boolean isHarmlessLate(String name) {
        return name.equals("pump.stop");
    }

    @Override
    public Outcome obey(Command command) {
        Control running = control;
        if (running == null) {
            return new Outcome.Refused("no power");
        }
        if (command.name().equals(SCHEDULE)) {
            Outcome outcome = running.commands().obey(command);
            if (outcome instanceof Outcome.Done) {
                takeOver();
            }
            return outcome;
        }
        if (!takenOver && device.names().contains(command.name())) {
            return device.obey(command);
        }
        takeOver();
        return running.commands().obey(command);
    }

    private void boot() {
        Control fresh = Control.stepped(
                config,
                new ControlPorts(
                        id, BOOT, steady, () -> Optional.of(clock.instant()), panel, panel.outputs(), this::tell));
        fresh.begin();
        control = fresh;
    }

    private synchronized void takeOver() {
        if (takenOver) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Files.write(marker(), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + marker(), e);
        }
        panel.takeOver();
        takenOver = true;
    }

    private Path marker() {
        return directory.resolve("taken-over");
    }

    private void tell(List<Measurement> measurements, boolean urgent) {
        events.accept(measurements.stream()
                .map(each -> Reading.of(
                        each.series(),
                        each.unit(),
                        SteadyClock.instant(each.monotonicNanos()),
                        each.value(),
                        each.quality()))
                .toList());
    }

    private static ControlConfig config(String section, Path directory, Map<String, PublicKey> keys) {
        StringBuilder yaml = new StringBuilder(section).append("centreKeys:");
        keys.forEach((id, key) -> yaml.append("\n  - {id: \"")
                .append(id)
                .append("\", key: \"")
                .append(Base64.getEncoder().encodeToString(key.getEncoded()))
                .append("\"}"));
        yaml.append(keys.isEmpty() ? " []\n" : "\n");
        ConfigNode node = ConfigNode.parse(yaml.toString(), "control");
        ControlConfig read = ControlConfig.of(node, References.UNCHECKED);
        node.finish();
        return read.in(directory);
    }

    /**
     * What all controlled devices of a fleet have in common.
     *
     * @param directory each keeps what must survive a restart in a directory of its own there
     * @param keys what schedules may be signed with, by id
     * @param clock the true time, however fast the plant's own clock runs
     * @param steady the same as a clock that never goes back
     */
    record Setting(Path directory, Map<String, PublicKey> keys, InstantSource clock, SteadyClock steady) {
        Setting {
            keys = Map.copyOf(keys);
        }

        Setting(Path directory, Map<String, PublicKey> keys, InstantSource clock) {
            this(directory, keys, clock, new SteadyClock(clock));
        }
    }
}
