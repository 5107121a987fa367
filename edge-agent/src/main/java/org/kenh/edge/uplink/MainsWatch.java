package org.kenh.edge.uplink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.MeasurementSink;
import org.kenh.edge.sensor.References;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * The last gasp: watches the series that tells whether the mains are there, on its way to the journal, and when that
 * changes reports {@code agent/power} at once, ahead of everything else: a battery lasts for seconds or hours, nobody
 * knows. What holds at the start is reported too, so that the centre does not go by an event of before a restart. A bad
 * quality says nothing about the mains. Thread-safe.
 */
public final class MainsWatch implements MeasurementSink {
    /** The series of the events. */
    public static final SeriesName POWER = SeriesName.of("agent/power");

    /** The mains are gone; what runs, runs on its battery. */
    public static final String LOST = "mains-lost";

    /** The mains are there. */
    public static final String BACK = "mains-back";

    private final SeriesName mains;
    private final MeasurementSink sink;
    private Optional<Boolean> present = Optional.empty();

    /** Watches a flag, or a number that is 0 without mains. */
    public MainsWatch(SeriesName mains, MeasurementSink sink) {
        this.mains = mains;
        this.sink = sink;
    }

    /** The series named by {@code power.mains}, one of the drivers'; empty when the site's file names none. */
    public static Optional<SeriesName> configured(ConfigNode root, References references) {
        return root.has("power") ? Optional.of(references.series(root.section("power"), "mains")) : Optional.empty();
    }

    @Override
    public void accept(List<Measurement> measurements, boolean urgent) {
        List<Measurement> events = new ArrayList<>();
        for (Measurement measurement : measurements) {
            if (measurement.series().equals(mains)) {
                change(measurement).ifPresent(events::add);
            }
        }
        if (!events.isEmpty()) {
            sink.accept(events, true);
        }
        sink.accept(measurements, urgent);
    }

    private synchronized Optional<Measurement> change(Measurement measurement) {
        Optional<Boolean> now = measurement.quality() == Quality.BAD ? Optional.empty() : present(measurement.value());
        if (now.isEmpty() || now.equals(present)) {
            return Optional.empty();
        }
        present = now;
        Value event = new Value.Text(now.get() ? BACK : LOST);
        return Optional.of(new Measurement(measurement.monotonicNanos(), POWER, Unit.NONE, event, Quality.GOOD));
    }

    private static Optional<Boolean> present(Value value) {
        if (value instanceof Value.Flag flag) {
            return Optional.of(flag.value());
        }
        return value instanceof Value.Numeric number ? Optional.of(number.value() != 0) : Optional.empty();
    }
}
