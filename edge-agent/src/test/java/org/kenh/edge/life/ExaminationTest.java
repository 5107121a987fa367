package org.kenh.edge.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T05:00:00Z");

    @TempDir
    private Path root = Path.of(".");

    @Test
    void clock_isToldApart() {
        assertThat(clock(NOW, true, Optional.of(NOW.plusSeconds(2)))).containsExactly("clock.fine");
        assertThat(clock(NOW, true, Optional.empty())).containsExactly("clock.fine");
        assertThat(clock(NOW, false, Optional.empty())).containsExactly("clock.unsynchronised");
        assertThat(clock(NOW, true, Optional.of(NOW.plusSeconds(3_600)))).containsExactly("clock.far");
        assertThat(clock(Instant.EPOCH.plusSeconds(50), false, Optional.of(NOW)))
                .containsExactly("clock.unset", "clock.far");
    }

    @Test
    void disk_fineAndWorn() throws IOException {
        Files.createDirectories(root.resolve("sys/block"));
        assertThat(disk(root.resolve("journal"))).containsExactly("disk.fine");
        assertThat(root.resolve("journal/.doctor")).doesNotExist();
        Path card = Files.createDirectories(root.resolve("sys/block/mmcblk0/device"));
        Files.writeString(card.resolve("life_time"), "0x03 0x09\n");
        assertThat(disk(root.resolve("journal"))).containsExactly("disk.worn");
    }

    @Test
    void disk_thatCannotBeWritten_isWrong() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThat(disk(file.resolve("journal"))).containsExactly("disk.denied");
    }

    @Test
    void disk_withADamagedJournal_isAWarning() {
        List<Finding> findings =
                new DiskExamination(root, root, () -> Optional.of(new Words("2 bản ghi", "2 records"))).examine();
        assertThat(findings).extracting(Finding::code).containsExactly("disk.journal");
        assertThat(findings.get(0).what().vietnamese()).endsWith("2 bản ghi");
        assertThat(new Diagnosis(findings).isHealthy()).isTrue();
    }

    @Test
    void memory_littleIsAWarning() throws IOException {
        Path proc = Files.createDirectories(root.resolve("proc"));
        Files.writeString(proc.resolve("meminfo"), "MemTotal: 500000 kB\nMemAvailable:   200000 kB\n");
        assertThat(codes(new MemoryExamination(root))).containsExactly("memory.fine");
        Files.writeString(proc.resolve("meminfo"), "MemAvailable:   20000 kB\n");
        assertThat(codes(new MemoryExamination(root))).containsExactly("memory.little");
    }

    @Test
    void diagnosis_isPrintedInBothLanguagesAndAsJson() {
        Diagnosis diagnosis = new Diagnosis(List.of(LinkFindings.refused("link mqtts gw:8883", "192.0.2.1 port 8883")));
        StringWriter text = new StringWriter();
        diagnosis.print(new PrintWriter(text, true));
        assertThat(text.toString()).contains("[hỏng / wrong] link mqtts gw:8883", "Bị từ chối", "Refused at", "→");
        StringWriter json = new StringWriter();
        diagnosis.printJson(new PrintWriter(json, true));
        assertThat(LifeJson.object(json.toString()).path("healthy").asBoolean(true))
                .isFalse();
        assertThat(json.toString()).contains("\"code\":\"link.refused\"", "\"level\":\"wrong\"");
    }

    private static List<String> clock(Instant now, boolean synchronised, Optional<Instant> centre) {
        InstantSource clock = InstantSource.fixed(now);
        return codes(new ClockExamination(clock, () -> synchronised, () -> centre));
    }

    private List<String> disk(Path directory) {
        return codes(new DiskExamination(directory, root, Optional::empty));
    }

    private static List<String> codes(Examination examination) {
        return examination.examine().stream().map(Finding::code).toList();
    }
}
