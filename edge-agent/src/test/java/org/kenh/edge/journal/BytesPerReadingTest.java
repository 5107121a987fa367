package org.kenh.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.sensor.Measurement;

/** What a reading costs on disk: 200 series of eight drivers every 10 s, an hour of them. */
class BytesPerReadingTest {
    private static final int DRIVERS = 8;
    private static final int SERIES = 25;
    private static final int ROUNDS = 360;

    @TempDir
    Path directory;

    @Test
    void reading_ofAFewDigits_takesLessThanSixBytesOfTheFiles() throws IOException {
        Bench bench = new Bench(directory, 64 << 20);
        bench.open();
        long writtenBefore = writtenByThisProcess();
        for (int round = 0; round < ROUNDS; round++) {
            for (int driver = 0; driver < DRIVERS; driver++) {
                List<Measurement> read = new ArrayList<>();
                for (int i = 0; i < SERIES; i++) {
                    double value = Math.round((driver * 10 + Math.sin(round / 50.0 + i)) * 100) / 100.0;
                    read.add(bench.measurement("driver-" + driver + "/series-" + i, value));
                }
                bench.journal().accept(read, false);
            }
            bench.journal().sync();
            bench.pass(Duration.ofSeconds(10));
        }
        double readings = (double) DRIVERS * SERIES * ROUNDS;
        double files = bytes() / readings;
        double pages = (writtenByThisProcess() - writtenBefore) / readings;
        System.out.printf("bytes per reading: %.2f in files, %.1f in pages dirtied (4 KiB each)%n", files, pages);

        assertThat(files).isBetween(2.0, 6.0);
        bench.journal().close();
    }

    private long bytes() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** Of {@code /proc/self/io}; 0 where the system does not tell. */
    private static long writtenByThisProcess() throws IOException {
        Path counters = Path.of("/proc/self/io");
        if (!Files.isReadable(counters)) {
            return 0;
        }
        return Files.readAllLines(counters).stream()
                .filter(line -> line.startsWith("write_bytes: "))
                .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
                .findFirst()
                .orElse(0);
    }
}
