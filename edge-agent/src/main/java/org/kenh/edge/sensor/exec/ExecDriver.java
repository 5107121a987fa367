package org.kenh.edge.sensor.exec;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Readings;
import org.kenh.edge.sensor.Sample;

/**
 * The driver {@code exec}: runs a program each interval, or, with {@code continuous: true}, keeps one running and takes
 * its lines as they come. A program that takes longer than the time-out is ended.
 */
public final class ExecDriver implements Driver {
    private static final int MOST_LINES = 1_000;
    /** A point that a running program did not mention for so many intervals is bad. */
    private static final int PATIENCE = 3;

    private final DriverSettings settings;
    private final List<String> command;
    private final boolean continuous;
    private final List<Point> points;
    private final List<Output> outputs;
    private final Map<String, Long> lastHeard = new ConcurrentHashMap<>();
    private volatile Optional<String> complaint = Optional.empty();
    private volatile @Nullable Child child;

    private ExecDriver(ConfigNode node, DriverSettings settings) {
        this.settings = settings;
        this.command = node.texts("command");
        this.continuous = node.flag("continuous", false);
        this.points = node.list("points").stream()
                .map(entry -> Point.of(entry, settings))
                .toList();
        this.outputs = node.list("outputs").stream()
                .<Output>map(entry -> ExecOutput.of(entry, settings))
                .toList();
        if (command.isEmpty() && outputs.isEmpty()) {
            node.problem(
                    "command", "còn thiếu, ví dụ [/usr/bin/do, -1]", "is missing, for example [/usr/bin/measure, -1]");
        }
    }

    public static ExecDriver of(ConfigNode node, DriverSettings settings) {
        return new ExecDriver(node, settings);
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
    public boolean findsPoints() {
        return true;
    }

    @Override
    public String place() {
        return String.join(" ", command);
    }

    @Override
    public void open(Intake intake) throws IOException {
        if (!continuous || command.isEmpty()) {
            return;
        }
        Child started = Child.start(command);
        child = started;
        long now = System.nanoTime();
        points.forEach(point -> lastHeard.put(point.name(), now));
        Thread reader = new Thread(() -> follow(started, intake), "sensor-" + settings.name() + "-lines");
        reader.setDaemon(true);
        reader.start();
    }

    private void follow(Child started, Intake intake) {
        try {
            started.readLines(line -> {
                List<Sample> samples = samples(line);
                samples.forEach(sample -> lastHeard.put(sample.point(), System.nanoTime()));
                if (!samples.isEmpty()) {
                    intake.push(samples);
                }
            });
        } catch (IOException e) {
            // Its end is seen at the next read, which starts it anew.
            complaint = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private List<Sample> samples(String line) {
        try {
            List<Sample> samples = LineProtocol.parse(line);
            if (!line.isEmpty()) {
                complaint = Optional.empty();
            }
            return samples;
        } catch (IllegalArgumentException e) {
            complaint = Optional.of(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    @Override
    public void read(List<Point> due, Readings readings) throws IOException {
        if (command.isEmpty()) {
            return;
        }
        if (continuous) {
            check(due, readings);
        } else {
            runOnce(due, readings);
        }
    }

    /** The lines of a running program go their own way; here it is seen whether they come. */
    private void check(List<Point> due, Readings readings) throws IOException {
        Child running = child;
        if (running == null || !running.isAlive()) {
            throw new IOException("chương trình đã dừng / the program ended");
        }
        long now = System.nanoTime();
        for (Point point : due) {
            long silence = now - lastHeard.getOrDefault(point.name(), now);
            if (silence > PATIENCE * point.interval().toNanos()) {
                readings.bad(point.name(), complaint.orElse("chương trình không in ra / not printed by the program"));
            } else {
                readings.quiet(point.name());
            }
        }
    }

    private void runOnce(List<Point> due, Readings readings) throws IOException {
        complaint = Optional.empty();
        Map<String, Sample> heard = new HashMap<>();
        List<Optional<String>> complaints = new ArrayList<>();
        try (Child started = Child.start(command)) {
            child = started;
            Timer timer = new Timer(started, settings.timeout().toMillis());
            timer.start();
            started.readLines(line -> {
                samples(line).forEach(sample -> keep(sample, heard));
                complaints.add(complaint);
            });
            Optional<Integer> exit = started.await(settings.timeout().toMillis());
            if (timer.hasFired()) {
                throw new IOException("chạy quá lâu, đã bị dừng / ran for too long and was ended");
            }
            if (exit.isPresent() && exit.get() != 0) {
                throw new IOException("chương trình báo lỗi / the program failed: exit code " + exit.get());
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        heard.values().forEach(readings::take);
        Optional<String> wrong = complaints.stream().flatMap(Optional::stream).findFirst();
        Set<String> missing = new HashSet<>();
        due.forEach(point -> missing.add(point.name()));
        missing.removeAll(heard.keySet());
        missing.forEach(
                name -> readings.bad(name, wrong.orElse("chương trình không in ra / not printed by the program")));
    }

    private static void keep(Sample sample, Map<String, Sample> heard) {
        if (heard.size() < MOST_LINES) {
            heard.put(sample.point(), sample);
        }
    }

    @Override
    public void close() {
        Child running = child;
        child = null;
        if (running != null) {
            running.close();
        }
    }

    /** Ends a program that runs for too long; reading its lines then ends by itself. */
    private static final class Timer {
        private final Child started;
        private final long millis;
        private volatile boolean fired;

        Timer(Child started, long millis) {
            this.started = started;
            this.millis = millis;
        }

        void start() {
            Thread thread = new Thread(this::run, "exec-timer");
            thread.setDaemon(true);
            thread.start();
        }

        boolean hasFired() {
            return fired;
        }

        private void run() {
            try {
                if (started.await(millis).isEmpty()) {
                    fired = true;
                    started.close();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
