package org.kenh.operations.loudspeaker.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.source.SourceSettings.Way;
import org.kenh.operations.loudspeaker.source.SourceStore.LogEntry;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlSource;

class SourceDeskTest {
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant FIVE = Instant.parse("2026-11-21T10:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final SpeakerWorld world = new SpeakerWorld(
            ingest, database, new Commands(new SqlCommandStore(database), clock, Runnable::run), clock);
    private final SqlSource store = new SqlSource(database, new Seal(new byte[32]));
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final SourceDesk desk =
            new SourceDesk(store, world.desk.clusters(), device -> !device.endsWith("2"), this::take, clock);
    private final Province province = new Province();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        desk.close();
        province.close();
        database.close();
        ingest.close();
    }

    @Test
    void http_pullsOnceAndThenOnlyWhatIsNew_withTheKey_whichIsKeptSealed() {
        set(Way.HTTP, "nguon-1", Optional.of("khoa-bi-mat"));
        province.schedules =
                "[{\"maBanTin\":\"T1\",\"tieuDe\":\"Bản tin\",\"loaiBanTin\":\"UU_TIEN\",\"thoiLuong\":300,"
                        + "\"lichPhat\":[{\"tuNgay\":\"2026-11-21\",\"gioPhat\":[\"17:00\"],\"diaBan\":[\"xa\"]}]}]";
        desk.tick();
        assertThat(taken).singleElement().satisfies(json -> {
            JsonNode bulletin = JSON.readTree(json).path(0);
            assertThat(bulletin.path("id").asText()).isEqualTo("T1");
            assertThat(bulletin.path("class").asText()).isEqualTo("priority");
            assertThat(bulletin.path("schedules").path(0).path("times").path(0).asText())
                    .isEqualTo("17:00");
        });
        assertThat(province.authorizations).containsOnly("Bearer khoa-bi-mat");
        desk.tick();
        assertThat(province.pulls.get()).as("not before its time").isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        desk.tick();
        assertThat(province.pulls.get()).isEqualTo(2);
        assertThat(taken).as("304: nothing new").hasSize(1);
        assertThat(desk.settings().keySet()).isTrue();
        assertThat(desk.settings().toString()).doesNotContain("khoa-bi-mat");
        assertThat(desk.log()).extracting(LogEntry::state).contains("done").doesNotContain("failed");
    }

    @Test
    void http_pullThatFails_isTriedAgainLaterAndLater_andSaysWhy() {
        set(Way.HTTP, "kenh-1", Optional.empty());
        province.status = 503;
        desk.tick();
        assertThat(desk.progress().problem())
                .hasValueSatisfying(why -> assertThat(why).startsWith("HTTP 503"));
        desk.tick();
        assertThat(province.pulls.get()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(30));
        desk.tick();
        assertThat(province.pulls.get()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(30));
        desk.tick();
        assertThat(province.pulls.get()).as("twice as long").isEqualTo(2);
        province.status = 200;
        clock.advance(Duration.ofSeconds(30));
        desk.tick();
        assertThat(desk.progress().problem()).isEmpty();
        assertThat(desk.progress().pullFailed()).isZero();
    }

    @Test
    void http_pushesStatusAndPlays_onceEach_andAgainWithTheSameKeyWhenItFailed() {
        world.commune("xa", 2);
        set(Way.HTTP, "nguon-1", Optional.empty());
        play();
        province.status = 500;
        desk.tick();
        assertThat(desk.waiting()).isEqualTo(2);
        assertThat(desk.log()).anySatisfy(entry -> {
            assertThat(entry.state()).isEqualTo("waiting");
            assertThat(entry.attempts()).isEqualTo(1);
            assertThat(entry.nextAt()).contains(clock.instant().plusSeconds(30));
        });
        province.status = 200;
        clock.advance(Duration.ofSeconds(31));
        desk.tick();
        assertThat(desk.waiting()).isZero();
        List<Province.Post> plays = province.posts("plays");
        assertThat(plays).hasSize(2);
        assertThat(plays.get(1)).isEqualTo(plays.get(0));
        List<JsonNode> lines = new ArrayList<>();
        json(plays.getFirst().body()).forEach(lines::add);
        assertThat(lines)
                .filteredOn(line -> line.path("maCum").asText().equals("xa-2"))
                .allSatisfy(line -> {
                    assertThat(line.has("maBam")).as("what was planned").isTrue();
                    assertThat(line.has("gioKetThuc")).isFalse();
                    assertThat(line.has("amLuong")).isFalse();
                    assertThat(line.has("maBamDaPhat")).isFalse();
                });
        assertThat(lines).hasSize(2).anySatisfy(line -> {
            assertThat(line.path("maCum").asText()).isEqualTo("xa-1");
            assertThat(line.path("ketQua").asText()).isEqualTo("DA_PHAT");
            assertThat(line.path("soGiayDaPhat").asDouble()).isEqualTo(291);
            assertThat(line.path("mucTangAm").asDouble()).isEqualTo(9);
            assertThat(line.path("gioBatDau").asText()).isEqualTo("2026-11-21T10:00:12Z");
            assertThat(line.path("gioKetThuc").asText()).isEqualTo("2026-11-21T10:05:03Z");
            assertThat(line.path("amLuong").asDouble()).isEqualTo(70);
            assertThat(line.path("maBamDaPhat").asText()).isEqualTo(SpeakerWorld.HASH);
            assertThat(line.path("dungMaBam").asBoolean()).isTrue();
        });
        JsonNode status = json(province.posts("status").getLast().body());
        assertThat(province.posts("status")).as("not held up by plays").hasSize(2);
        assertThat(status).hasSize(2);
        assertThat(status.path(0).path("ketNoi").asBoolean()).isTrue();
        assertThat(status.path(1).path("ketNoi").asBoolean()).isFalse();
        clock.advance(Duration.ofMinutes(5));
        desk.tick();
        assertThat(province.posts("plays")).as("nothing is told twice").hasSize(2);
        assertThat(province.posts("status")).hasSize(3);
    }

    @Test
    void http_whatTheProvinceDoesNotWant_isGivenUp_andStaysInTheLog() {
        world.commune("xa", 1);
        set(Way.HTTP, "kenh-1", Optional.empty());
        province.status = 422;
        desk.tick();
        assertThat(desk.waiting()).isZero();
        assertThat(desk.log()).anySatisfy(entry -> {
            assertThat(entry.what()).isEqualTo("status");
            assertThat(entry.state()).isEqualTo("failed");
            assertThat(entry.detail()).hasValueSatisfying(why -> assertThat(why).startsWith("HTTP 422"));
        });
    }

    @Test
    void files_areTakenWhenWhole_andBadOnesPutAsideWithTheReason() throws IOException {
        set(Way.FILE, "kenh-1", Optional.empty());
        drop("1.csv", "id,title\n");
        drop("2.json", "[{\"id\":\"x\"");
        drop("3.json", "[\"nhầm\"]");
        drop(".4.json", "[]");
        Path half = directory.resolve("in").resolve("5.json");
        Files.writeString(half, "[");
        Files.setLastModifiedTime(half, FileTime.from(clock.instant().minusSeconds(1)));
        desk.tick();
        assertThat(taken).containsExactly("id,title\n", "[\"nhầm\"]");
        assertThat(names("in")).containsExactlyInAnyOrder(".4.json", "5.json");
        assertThat(names("done"))
                .singleElement()
                .satisfies(name -> assertThat(name).endsWith("-1.csv"));
        assertThat(names("bad")).hasSize(4);
        Path reason = directory
                .resolve("bad")
                .resolve(names("bad").stream()
                        .filter(name -> name.endsWith("3.json.reason.txt"))
                        .findFirst()
                        .orElseThrow());
        assertThat(Files.readString(reason)).isEqualTo("row 1: wrong\n");
        assertThat(desk.log()).extracting(LogEntry::state).contains("done", "failed");
    }

    @Test
    void files_ofReports_appearWhole_underOneNameEach() throws IOException {
        world.commune("xa", 2);
        set(Way.FILE, "kenh-1", Optional.empty());
        play();
        desk.tick();
        assertThat(names("out")).hasSize(2).allMatch(name -> name.matches("(plays|status)-[0-9a-f-]{36}\\.json"));
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void settings_areChangedOnlyByWhoKnowsThem_andTheKeyStaysUnlessItIsGiven() {
        set(Way.HTTP, "kenh-1", Optional.of("khoa"));
        SourceSettings now = desk.settings();
        assertThat(desk.put(now, Optional.empty(), "an")).isTrue();
        assertThat(store.key()).contains("khoa");
        assertThat(desk.put(now, Optional.empty(), "an")).isFalse();
        assertThat(desk.put(desk.settings(), Optional.of(""), "an")).isTrue();
        assertThat(store.key()).isEmpty();
        assertThat(Reports.backoff(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Reports.backoff(100)).isEqualTo(Duration.ofHours(1));
    }

    private Intake.Taken take(Intake.Format format, String content, boolean whole) {
        taken.add(content);
        boolean wrong = content.contains("nhầm");
        return new Intake.Taken(wrong ? 0 : 1, 0, 0, 0, wrong ? List.of("row 1: wrong") : List.of(), List.of());
    }

    /** One cluster plays, the other one does not. */
    private void play() {
        world.bulletin("Bản tin", BulletinClass.NORMAL, "xa", 1, "17:00");
        world.tick();
        String slot = world.desk
                .programme()
                .slots(FIVE, FIVE.plusSeconds(1))
                .getFirst()
                .id();
        clock.advance(Duration.between(START, FIVE.plusSeconds(600)));
        world.played("xa-1", slot, FIVE.plusSeconds(12), 291);
        world.tick();
        clock.advance(Duration.ofSeconds(60));
    }

    private void set(Way way, String mapping, Optional<String> key) {
        SourceSettings wanted =
                new SourceSettings(way, Optional.of(directory), Optional.of(province.url()), 5, 5, mapping, false, 0);
        assertThat(desk.put(wanted, key, "admin")).isTrue();
    }

    private void drop(String name, String content) throws IOException {
        Path file = Files.createDirectories(directory.resolve("in")).resolve(name);
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(10)));
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
