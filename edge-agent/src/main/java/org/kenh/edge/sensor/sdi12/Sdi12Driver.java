package org.kenh.edge.sensor.sdi12;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Readings;
import org.kenh.edge.sensor.serial.SerialBus;
import org.kenh.edge.sensor.serial.SerialBuses;
import org.kenh.edge.sensor.serial.SerialSettings;
import org.kenh.edge.sensor.serial.SerialSettings.Parity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The driver {@code sdi12}: one probe; its values are numbered from 1 in the order in which it gives them. */
public final class Sdi12Driver implements Driver {
    /** The line of SDI-12 itself; adapters that translate are set otherwise in the file. */
    private static final SerialSettings USUAL_LINE = new SerialSettings("", 1_200, 7, Parity.EVEN, 1);

    private static final int MOST_VALUES = 99;
    private static final int MOST_REQUESTS = 12;
    private static final int TRIES = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Sdi12Driver.class);

    private final DriverSettings settings;
    private final SerialBus bus;
    private final Sdi12Settings probeSettings;
    private final Probe probe;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Point> points;
    private final AtomicBoolean joined = new AtomicBoolean();

    private Sdi12Driver(ConfigNode node, DriverSettings settings, SerialBuses buses) {
        this.settings = settings;
        this.bus = buses.of(node, USUAL_LINE);
        this.probeSettings = Sdi12Settings.of(node);
        this.probe = new Probe(bus, probeSettings, settings.timeout());
        this.points = node.list("points").stream()
                .map(entry -> point(entry, settings))
                .toList();
        if (points.isEmpty()) {
            node.problem("points", "còn thiếu", "is missing");
        }
    }

    public static Sdi12Driver of(ConfigNode node, DriverSettings settings, SerialBuses buses) {
        return new Sdi12Driver(node, settings, buses);
    }

    private Point point(ConfigNode node, DriverSettings driver) {
        Point point = Point.of(node, driver);
        numbers.put(point.name(), node.integer("value", 1, MOST_VALUES));
        return point;
    }

    @Override
    public DriverSettings settings() {
        return settings;
    }

    @Override
    public List<Point> points() {
        return points;
    }

    @Override
    public String place() {
        return bus.settings() + " address " + probeSettings.address();
    }

    @Override
    public Duration longestRead() {
        return settings.timeout()
                .multipliedBy((long) MOST_REQUESTS * TRIES)
                .plus(probeSettings.longestMeasurement().multipliedBy(3));
    }

    @Override
    public void open(Intake intake) throws IOException {
        if (joined.compareAndSet(false, true)) {
            bus.join();
        }
        LOG.info("Driver {}: the probe is {}", settings.name(), probe.identify());
    }

    @Override
    public void read(List<Point> due, Readings readings) throws IOException {
        double[] values = probe.measure();
        for (Point point : due) {
            int number = Objects.requireNonNull(numbers.get(point.name()));
            if (number <= values.length) {
                readings.value(point.name(), values[number - 1]);
            } else {
                readings.bad(point.name(), "đầu đo chỉ có / the probe has only " + values.length);
            }
        }
    }

    @Override
    public void close() {
        if (joined.compareAndSet(true, false)) {
            bus.leave();
        }
    }
}
