package org.kenh.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.clock.Moments;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Message;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

class DiskJournalTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    @Test
    void take_beforeSync_givesNothing() {
        Bench bench = opened();
        bench.measure(1);

        assertThat(bench.take()).isEmpty();
        bench.journal().sync();
        assertThat(bench.deliverValues("level")).containsExactly(1.0);
    }

    @Test
    void urgent_isSyncedAtOnceAndSentBeforeLive() {
        Bench bench = opened();
        bench.measure(1);
        bench.measure(2, true);

        assertThat(bench.deliverValues("level")).containsExactly(2.0, 1.0);
    }

    @Test
    void answers_goBeforeAllInTheirOrder() {
        Bench bench = opened();
        bench.measure(2, true);
        bench.journal().append(Lane.CONTROL, answer(1), 0);
        bench.journal().append(Lane.CONTROL, answer(2), 0);

        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Parcel parcel = bench.take().orElseThrow();
            assertThat(parcel.lane()).isEqualTo(Lane.CONTROL);
            lengths.add(parcel.message().payload().length);
        }
        assertThat(lengths).containsExactly(1, 2);
    }

    @Test
    void reopened_givesWhatWasNotAcknowledgedWithTheSameNumbersAndTimes() {
        Bench bench = opened();
        for (int i = 0; i < 5; i++) {
            bench.measure(i);
            bench.pass(SECOND);
        }
        bench.journal().sync();
        Pack first = bench.pack(bench.take().orElseThrow());
        Parcel second = bench.take().orElseThrow();
        bench.journal().done(second);
        bench.journal().close();
        bench.pass(SECOND);

        bench.open();
        List<Pack> packs = bench.deliver();

        assertThat(Bench.values(packs, "level")).containsExactly(0.0, 2.0, 3.0, 4.0);
        assertThat(packs.get(0)).isEqualTo(first);
        assertThat(sequences(packs)).containsExactly(1L, 3L, 4L, 5L);
    }

    @Test
    void numbers_goOnAfterARestart_evenIfAllWasAcknowledged() {
        Bench bench = opened();
        bench.measure(1);
        bench.journal().sync();
        PackNumber first = bench.deliver().get(0).number().orElseThrow();
        bench.journal().close();
        bench.reboot(Duration.ofHours(1));
        bench.open();
        bench.measure(2);
        bench.journal().sync();
        PackNumber second = bench.deliver().get(0).number().orElseThrow();

        assertThat(first.epoch()).isEqualTo(Bench.START.plusSeconds(5).getEpochSecond());
        assertThat(second).isEqualTo(new PackNumber(first.epoch(), first.sequence() + 1));
    }

    @Test
    void putBack_isGivenAgainBeforeWhatCameLater() {
        Bench bench = opened();
        bench.measure(1);
        bench.measure(2);
        bench.journal().sync();
        Parcel parcel = bench.take().orElseThrow();
        bench.journal().putBack(parcel);

        assertThat(bench.deliverValues("level")).containsExactly(1.0, 2.0);
    }

    @Test
    void backlog_comesOldestFirstAfterLiveAndOnlyIfAsked() {
        Bench bench = opened();
        for (int i = 0; i < 500; i++) {
            bench.measure(i);
            bench.journal().sync();
            bench.pass(SECOND);
        }
        bench.pass(Duration.ofMinutes(5));
        bench.measure(1_000);
        bench.journal().sync();

        assertThat(bench.journal().pending(Lane.LIVE)).isEqualTo(1);
        assertThat(bench.journal().pending(Lane.BACKLOG)).isEqualTo(500);
        Parcel live = bench.take().orElseThrow();
        assertThat(live.lane()).isEqualTo(Lane.LIVE);
        assertThat(bench.journal().take(EnumSet.of(Lane.CONTROL, Lane.URGENT, Lane.LIVE)))
                .isEmpty();
        assertThat(bench.deliverValues("level")).hasSize(500).isSorted();
    }

    @Test
    void acknowledgedSegments_areDeleted() throws IOException {
        Bench bench = opened();
        for (int i = 0; i < 40_000; i++) {
            bench.measure(i * 1.0001);
            if (i % 1_000 == 0) {
                bench.journal().sync();
            }
        }
        bench.journal().sync();
        bench.measure(0);
        bench.journal().sync();
        long before = segments();
        bench.deliver();
        bench.measure(1);
        bench.journal().sync();

        assertThat(before).isGreaterThan(1);
        assertThat(segments()).isEqualTo(1);
    }

    @Test
    void tornTail_isCutAndCounted() throws IOException {
        Bench bench = opened();
        for (int i = 0; i < 3; i++) {
            bench.measure(i);
            bench.journal().sync();
        }
        Path segment = segment();
        long whole = Files.size(segment);
        bench.journal().close();
        Files.write(segment, new byte[] {(byte) 0xB5, 20, 0, 0, 1, 2, 3}, StandardOpenOption.APPEND);

        bench.open();

        assertThat(Files.size(segment)).isEqualTo(whole);
        List<Pack> packs = bench.deliver();
        bench.journal().sync();
        packs.addAll(bench.deliver());
        assertThat(Bench.values(packs, "level")).containsExactly(0.0, 1.0, 2.0);
        assertThat(texts(packs)).containsExactly("{\"damaged\":0,\"torn\":1}");
    }

    @Test
    void flippedBit_anywhere_costsAtMostOneRecord() throws IOException {
        Bench bench = opened();
        for (int i = 0; i < 6; i++) {
            bench.measure(i);
            bench.journal().sync();
        }
        bench.journal().close();
        Path segment = segment();
        byte[] bytes = Files.readAllBytes(segment);
        for (int at = 0; at < bytes.length; at += 3) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(Files::isRegularFile).forEach(Opening::delete);
            }
            Files.write(segment, flipped);
            bench.open().sync();
            assertThat(bench.deliverValues("level").size())
                    .as("flipped at %d", at)
                    .isGreaterThanOrEqualTo(5);
            bench.journal().close();
        }
    }

    @Test
    void failedForce_sealsTheSegmentAndWritesAgainToANewOne() throws IOException {
        Bench bench = opened();
        bench.measure(1);
        bench.journal().sync();
        Path failed = segment();
        long trusted = Files.size(failed);
        bench.disk.failForces(1);
        bench.measure(2);
        bench.journal().sync();

        assertThat(Files.size(failed)).isEqualTo(trusted);
        bench.measure(3);
        bench.journal().sync();
        assertThat(Files.size(failed)).isEqualTo(trusted);
        assertThat(bench.journal().status().failedSyncs()).isEqualTo(1);
        bench.journal().close();
        bench.open();
        List<Pack> packs = bench.deliver();
        assertThat(Bench.values(packs, "level")).containsExactlyInAnyOrder(1.0, 2.0, 3.0);
        assertThat(texts(packs)).containsExactly("{\"failed\":\"IOException\",\"inMemory\":false}");
    }

    @Test
    void fullDisk_goesOnInMemoryUnderALaterEpoch_andBackToDisk() {
        Bench bench = opened();
        bench.measure(1);
        bench.journal().sync();
        PackNumber before = bench.deliver().get(0).number().orElseThrow();
        bench.disk.setFull(true);
        bench.measure(2);
        bench.journal().sync();

        assertThat(bench.journal().status().inMemory()).isTrue();
        List<Pack> packs = bench.deliver();
        assertThat(Bench.values(packs, "level")).containsExactly(2.0);
        assertThat(texts(packs)).containsExactly("{\"failed\":\"IOException\",\"inMemory\":true}");
        assertThat(packs.get(0).number().orElseThrow().epoch()).isGreaterThan(before.epoch());

        bench.measure(3);
        bench.disk.setFull(false);
        bench.journal().sync();
        assertThat(bench.journal().status().inMemory()).isFalse();
        bench.journal().close();
        bench.open();
        assertThat(bench.deliverValues("level")).containsExactly(3.0);
    }

    @Test
    void memory_isBoundedWhileTheDiskTakesNothing() {
        Bench bench = opened();
        bench.disk.setFull(true);
        List<Measurement> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(bench.measurement("s" + i, i));
        }
        for (int i = 0; i < 100; i++) {
            bench.journal().accept(many, false);
            bench.journal().sync();
        }

        assertThat(bench.journal().droppedReadings()).isBetween(85_000L, 95_000L);
        List<Pack> packs = bench.deliver();
        bench.journal().sync();
        packs.addAll(bench.deliver());
        assertThat(texts(packs)).anySatisfy(text -> assertThat(text).contains("\"packs\":"));
    }

    @Test
    void directoryThatCannotBeMade_isNoReasonNotToRun() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        Bench bench = new Bench(file.resolve("journal"), 1 << 20);
        bench.open();
        bench.measure(1);
        bench.journal().sync();

        assertThat(bench.deliverValues("level")).containsExactly(1.0);
    }

    @Test
    void secondProcess_doesNotWriteIntoTheFilesOfTheFirst() {
        Bench first = opened();
        first.measure(1);
        first.journal().sync();
        Bench second = opened();
        second.measure(2);
        second.journal().sync();

        assertThat(second.journal().status().inMemory()).isTrue();
        first.journal().close();
        first.open();
        assertThat(first.deliverValues("level")).containsExactly(1.0);
    }

    @Test
    void tooMuch_thinsOutTheOldAndOften_keepsTheRareAndTheUrgent_andReportsTheGap() {
        Bench bench = new Bench(directory, 1 << 20);
        bench.open();
        int rounds = 6_000;
        for (int i = 0; i < rounds; i++) {
            List<Measurement> often = new ArrayList<>();
            for (int k = 0; k < 40; k++) {
                often.add(bench.measurement("often-" + k, i + k * 1.00001));
            }
            bench.journal().accept(often, false);
            if (i % 20 == 0) {
                bench.journal().accept(List.of(bench.measurement("rare", i)), false);
                bench.journal().accept(List.of(bench.measurement("alarm", i)), true);
            }
            bench.pass(SECOND);
        }
        assertThat(bench.journal().status().bytes()).isLessThanOrEqualTo(1 << 20);
        bench.journal().close();
        bench.open();
        List<Pack> packs = bench.deliver();

        List<Double> often = Bench.values(packs, "often-0");
        assertThat(often).hasSizeLessThan(rounds).hasSizeGreaterThan(rounds / 8).isSorted();
        assertThat(often.get(often.size() - 1)).isEqualTo(rounds - 1.0);
        assertThat(often.get(0)).isLessThan(rounds / 10.0);
        assertThat(Bench.values(packs, "rare")).hasSizeGreaterThan(rounds / 25);
        assertThat(Bench.values(packs, "alarm")).hasSize(rounds / 20);
        assertThat(texts(packs))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text)
                        .contains("\"from\":\"2026-07-01T", "\"to\":\"2026-07-01T", "\"packs\":", "\"readings\":"));
        assertThat(packs.stream().map(pack -> pack.number().orElseThrow().sequence()))
                .doesNotHaveDuplicates();
    }

    @Test
    void moments_inATextFromBeforeTheClockWasTrusted_areRightWhenItIsSent() {
        Bench bench = new Bench(directory, 16L << 20);
        bench.noBattery();
        bench.open();
        Instant start = bench.wall();
        String text = "{\"start\":\"" + Moments.mark(bench.nanos()) + "\",\"end\":\"";
        bench.pass(Duration.ofMinutes(5));
        Instant end = bench.wall();
        Value value = new Value.Text(text + Moments.mark(bench.nanos()) + "\"}");
        bench.journal()
                .accept(
                        List.of(new Measurement(bench.nanos(), SeriesName.of("play"), Unit.NONE, value, Quality.GOOD)),
                        true);
        assertThat(bench.take()).isEmpty();
        bench.journal().close();
        bench.pass(SECOND);
        bench.open();
        bench.trust();
        bench.journal().sync();

        Reading reading = bench.deliver().get(0).readings().get(0);
        assertThat(reading.at()).isEqualTo(end);
        assertThat(((Value.Text) reading.value()).value())
                .isEqualTo("{\"start\":\"" + millis(start) + "\",\"end\":\"" + millis(end) + "\"}");
    }

    private static String millis(Instant at) {
        return at.toString().replace("Z", ".000Z");
    }

    private Bench opened() {
        Bench bench = new Bench(directory, 16L << 20);
        bench.open();
        return bench;
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private long segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".seg")).count();
        }
    }

    private static List<Long> sequences(List<Pack> packs) {
        return packs.stream()
                .map(pack -> pack.number().orElseThrow().sequence())
                .toList();
    }

    private static List<String> texts(List<Pack> packs) {
        List<String> texts = new ArrayList<>();
        for (Pack pack : packs) {
            for (Reading reading : pack.readings()) {
                if (reading.value() instanceof Value.Text text) {
                    texts.add(text.value());
                }
            }
        }
        return texts;
    }

    private static Message answer(int length) {
        return new Message(Channel.ACKS, Encoding.JSON, new byte[length]);
    }
}
