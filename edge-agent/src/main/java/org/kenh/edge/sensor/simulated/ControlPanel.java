package org.kenh.edge.sensor.simulated;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.control.Input;
import org.kenh.edge.control.Inputs;
import org.kenh.edge.control.Output;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/**
 * What a control sees and switches at one device of the plant. Until it is taken over the machine works by the plant's
 * own rule and writes to its output do nothing. Values are those of the plant's present: whoever steps the control lets
 * the plant live until then. Thread-safe.
 */
public final class ControlPanel implements Inputs {
    private final Plant plant;
    private final Gear gear;
    private final MonotonicClock clock;
    private final BooleanSupplier fouled;
    private final Map<SeriesName, DoubleUnaryOperator> inputs = new HashMap<>();
    private boolean takenOver;

    ControlPanel(Plant plant, Gear gear, MonotonicClock clock, BooleanSupplier fouled) {
        this.plant = plant;
        this.gear = gear;
        this.clock = clock;
        this.fouled = fouled;
        gear.inputs().forEach((series, value) -> inputs.put(SeriesName.of(series), value));
    }

    /** What the machine is, its limits and its interlocks, as a site file's section {@code control} has them; in YAML. */
    public String section() {
        synchronized (plant) {
            return gear.section();
        }
    }

    /** The commands that a control of it obeys, besides {@code schedule.put}. */
    public List<String> commands() {
        return gear.commands();
    }

    /** Its contactor or valve. */
    public List<Output> outputs() {
        return List.of(new Output() {
            @Override
            public String name() {
                return gear.output();
            }

            @Override
            public void write(double value) {
                set(value > 0);
            }
        });
    }

    /** From now on the machine does what the output says and nothing else; it begins at rest. */
    public void takeOver() {
        synchronized (plant) {
            takenOver = true;
            gear.handOver(plant.now());
        }
    }

    /** Whether the pump runs or the valve is open, whoever wanted it. */
    public boolean isOn() {
        synchronized (plant) {
            return gear.isOn();
        }
    }

    /** The board that drives the output has no power. */
    public void drop() {
        set(false);
    }

    @Override
    public Optional<Input> of(SeriesName series) {
        DoubleUnaryOperator value = inputs.get(series);
        if (value == null) {
            return Optional.empty();
        }
        synchronized (plant) {
            Value measured = new Value.Numeric(value.applyAsDouble(plant.now()));
            Quality quality = fouled.getAsBoolean() ? Quality.BAD : Quality.GOOD;
            return Optional.of(new Input(measured, quality, clock.nanos()));
        }
    }

    private void set(boolean on) {
        synchronized (plant) {
            if (takenOver) {
                gear.set(on, plant.now());
            }
        }
    }
}
