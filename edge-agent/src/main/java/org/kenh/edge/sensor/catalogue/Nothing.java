package org.kenh.edge.sensor.catalogue;

import java.util.List;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Readings;

/** Stands for a driver whose section is wrong while the rest of the file is read; never runs. */
record Nothing(DriverSettings settings) implements Driver {
    @Override
    public List<Point> points() {
        return List.of();
    }

    /** What it would have is not known; complaining about that would hide what is wrong. */
    @Override
    public boolean findsPoints() {
        return true;
    }

    @Override
    public String place() {
        return "";
    }

    @Override
    public void open(Intake intake) {
        throw new IllegalStateException("a wrong file was not refused");
    }

    @Override
    public void read(List<Point> due, Readings readings) {
        throw new IllegalStateException("a wrong file was not refused");
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
