package org.kenh.edge.sound;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Readings;
import org.kenh.edge.sensor.exec.Child;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/**
 * The driver {@code sound}: samples of 16 bits, mono, little-endian, from an ALSA device (through {@code arecord}), from a
 * program, or from a named pipe. Of them it gives {@code ambient}, {@code ambient.max} (dB(A) over the interval) and
 * {@code clipped} (share of clipped frames), and lets the loudspeaker part listen. What was heard is forgotten at once.
 */
public final class SoundDriver implements Driver {
    private static final String AMBIENT = "ambient";
    private static final String HIGHEST = "ambient.max";
    private static final String CLIPPED = "clipped";
    /** No plug-in that writes files or starts programs. */
    private static final Pattern DEVICE =
            Pattern.compile("(default|sysdefault|hw|plughw|dsnoop|plug:dsnoop)(:[A-Za-z0-9_,=]{1,64})?");

    private final DriverSettings settings;
    private final List<String> command;
    private final Optional<Path> file;
    private final boolean ownProgram;
    private final int rate;
    private final List<Point> points;
    private final Ear ear;
    private volatile @Nullable Source source;

    private SoundDriver(ConfigNode node, DriverSettings settings) {
        this.settings = settings;
        this.rate = rate(node);
        this.ownProgram = node.has("command");
        this.command = command(node);
        this.file = node.has("file") ? Optional.of(Path.of(node.text("file"))) : Optional.empty();
        int sources = (node.has("device") ? 1 : 0) + (ownProgram ? 1 : 0) + (file.isPresent() ? 1 : 0);
        if (sources != 1) {
            node.problem(
                    "device",
                    "cần đúng một trong: device, command, file",
                    "needs exactly one of device, command, file");
        }
        this.ear = new Ear(rate, node.number("calibration", 40, 180, 110));
        this.points = List.of(point(node, AMBIENT, "dB"), point(node, HIGHEST, "dB"), point(node, CLIPPED, ""));
    }

    public static SoundDriver of(ConfigNode node, DriverSettings settings) {
        return new SoundDriver(node, settings);
    }

    private static int rate(ConfigNode node) {
        int rate = node.integer("rate", 8_000, 48_000, 16_000);
        if (Bands.takes(rate)) {
            return rate;
        }
        node.problem("rate", "phải là 8000, 16000 hoặc 48000", "must be 8000, 16000 or 48000");
        return 16_000;
    }

    private List<String> command(ConfigNode node) {
        if (ownProgram) {
            List<String> words = node.texts("command");
            if (words.isEmpty()) {
                node.problem("command", "còn thiếu", "is missing");
            }
            return words;
        }
        if (!node.has("device")) {
            return List.of();
        }
        String device = node.text("device");
        if (!DEVICE.matcher(device).matches()) {
            node.problem(
                    "device",
                    "\"" + device + "\" không phải là thiết bị ALSA như plughw:1,0",
                    "\"" + device + "\" is not an ALSA device like plughw:1,0");
        }
        return List.of(
                "arecord", "-q", "-D", device, "-f", "S16_LE", "-r", Integer.toString(rate), "-c", "1", "-t", "raw");
    }

    private Point point(ConfigNode node, String name, String unit) {
        String prefix = node.text("prefix", "");
        SeriesName series = node.has("prefix") && !SeriesName.isValid(prefix + name)
                ? SeriesName.of(name)
                : SeriesName.of(prefix + name);
        Point.Shape shape =
                new Point.Shape(1, 0, 0, 200, Optional.empty(), Duration.ofMinutes(10), Optional.empty(), false);
        return new Point(name, series, unit.isEmpty() ? Unit.NONE : Unit.of(unit), settings.interval(), shape);
    }

    /** Whether the site file names the program that it runs. */
    public boolean runsProgram() {
        return ownProgram;
    }

    /** What listens to its samples. */
    public Ear ear() {
        return ear;
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
        return file.map(Path::toString).orElseGet(() -> String.join(" ", command)) + " " + rate + "/s";
    }

    @Override
    public void open(Intake intake) throws IOException {
        Source opened = new Source(command.isEmpty() ? Optional.empty() : Optional.of(Child.start(command)));
        source = opened;
        Thread reader = new Thread(() -> listen(opened), "sensor-" + settings.name() + "-samples");
        reader.setDaemon(true);
        reader.start();
    }

    private void listen(Source opened) {
        try (InputStream in = opened.input(file)) {
            PcmStream samples = new PcmStream(in, rate, 1);
            short[] block = new short[1_024];
            int count = samples.read(block);
            while (count > 0) {
                ear.accept(block, count);
                opened.heard();
                count = samples.read(block);
            }
            opened.end("hết âm thanh / the sound ended");
        } catch (IOException e) {
            opened.end(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void read(List<Point> due, Readings readings) throws IOException {
        Source present = source;
        if (present == null) {
            throw new IOException("không mở / not open");
        }
        Ear.Levels levels = present.await(ear, settings.timeout().toMillis());
        if (levels.highest() <= LevelMeter.LEAST) {
            throw new IOException(
                    "micro chỉ cho số không, xem dây cắm / nothing but zeros, see the microphone's cable");
        }
        readings.value(AMBIENT, levels.mean());
        readings.value(HIGHEST, levels.highest());
        readings.value(CLIPPED, levels.clipped());
    }

    @Override
    public void close() {
        Source present = source;
        source = null;
        if (present != null) {
            present.close();
        }
    }

    /** Where samples come from, from opening to end. */
    private static final class Source {
        private final Optional<Child> child;
        private final List<InputStream> open = new ArrayList<>();
        private Optional<String> end = Optional.empty();

        Source(Optional<Child> child) {
            this.child = child;
        }

        /** Of a pipe this waits for somebody to write into it. */
        InputStream input(Optional<Path> file) throws IOException {
            InputStream in = child.isPresent()
                    ? child.get().output()
                    : Files.newInputStream(file.orElseThrow(() -> new IOException("no source")));
            synchronized (this) {
                open.add(in);
                if (end.isPresent()) {
                    in.close();
                }
            }
            return in;
        }

        synchronized void heard() {
            notifyAll();
        }

        synchronized void end(String reason) {
            end = end.or(() -> Optional.of(reason));
            notifyAll();
        }

        /** The levels since the last read; waits for the first second of sound. */
        synchronized Ear.Levels await(Ear ear, long millis) throws IOException {
            long deadline = System.nanoTime() + millis * 1_000_000;
            Optional<Ear.Levels> levels = ear.levels();
            try {
                while (levels.isEmpty() && end.isEmpty() && System.nanoTime() - deadline < 0) {
                    wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                    levels = ear.levels();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            if (end.isPresent()) {
                throw new IOException(end.get());
            }
            return levels.orElseThrow(() -> new IOException("không có âm thanh / no sound comes"));
        }

        void close() {
            end("đã đóng / closed");
            child.ifPresent(Child::close);
            synchronized (this) {
                for (InputStream in : open) {
                    try {
                        in.close();
                    } catch (IOException e) {
                        // It is being given up.
                    }
                }
            }
        }
    }
}
