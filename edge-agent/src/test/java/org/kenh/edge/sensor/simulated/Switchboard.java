package org.kenh.edge.sensor.simulated;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.control.Input;
import org.kenh.edge.control.Inputs;
import org.kenh.edge.control.Output;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/**
 * The switchboard of a simulated station: contactors, selectors and phases of its pumps, inlet valves of its fields, and
 * what its devices measure. While it is there, the plant's own rule and protection rest.
 */
public final class Switchboard implements Inputs {
    private static final double SQUARE_ROOT_OF_THREE = 1.732;

    private final Plant plant;
    private final String id;
    private final Station station;
    private final MonotonicClock clock;
    private final Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
    private final Map<String, Field> valves = new LinkedHashMap<>();
    private final Map<String, Boolean> told = new HashMap<>();
    private final Map<Integer, String> selectors = new HashMap<>();
    private final Map<Integer, Double> firstPhase = new HashMap<>();
    private final Set<String> fouled = new HashSet<>();
    private final Set<String> stuck = new HashSet<>();
    private final Map<SeriesName, Input> inputs = new HashMap<>();

    /** Its pumps are {@code pump-1} and so on; its devices are named after it in the district. */
    public Switchboard(District district, String id, MonotonicClock clock) {
        this.plant = district.plant();
        this.id = id;
        this.station = plant.station(id);
        this.clock = clock;
        for (int number = 1; number <= pumps(); number++) {
            devices.put("pump-" + number, device(district, "pump-" + number));
            selectors.put(number, "auto");
            station.handOver(number, plant.now());
        }
        devices.put("bay", device(district, "level"));
        devices.put("grid", device(district, "power"));
    }

    /** Puts an inlet valve of a field under the same control. */
    public Switchboard valve(String name, String field) {
        valves.put(name, plant.field(field));
        plant.field(field).inlet(false);
        return this;
    }

    public int pumps() {
        return station.config().pumps();
    }

    /** Contactors {@code pump-1/contactor} and so on, and valves. */
    public List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (int number = 1; number <= pumps(); number++) {
            outputs.add(output("pump-" + number + "/contactor"));
        }
        valves.keySet().forEach(name -> outputs.add(output(name)));
        return outputs;
    }

    /** A person turns the selector of a pump: auto, hand or off. */
    public void select(int pump, String position) {
        selectors.put(pump, position);
        work();
    }

    /** The first phase of a pump carries a share of its current: 0 with a blown fuse, 1 when all is well. */
    public void firstPhase(int pump, double share) {
        firstPhase.put(pump, share);
    }

    /** A probe fails: its values are of bad quality, or good again. */
    public void foul(String series, boolean fouls) {
        boolean unused = fouls ? fouled.add(series) : fouled.remove(series);
    }

    /** The module that drives an output does not answer, or does again. */
    public void stick(String output, boolean sticks) {
        boolean unused = sticks ? stuck.add(output) : stuck.remove(output);
    }

    public boolean runs(int pump) {
        return station.pump(pump).running();
    }

    /** Whether an output was told to be on. */
    public boolean isOn(String output) {
        return told.getOrDefault(output, false);
    }

    public boolean isOpen(String valve) {
        return Objects.requireNonNull(valves.get(valve)).irrigating();
    }

    /** All outputs fall to nothing because the board that drives them has no power. */
    public void drop() {
        told.clear();
        work();
    }

    /** Forgets what was measured, as a board does that starts anew. */
    public void forget() {
        inputs.clear();
    }

    /** Measures everything; what has no power says nothing. */
    public void sample(Instant now) {
        devices.forEach((prefix, device) -> {
            for (Reading reading : device.read(now)) {
                put(prefix + "/" + reading.series().value(), reading.value(), reading.quality());
            }
        });
        for (int number = 1; number <= pumps(); number++) {
            samplePanel(number);
        }
        valves.forEach((name, field) -> put(name + "/flow", new Value.Numeric(field.inflow()), Quality.GOOD));
    }

    @Override
    public Optional<Input> of(SeriesName series) {
        return Optional.ofNullable(inputs.get(series));
    }

    /** What the first phase does not carry, the two others do. */
    private void samplePanel(int number) {
        double current = station.pump(number).current(station.voltage(plant.now()));
        double first = firstPhase.getOrDefault(number, 1.0);
        double others = SQUARE_ROOT_OF_THREE - (SQUARE_ROOT_OF_THREE - 1) * first;
        String pump = "pump-" + number;
        number(pump + "/current.l1", current * first);
        number(pump + "/current.l2", current * others * 1.02);
        number(pump + "/current.l3", current * others * 0.98);
        String selector = selectors.getOrDefault(number, "auto");
        put(pump + "/selector", new Value.Text(selector), Quality.GOOD);
    }

    private void number(String series, double value) {
        put(series, new Value.Numeric(value), Quality.GOOD);
    }

    private void put(String series, Value value, Quality quality) {
        Quality seen = fouled.contains(series) ? Quality.BAD : quality;
        inputs.put(SeriesName.of(series), new Input(value, seen, clock.nanos()));
    }

    private void work() {
        for (int number = 1; number <= pumps(); number++) {
            String selector = selectors.getOrDefault(number, "auto");
            boolean wanted = told.getOrDefault("pump-" + number + "/contactor", false);
            station.contactor(number, selector.equals("hand") || (selector.equals("auto") && wanted), plant.now());
        }
        valves.forEach((name, field) -> field.inlet(told.getOrDefault(name, false)));
    }

    private Output output(String name) {
        return new Output() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void write(double value) throws IOException {
                if (stuck.contains(name)) {
                    throw new IOException("no answer");
                }
                told.put(name, value > 0);
                work();
            }
        };
    }

    private SimulatedDevice device(District district, String suffix) {
        SimulatedDevice device = district.devices().get(id + "-" + suffix);
        if (device == null) {
            throw new IllegalArgumentException("no device " + id + "-" + suffix);
        }
        return device;
    }
}
