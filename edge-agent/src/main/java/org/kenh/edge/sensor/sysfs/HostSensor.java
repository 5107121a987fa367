package org.kenh.edge.sensor.sysfs;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kenh.edge.sensor.Sensor;
import org.kenh.edge.sensor.sysfs.ProcText.Ticks;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** The health of this machine: any Linux board is a sensor of itself. */
public final class HostSensor implements Sensor {
    private final Path root;
    private final HostConfig config;
    private Ticks before = new Ticks(0, 0);

    /** Reads {@code proc} and {@code sys} below a root, which is {@code /} outside tests. */
    public HostSensor(Path root, HostConfig config) {
        this.root = root;
        this.config = config;
    }

    @Override
    public List<DeclaredSeries> series() {
        // A machine does not change while it runs: what can be read now is what will be sent.
        return read(Instant.EPOCH).stream()
                .map(reading -> new DeclaredSeries(reading.series(), reading.unit(), Optional.empty()))
                .toList();
    }

    @Override
    public List<Reading> read(Instant now) {
        Readings readings = new Readings(now);
        readLoad(readings);
        readMemory(readings);
        readDisks(readings);
        readTemperatures(readings);
        readNetwork(readings);
        readOneWire(readings);
        return readings.list;
    }

    private void readLoad(Readings readings) {
        readings.add("load", "", ProcText.load(text("proc/loadavg")));
        readings.add("uptime", "s", ProcText.uptime(text("proc/uptime")));
        Ticks now = ProcText.processor(text("proc/stat"));
        long total = now.total() - before.total();
        if (total > 0) {
            double share = (double) (now.busy() - before.busy()) / total;
            readings.add("cpu/used", "/", OptionalDouble.of(Math.rint(share * 1000) / 1000));
        }
        before = now;
    }

    private void readMemory(Readings readings) {
        String meminfo = text("proc/meminfo");
        OptionalLong total = ProcText.memory(meminfo, "MemTotal");
        OptionalLong available = ProcText.memory(meminfo, "MemAvailable");
        if (total.isPresent() && available.isPresent()) {
            readings.add("memory/total", "B", OptionalDouble.of((double) total.getAsLong()));
            readings.add("memory/used", "B", OptionalDouble.of((double) (total.getAsLong() - available.getAsLong())));
        }
    }

    private void readDisks(Readings readings) {
        for (Path disk : config.disks()) {
            OptionalLong total = space(disk, FileStore::getTotalSpace);
            OptionalLong free = space(disk, FileStore::getUnallocatedSpace);
            if (total.isPresent() && free.isPresent()) {
                String name = "disk/" + word(disk.toString(), "root");
                readings.add(name + "/total", "B", OptionalDouble.of((double) total.getAsLong()));
                readings.add(name + "/used", "B", OptionalDouble.of((double) (total.getAsLong() - free.getAsLong())));
            }
        }
    }

    /** Empty for a disk that is not mounted now; it may come back. */
    private static OptionalLong space(Path disk, Space space) {
        try {
            return OptionalLong.of(space.of(Files.getFileStore(disk)));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private void readTemperatures(Readings readings) {
        Path zones = root.resolve("sys/class/thermal");
        for (Path zone : entries(zones, "thermal_zone")) {
            String number = zone.getFileName().toString().substring("thermal_zone".length());
            String name = "temperature/" + word(text(zone.resolve("type")), "zone") + "-" + number;
            OptionalDouble thousandths = ProcText.number(text(zone.resolve("temp")));
            if (thousandths.isPresent()) {
                readings.add(name, "Cel", OptionalDouble.of(thousandths.getAsDouble() / 1000));
            }
        }
    }

    private void readNetwork(Readings readings) {
        ProcText.network(text("proc/net/dev")).forEach((name, traffic) -> {
            String series = "network/" + word(name, "interface");
            readings.add(series + "/received", "B", OptionalDouble.of(traffic.received()));
            readings.add(series + "/sent", "B", OptionalDouble.of(traffic.sent()));
        });
    }

    /** Thermometers on a 1-wire bus; one whose checksum is wrong, or that still has its power-on value, says nothing. */
    private void readOneWire(Readings readings) {
        for (Path device : entries(root.resolve("sys/bus/w1/devices"), "")) {
            OptionalDouble temperature = ProcText.oneWire(text(device.resolve("w1_slave")));
            readings.add("w1/" + word(device.getFileName().toString(), "device"), "Cel", temperature);
        }
    }

    private String text(String path) {
        return text(root.resolve(path));
    }

    /** Empty for what this machine does not have. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> entries(Path directory, String prefix) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A part of a series name made of any text. */
    private static String word(String text, String otherwise) {
        String word = text.trim().replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^-+|-+$", "");
        return word.isEmpty() ? otherwise : word.substring(0, Math.min(word.length(), 40));
    }

    private interface Space {
        long of(FileStore store) throws IOException;
    }

    private static final class Readings {
        private final Instant now;
        private final List<Reading> list = new ArrayList<>();

        Readings(Instant now) {
            this.now = now;
        }

        void add(String series, String unit, OptionalDouble value) {
            if (value.isPresent() && SeriesName.isValid(series)) {
                list.add(Reading.good(series, Unit.of(unit).symbol(), now, value.getAsDouble()));
            }
        }
    }
}
