package org.kenh.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDamageTest {
    private static final byte[] HALF_A_RECORD = {(byte) 0xB5, 20, 0, 0, 1, 2, 3};

    @TempDir
    Path directory;

    @BeforeEach
    void write() {
        Bench bench = new Bench(directory, 1024 * 1024);
        DiskJournal journal = bench.open();
        for (int i = 0; i < 3; i++) {
            bench.measure(i);
            journal.sync();
        }
        journal.close();
    }

    @Test
    void of_whatIsWhole_isNone() throws IOException {
        assertThat(JournalDamage.of(directory).isNone()).isTrue();
        assertThat(JournalDamage.of(directory.resolve("never-there")).isNone()).isTrue();
    }

    @Test
    void of_tornTailAndFlippedBit_countsThemAndChangesNothing() throws IOException {
        Path segment = only("*.seg");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[SegmentHeader.LENGTH + Frame.OVERHEAD] ^= 1;
        Files.write(segment, bytes);
        Files.write(segment, HALF_A_RECORD, StandardOpenOption.APPEND);
        Files.write(only("boots.log"), HALF_A_RECORD, StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(segment);

        JournalDamage damage = JournalDamage.of(directory);

        assertThat(damage.records()).isPositive();
        assertThat(damage.tornTails()).isEqualTo(2);
        assertThat(damage.unreadable()).isZero();
        assertThat(Files.readAllBytes(segment)).isEqualTo(before);
    }

    @Test
    void of_noHeader_isUnreadableAndStaysSoWhenItWasPutAside() throws IOException {
        Path segment = only("*.seg");
        Files.write(segment, new byte[1_000]);
        assertThat(JournalDamage.of(directory)).isEqualTo(new JournalDamage(0, 0, 1));

        new Bench(directory, 1024 * 1024).open().close();

        assertThat(directory.resolve("unreadable-0")).exists();
        assertThat(JournalDamage.of(directory)).isEqualTo(new JournalDamage(0, 0, 1));
    }

    private Path only(String glob) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(file -> directory
                            .getFileSystem()
                            .getPathMatcher("glob:" + glob)
                            .matches(file.getFileName()))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
