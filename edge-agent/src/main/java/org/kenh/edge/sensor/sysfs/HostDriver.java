package org.kenh.edge.sensor.sysfs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Readings;
import org.kenh.edge.sensor.Sample;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

/** The driver {@code host}: load, memory, disks, temperatures and network of this machine, as many as it has. */
public final class HostDriver implements Driver {
    private final DriverSettings settings;
    private final HostSensor sensor;

    private HostDriver(DriverSettings settings, HostSensor sensor) {
        this.settings = settings;
        this.sensor = sensor;
    }

    /** Reads the section of the site file; {@code root} is {@code /} outside tests. */
    public static HostDriver of(ConfigNode node, DriverSettings settings, Path root) {
        return new HostDriver(settings, new HostSensor(root, HostConfig.of(node)));
    }

    @Override
    public DriverSettings settings() {
        return settings;
    }

    @Override
    public List<Point> points() {
        return List.of();
    }

    @Override
    public boolean findsPoints() {
        return true;
    }

    @Override
    public String place() {
        return "/proc, /sys";
    }

    @Override
    public void open(Intake intake) {
        // Files of the kernel need no connection.
    }

    @Override
    public void read(List<Point> due, Readings readings) {
        for (Reading reading : sensor.read(Instant.EPOCH)) {
            if (reading.value() instanceof Value.Numeric number) {
                readings.take(new Sample(
                        reading.series().value(), number.value(), reading.unit().symbol(), reading.quality()));
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open between two reads.
    }
}
