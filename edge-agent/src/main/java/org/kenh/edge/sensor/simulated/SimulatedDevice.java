package org.kenh.edge.sensor.simulated;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.sensor.Sensor;
import org.kenh.edge.sensor.simulated.Supply.Source;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** One device of the plant: it measures, obeys, and sometimes fails. Thread-safe. */
public final class SimulatedDevice implements Sensor, CommandHandler {
    private static final float FOULED = 0.45f;
    private static final String POWER = "agent/power";

    private final Plant plant;
    private final DeviceConfig config;
    private final Model model;
    private final Modem modem;
    private final Optional<Supply> supply;
    private final Fault fault;
    private final Chance chance;
    private final InstantSource clock;
    private float[] previous = {};

    /** Throws {@link IllegalArgumentException} when the plant does not have what the device measures. */
    public SimulatedDevice(String id, DeviceConfig config, Plant plant, InstantSource clock) {
        this.plant = plant;
        this.config = config;
        this.modem = new Modem(id, config.site(), plant);
        this.model = new Models(plant, id, modem).of(config);
        OptionalDouble hours = Models.batteryHours(config.model());
        this.supply = hours.isPresent()
                ? Optional.of(plant.supply(id, config.site(), hours.getAsDouble()))
                : Optional.empty();
        supply.ifPresent(power -> model.instruments()
                .number("battery.charge", "/100", 0, at -> power.charge())
                .word(
                        POWER,
                        Supply.WORDS,
                        at -> Supply.WORDS.indexOf(power.source(at).word())));
        this.fault = config.fault();
        this.chance = new Chance(plant.seed(), id);
        this.clock = clock;
    }

    /** What its maker calls it. */
    public String title() {
        return model.title();
    }

    @Override
    public List<DeclaredSeries> series() {
        return model.instruments().series();
    }

    @Override
    public List<Reading> read(Instant now) {
        synchronized (plant) {
            plant.advanceTo(now);
            Optional<float[]> values = measure(now);
            if (values.isEmpty()) {
                return List.of();
            }
            List<Reading> readings = readings(now, values.get(), previous);
            previous = values.get();
            return readings;
        }
    }

    /**
     * What a control of this device sees and switches, on a clock of the control; empty for kinds of devices that do
     * nothing by a schedule.
     */
    public Optional<ControlPanel> panel(MonotonicClock monotonic) {
        Optional<Gear> gear = switch (config.model()) {
            case "pump" -> Optional.of(new PumpGear(plant.station(config.of()), config.number()));
            case "field" -> Optional.of(new InletGear(plant.field(config.of())));
            default -> Optional.empty();
        };
        return gear.map(each -> new ControlPanel(plant, each, monotonic, () -> shows(Fault.BAD_SENSOR, plant.now())));
    }

    /** What a player sees and drives at this device; empty for what is no loudspeaker. */
    public Optional<SpeakerPanel> speaker(String id) {
        return config.model().equals("loudspeaker")
                ? Optional.of(new SpeakerPanel(plant, plant.speaker(id, config), modem))
                : Optional.empty();
    }

    /** Whether it has power and a link at a time. */
    public Standing standing(Instant now) {
        synchronized (plant) {
            plant.advanceTo(now);
            double seconds = plant.clock(now);
            if (!powered(seconds)) {
                return Standing.WITHOUT_POWER;
            }
            boolean linked = modem.linked(seconds) && !shows(Fault.NO_LINK, seconds);
            return linked ? Standing.CONNECTED : Standing.WITHOUT_LINK;
        }
    }

    /** What it still manages to say when its power ends. After it everything is told afresh. */
    public Reading lastGasp(Instant now) {
        synchronized (plant) {
            previous = new float[0];
            String lost = Source.NONE.word();
            return Reading.of(SeriesName.of(POWER), Unit.NONE, now, new Value.Text(lost), Quality.GOOD);
        }
    }

    /** The values at a time up to which the plant was just simulated; empty while the device says nothing. */
    public Optional<float[]> measure(Instant at) {
        double seconds = plant.clock(at);
        if (shows(Fault.SILENT, seconds) || shows(Fault.OFF, seconds) || !powered(seconds)) {
            return Optional.empty();
        }
        return Optional.of(model.instruments().measure(seconds));
    }

    /** Values that were measured at a time, as readings; words only where they differ from the previous ones. */
    public List<Reading> readings(Instant at, float[] values, float[] before) {
        if (!shows(Fault.BAD_SENSOR, plant.clock(at))) {
            return model.instruments().readings(at, values, before, Quality.GOOD);
        }
        float[] fouled = new float[values.length];
        for (int i = 0; i < fouled.length; i++) {
            fouled[i] = values[i] * FOULED;
        }
        return model.instruments().readings(at, fouled, before, Quality.BAD);
    }

    @Override
    public List<String> names() {
        return model.actions().keySet().stream().sorted().toList();
    }

    @Override
    public Outcome obey(Command command) {
        Model.Action action = model.actions().get(command.name());
        if (action == null) {
            return new Outcome.Refused("unknown command \"" + command.name() + "\"");
        }
        Instant now = clock.instant();
        synchronized (plant) {
            plant.advanceTo(now);
            return action.run(new Arguments(command.args()), plant.clock(now));
        }
    }

    private boolean powered(double seconds) {
        return supply.isEmpty() || supply.get().source(seconds) != Source.NONE;
    }

    private boolean shows(Fault which, double seconds) {
        return fault == which && fault.shows(chance, seconds);
    }

    /** Whether a device can speak. */
    public enum Standing {
        CONNECTED,
        WITHOUT_LINK,
        WITHOUT_POWER
    }
}
