package org.kenh.ingest.timescale;

import java.time.Duration;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** A series that a batch writes to: known already, or to be created or changed with the batch. */
final class PlannedSeries {
    private final DeviceId device;
    private final SeriesName name;
    private Unit unit;
    private Optional<Duration> interval = Optional.empty();
    private boolean touched;
    private int id;

    private PlannedSeries(DeviceId device, SeriesName name, Unit unit) {
        this.device = device;
        this.name = name;
        this.unit = unit;
    }

    static PlannedSeries known(DeviceId device, SeriesName name, SeriesDirectory.Known known) {
        PlannedSeries series = new PlannedSeries(device, name, known.unit());
        series.id = known.id();
        return series;
    }

    static PlannedSeries created(DeviceId device, SeriesName name, Unit unit) {
        PlannedSeries series = new PlannedSeries(device, name, unit);
        series.touched = true;
        return series;
    }

    /** The newest unit counts; a reading without one changes nothing. */
    void measuredIn(Unit measured) {
        if (measured.symbol().isEmpty() || measured.equals(unit)) {
            return;
        }
        unit = measured;
        touched = true;
    }

    void declared(Optional<Duration> declaredInterval) {
        if (declaredInterval.isPresent()) {
            interval = declaredInterval;
            touched = true;
        }
    }

    void stored(int storedId, Unit storedUnit) {
        id = storedId;
        unit = storedUnit;
    }

    /** Whether it has a row already. */
    boolean isKnown() {
        return id != 0;
    }

    boolean isTouched() {
        return touched;
    }

    DeviceId device() {
        return device;
    }

    SeriesName name() {
        return name;
    }

    Unit unit() {
        return unit;
    }

    Optional<Duration> interval() {
        return interval;
    }

    /** The row's id; 0 until it is stored. */
    int id() {
        return id;
    }
}
