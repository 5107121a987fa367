package org.kenh.edge.sensor.gpio;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Point.Template;
import org.kenh.edge.sensor.Readings;
import org.kenh.edge.sensor.Sample;
import org.kenh.edge.sensor.exec.Child;

/**
 * The driver {@code gpio}: contacts (floats, doors, mains) and relays on one chip. A change is sent at once; every
 * {@value #RESYNC_SECONDS} s the levels are read anew, in case an edge was missed.
 */
public final class GpioDriver implements Driver {
    static final int RESYNC_SECONDS = 60;
    private static final int MOST_LINES = 1_023;

    private final DriverSettings settings;
    private final GpioTools tools;
    private final Map<Integer, Line> lines = new LinkedHashMap<>();
    private final List<Point> points = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private Intake intake = samples -> {};
    private volatile @Nullable Child monitor;
    private long synced;

    private GpioDriver(ConfigNode node, DriverSettings settings, Path directory) {
        this.settings = settings;
        String chip = node.text("chip", "gpiochip0");
        String bias = node.text("bias", "").isEmpty()
                ? "as-is"
                : node.oneOf("bias", List.of("as-is", "disable", "pull-up", "pull-down"));
        this.tools = new GpioTools(directory, chip, bias);
        Set<Integer> used = new HashSet<>();
        node.list("points").forEach(entry -> input(entry, used));
        node.list("outputs").forEach(entry -> output(entry, used));
        if (used.isEmpty()) {
            node.problem("points", "còn thiếu", "is missing");
        }
    }

    /** Reads the section; the programs of libgpiod are in {@code directory}. */
    public static GpioDriver of(ConfigNode node, DriverSettings settings, Path directory) {
        return new GpioDriver(node, settings, directory);
    }

    private void input(ConfigNode node, Set<Integer> used) {
        Point point = Point.of(node, settings, Template.flag(node.text("name")));
        int line = line(node, used);
        Contact contact = new Contact(
                node.flag("active-low", false),
                node.duration("debounce", Duration.ZERO, Duration.ofSeconds(10), Duration.ofMillis(50)));
        points.add(point);
        lines.put(line, new Line(point.name(), contact));
    }

    private void output(ConfigNode node, Set<Integer> used) {
        outputs.add(new GpioOutput(node.text("name"), tools, line(node, used), node.flag("active-low", false)));
    }

    private static int line(ConfigNode node, Set<Integer> used) {
        int line = node.integer("line", 0, MOST_LINES);
        if (!used.add(line)) {
            node.problem("line", line + " có hai lần", line + " is there twice");
        }
        return line;
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
    public List<Output> outputs() {
        return outputs;
    }

    @Override
    public String place() {
        return tools.chip();
    }

    @Override
    public Duration longestRead() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void open(Intake opened) throws IOException {
        intake = opened;
        if (!lines.isEmpty()) {
            synchronize();
        }
    }

    /** Reads all levels, which cannot be done while they are watched, and watches them again. */
    private void synchronize() throws IOException {
        stopMonitor();
        List<Integer> numbers = List.copyOf(lines.keySet());
        List<Boolean> levels = tools.get(numbers);
        for (int i = 0; i < numbers.size(); i++) {
            line(numbers.get(i)).contact.settle(levels.get(i));
        }
        Child started = tools.monitor(numbers);
        monitor = started;
        synced = System.nanoTime();
        Thread reader = new Thread(() -> follow(started), "sensor-" + settings.name() + "-edges");
        reader.setDaemon(true);
        reader.start();
    }

    private void follow(Child started) {
        try {
            started.readLines(this::edge);
        } catch (IOException e) {
            // Its end is seen at the next read.
            started.close();
        }
    }

    /** {@code <line> <event>}: the event is 1 for rising, and 0 (version 1) or 2 (version 2) for falling. */
    private void edge(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 2 || !text.matches("\\d{1,4} [012]")) {
            return;
        }
        Line line = lines.get(Integer.parseInt(words[0]));
        if (line != null) {
            line.contact.edge(
                    words[1].equals("1"), active -> intake.push(List.of(Sample.good(line.point, active ? 1 : 0))));
        }
    }

    @Override
    public void read(List<Point> due, Readings readings) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        Child watching = monitor;
        if (watching == null || !watching.isAlive()) {
            throw new IOException("gpiomon đã dừng / ended");
        }
        if (System.nanoTime() - synced > Duration.ofSeconds(RESYNC_SECONDS).toNanos()) {
            synchronize();
        }
        lines.values().forEach(line -> readings.value(line.point, line.contact.isActive() ? 1 : 0));
    }

    private Line line(int number) {
        return Objects.requireNonNull(lines.get(number));
    }

    private void stopMonitor() {
        Child watching = monitor;
        monitor = null;
        if (watching != null) {
            watching.close();
        }
    }

    @Override
    public void close() {
        stopMonitor();
    }

    private record Line(String point, Contact contact) {}
}
