package org.kenh.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.sensor.Measurement;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** A journal against a model of it: what was synced and not acknowledged is there, whatever else happens. */
class JournalPropertiesTest {
    @Property(tries = 60)
    void synced_isDeliveredThroughRestartsFailuresAndReboots(@ForAll long seed) {
        Path directory = newDirectory();
        try {
            new Model(directory, new Random(seed)).run();
        } finally {
            delete(directory);
        }
    }

    /** The end may come at any byte of what was being written, and leave garbage behind it. */
    @Property(tries = 100)
    void tail_cutOrGarbled_leavesAllBeforeIt(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = newDirectory();
        try {
            Bench bench = new Bench(directory, 1 << 20);
            bench.open();
            List<Long> ends = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                bench.measure(i);
                bench.journal().sync();
                ends.add(Files.size(segment(directory)));
            }
            bench.journal().close();
            Path segment = segment(directory);
            byte[] bytes = Files.readAllBytes(segment);
            int cut = SegmentHeader.LENGTH + random.nextInt(bytes.length - SegmentHeader.LENGTH + 1);
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            RecordWriter damaged = new RecordWriter().raw(bytes, cut).raw(garbage, garbage.length);
            Files.write(segment, damaged.toByteArray());

            bench.open().sync();

            long whole = ends.stream().filter(end -> end <= cut).count();
            assertThat(bench.deliverValues("level")).hasSize((int) whole).isSorted();
        } finally {
            delete(directory);
        }
    }

    @Property(tries = 500)
    void values_areReadAsTheyWere(@ForAll double number, @ForAll float shorter, @ForAll int whole) {
        for (double each : new double[] {number, shorter, whole, whole / 100.0, whole / 1_000.0, -0.0}) {
            if (Double.isFinite(each)) {
                Value value = new Value.Numeric(each);
                RecordWriter writer = new RecordWriter();
                Values.write(writer, Values.kind(value), value);
                assertThat(Values.read(new RecordReader(writer.toByteArray()), Values.kind(value)))
                        .isEqualTo(value);
            }
        }
    }

    @Property(tries = 300)
    void entries_areReadAsTheyWere(@ForAll long seed) {
        Random random = new Random(seed);
        SegmentHeader header =
                new SegmentHeader(Strand.READINGS, 0, BootId.ofMachine(), 7, 100, 50, random.nextInt(1_000_000), 42);
        assertThat(SegmentHeader.decode(header.encode())).contains(header);
        SegmentCodec writing = new SegmentCodec(header);
        RecordWriter bytes = new RecordWriter();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Entry entry = new Entry.Measured(100 + i * 3L, new PackNumber(7, 50 + i), measurements(random));
            writing.write(bytes, entry);
            entries.add(entry);
        }
        SegmentCodec reading = new SegmentCodec(header);
        FrameScanner frames = new FrameScanner(bytes.toByteArray(), 0, 42);
        List<Entry> read = new ArrayList<>();
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            reading.read(frame.get()).ifPresent(read::add);
        }
        assertThat(read).isEqualTo(entries);
    }

    @Property(tries = 300)
    void ranges_areASet(@ForAll long seed) {
        Random random = new Random(seed);
        IdRanges ranges = new IdRanges();
        Set<Long> model = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            long first = random.nextInt(50);
            long last = first + random.nextInt(4);
            if (random.nextInt(10) == 0) {
                ranges.removeBelow(first);
                model.removeIf(id -> id < first);
            } else {
                ranges.add(first, last);
                for (long id = first; id <= last; id++) {
                    model.add(id);
                }
            }
            for (long id = -1; id < 56; id++) {
                assertThat(ranges.contains(id)).isEqualTo(model.contains(id));
            }
        }
        assertThat(ranges.ranges().size()).isLessThanOrEqualTo(28);
    }

    private static List<Measurement> measurements(Random random) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            Value value = switch (random.nextInt(5)) {
                case 0 -> new Value.Flag(random.nextBoolean());
                case 1 -> new Value.Text("nước " + random.nextInt());
                case 2 -> Value.Data.of(new byte[] {1, 2, 3});
                case 3 -> new Value.Numeric(random.nextInt() / 100.0);
                default -> new Value.Numeric(random.nextGaussian());
            };
            measurements.add(new Measurement(
                    random.nextInt(3) * 1_000_000L,
                    SeriesName.of("s" + random.nextInt(4)),
                    Unit.of("m"),
                    value,
                    random.nextBoolean() ? Quality.GOOD : Quality.BAD));
        }
        return measurements;
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("journal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path segment(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(Opening::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What must still come, and what may come. */
    private static final class Model {
        private final Random random;
        private final Bench bench;
        private final Set<Double> unsynced = new HashSet<>();
        private final Set<Double> synced = new HashSet<>();
        private final Set<Double> arrived = new HashSet<>();
        private final List<Parcel> taken = new ArrayList<>();
        private double next;

        Model(Path directory, Random random) {
            this.random = random;
            this.bench = new Bench(directory, 1 << 20);
            bench.open();
        }

        void run() {
            for (int step = 0; step < 120; step++) {
                step(random.nextInt(20));
            }
            bench.disk.failForces(0);
            bench.disk.setFull(false);
            taken.forEach(parcel -> bench.journal().putBack(parcel));
            taken.clear();
            sync();
            bench.deliver().forEach(this::arrive);
            assertThat(arrived).containsAll(synced);
            bench.journal().close();
        }

        private void step(int kind) {
            switch (kind) {
                case 0, 1, 2, 3, 4, 5 -> measure(false);
                case 6 -> measure(true);
                case 7, 8, 9 -> sync();
                case 10, 11, 12, 13 -> bench.take().ifPresent(taken::add);
                case 14, 15 -> settle(true);
                case 16 -> settle(false);
                case 17 -> bench.pass(Duration.ofSeconds(random.nextInt(120)));
                case 18 -> bench.disk.failForces(random.nextInt(4));
                default -> endWithoutAWord();
            }
        }

        private void measure(boolean urgent) {
            next++;
            bench.pass(Duration.ofMillis(10));
            unsynced.add(next);
            bench.measure(next, urgent);
            if (urgent && !bench.journal().status().inMemory()) {
                synced();
            }
        }

        private void sync() {
            bench.journal().sync();
            if (!bench.journal().status().inMemory()) {
                synced();
            }
        }

        private void synced() {
            synced.addAll(unsynced);
            unsynced.clear();
        }

        private void settle(boolean delivered) {
            if (!taken.isEmpty()) {
                Parcel parcel = taken.remove(random.nextInt(taken.size()));
                if (delivered) {
                    arrive(bench.pack(parcel));
                    bench.journal().done(parcel);
                } else {
                    bench.journal().putBack(parcel);
                }
            }
        }

        private void arrive(Pack pack) {
            arrived.addAll(Bench.values(List.of(pack), "level"));
        }

        private void endWithoutAWord() {
            bench.abandon();
            taken.clear();
            unsynced.clear();
            if (random.nextBoolean()) {
                bench.reboot(Duration.ofMinutes(random.nextInt(60)));
            }
            bench.open();
        }
    }
}
