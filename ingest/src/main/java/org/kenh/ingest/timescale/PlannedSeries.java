package org.kenh.ingest.timescale;

import java.time.Duration;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** A series that a batch creates or changes. */
final class PlannedSeries {
    private final DeviceId device;
    private final SeriesName name;
    private final int ordinal;
    private final boolean known;
    private final Unit unitBefore;
    private Unit unit;
    private Optional<Duration> interval = Optional.empty();
    private int id;

    private PlannedSeries(DeviceId device, SeriesName name, DeviceState.Known before, boolean known) {
        this.device = device;
        this.name = name;
        this.ordinal = before.ordinal();
        this.known = known;
        this.unitBefore = before.unit();
        this.unit = before.unit();
        this.id = before.id();
    }

    static PlannedSeries changed(DeviceId device, SeriesName name, DeviceState.Known before) {
        return new PlannedSeries(device, name, before, true);
    }

    static PlannedSeries created(DeviceId device, SeriesName name, int ordinal) {
        return new PlannedSeries(device, name, new DeviceState.Known(0, ordinal, Unit.NONE), false);
    }

    /** The newest unit counts; a reading without one changes nothing. */
    void measuredIn(Unit measured) {
        if (!measured.symbol().isEmpty()) {
            unit = measured;
        }
    }

    void declared(Optional<Duration> declaredInterval) {
        if (declaredInterval.isPresent()) {
            interval = declaredInterval;
        }
    }

    void stored(int storedId, Unit storedUnit) {
        id = storedId;
        unit = storedUnit;
    }

    /** Whether it has a row already. */
    boolean isKnown() {
        return known;
    }

    /** Whether the series had another unit before; its readings are kept, the newest unit counts for all of them. */
    boolean changesUnit() {
        return !unitBefore.symbol().isEmpty() && !unitBefore.equals(unit);
    }

    DeviceId device() {
        return device;
    }

    SeriesName name() {
        return name;
    }

    int ordinal() {
        return ordinal;
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
