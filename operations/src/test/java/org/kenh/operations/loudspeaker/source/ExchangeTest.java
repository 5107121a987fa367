package org.kenh.operations.loudspeaker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.ScheduleIntake;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.emergency.EmergencyState;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Origin;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.source.SourceSettings.Way;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlSource;

/** The province's schedules, good and bad, on their whole way into the programme; and reports on theirs through trouble. */
class ExchangeTest {
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant FIVE = Instant.parse("2026-11-21T10:00:00Z");

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final SpeakerWorld world = new SpeakerWorld(
            ingest, database, new Commands(new SqlCommandStore(database), clock, Runnable::run), clock);
    private final SqlSource store = new SqlSource(database, new Seal(new byte[32]));
    private final Programme programme = world.desk.programme();
    private final Province province = new Province();
    private SourceDesk desk = open();

    @TempDir
    Path directory;

    @BeforeEach
    void commune() {
        world.commune("xa", 2);
    }

    @AfterEach
    void close() {
        desk.close();
        province.close();
        database.close();
        ingest.close();
    }

    @Test
    void list_withOneCancelledHere_andBadRows_bringsAllOthers() {
        set(Way.HTTP, "kenh-1", province.url());
        list(row("T1", ""), row("T2", ""));
        look();
        assertThat(programme.cancel(bulletin("T1").id(), "lan", "trùng giờ họp"))
                .isPresent();
        list(
                row("T1", ""),
                row("T2", ""),
                row("T3", ""),
                row("K1", ",\"class\":\"emergency\""),
                row("T4", "").replace("\"xa\"", "\"xa-la\""));
        look();
        assertThat(bulletin("T3").isActive()).isTrue();
        assertThat(bulletin("T1").cancelled())
                .hasValueSatisfying(done -> assertThat(done.by())
                        .as("what people here decided stays")
                        .isEqualTo("lan"));
        assertThat(find("K1")).isEmpty();
        assertThat(find("T4")).isEmpty();
        assertThat(desk.progress().problem())
                .hasValueSatisfying(
                        words -> assertThat(words).contains("K1", "T4", "Không có \"xa-la\"", "Bản tin này đã bị hủy"));
    }

    @Test
    void mistakes_areAskedForAgain_andGoAwayWhenTheClusterIsThere() {
        set(Way.HTTP, "kenh-1", province.url());
        list(row("T1", ""), row("T2", "").replace("\"xa\"", "\"ben\""));
        look();
        look();
        look();
        assertThat(province.unchanged.get()).as("nothing is known as read").isZero();
        assertThat(desk.log())
                .filteredOn(entry -> entry.direction().equals("in"))
                .as("the same trouble is told once")
                .hasSize(2);
        assertThat(desk.progress().problem()).isPresent();
        world.commune("ben", 1);
        look();
        assertThat(find("T2")).isPresent();
        assertThat(desk.progress().problem()).isEmpty();
        look();
        assertThat(province.unchanged.get()).isEqualTo(1);
    }

    @Test
    void bulletin_isTakenBackByTheProvince_andStandsAgainWhenItComesAgain() {
        set(Way.HTTP, "kenh-1", province.url());
        list(row("T1", ""), row("T2", ""), row("T3", ""));
        look();
        world.tick();
        list(row("T1", ",\"state\":\"cancelled\""), row("T2", ""));
        look();
        assertThat(bulletin("T1").isActive()).as("said").isFalse();
        assertThat(bulletin("T3").isActive()).as("left out").isFalse();
        assertThat(bulletin("T2").isActive()).isTrue();
        world.tick();
        assertThat(programme.slots(START, FIVE.plusSeconds(60)))
                .filteredOn(slot -> !slot.isCancelled())
                .extracting(slot -> slot.bulletin())
                .containsExactly(bulletin("T2").id());
        list(row("T1", ""), row("T2", ""), row("T3", ""));
        look();
        world.tick();
        assertThat(bulletin("T1").isActive()).isTrue();
        assertThat(programme.slots(START, FIVE.plusSeconds(60)))
                .allSatisfy(slot -> assertThat(slot.isCancelled()).isFalse())
                .hasSize(3);
    }

    @Test
    void list_thatLacksMostOfWhatStands_takesNothingBack_andPeopleAreTold() {
        set(Way.HTTP, "kenh-1", province.url());
        list(row("T1", ""), row("T2", ""), row("T3", ""));
        look();
        list(row("T1", ""));
        look();
        assertThat(List.of("T1", "T2", "T3"))
                .allSatisfy(id -> assertThat(bulletin(id).isActive()).isTrue());
        assertThat(desk.progress().problem())
                .hasValueSatisfying(words -> assertThat(words).contains("thiếu 2 trong 3"));
        list(row("T1", ",\"state\":\"lạ\""), row("T2", ""), row("T3", ""));
        look();
        assertThat(bulletin("T1").isActive()).isTrue();
    }

    @Test
    void table_withTheirNames_andDaysAsPeopleCount_isRead() throws IOException {
        set(Way.FILE, "nguon-1", province.url());
        drop("a.csv", """
                maBanTin;tieuDe;loaiBanTin;thoiLuong;tuNgay;thu;gioPhat;diaBan
                T1;Bản tin sáng;UU_TIEN;300;2026-11-21;T2 thứ 3 CN;05:00 17:00;xa
                """);
        desk.tick();
        assertThat(desk.progress().problem()).isEmpty();
        assertThat(bulletin("T1").content().kind()).isEqualTo(BulletinClass.PRIORITY);
        assertThat(bulletin("T1").content().schedules().getFirst().days())
                .extracting(Enum::name)
                .containsExactly("MONDAY", "TUESDAY", "SUNDAY");
    }

    @Test
    void file_withOneBadRow_bringsTheOthers_andIsPutAsideWithTheReason_andTheProblemStays() throws IOException {
        set(Way.FILE, "kenh-1", province.url());
        drop("a.json", "[" + row("T1", "") + "," + row("T2", ",\"class\":\"lạ\"") + "]");
        look();
        assertThat(find("T1")).isPresent();
        assertThat(find("T2")).isEmpty();
        assertThat(names("bad")).hasSize(2);
        look();
        assertThat(desk.progress().problem()).as("nothing new mends nothing").isPresent();
        assertThat(bulletin("T1").isActive()).as("a file is no whole list").isTrue();
        drop("b.json", "[" + row("T2", "") + "]");
        look();
        assertThat(desk.progress().problem()).isEmpty();
        assertThat(bulletin("T1").isActive()).isTrue();
    }

    @Test
    void file_ofAnotherFileSystem_isMovedAllTheSame() throws IOException {
        Path other = Path.of("/dev/shm");
        assumeThat(Files.isWritable(other)).isTrue();
        assumeThat(Files.getFileStore(other)).isNotEqualTo(Files.getFileStore(directory));
        Path done = Files.createTempDirectory(other, "kenh-test");
        try {
            Files.createSymbolicLink(directory.resolve("done"), done);
            set(Way.FILE, "kenh-1", province.url());
            drop("a.json", "[" + row("T1", "") + "]");
            look();
            assertThat(desk.progress().problem()).isEmpty();
            assertThat(names("in")).isEmpty();
            assertThat(names("done"))
                    .singleElement()
                    .satisfies(name -> assertThat(name).endsWith("-a.json"));
        } finally {
            for (String name : names("done")) {
                Files.delete(done.resolve(name));
            }
            Files.delete(done);
        }
    }

    @Test
    void file_thatCannotBeMoved_isNotTakenEveryFewSeconds_andPeopleAreTold() throws IOException {
        set(Way.FILE, "kenh-1", province.url());
        Files.writeString(directory.resolve("done"), "no folder");
        drop("a.json", "[" + row("T1", "") + "]");
        desk.tick();
        assertThat(desk.progress().problem())
                .hasValueSatisfying(words -> assertThat(words).contains("cannot be moved"));
        int entries = desk.log().size();
        clock.advance(Duration.ofSeconds(5));
        desk.tick();
        assertThat(desk.log()).hasSize(entries);
        assertThat(desk.progress().pullNext()).isEqualTo(START.plus(Duration.ofMinutes(5)));
    }

    @Test
    void file_ofTheFuture_isTakenWhenItIsTheSameTwice_halfWrittenIsNot() throws IOException {
        set(Way.FILE, "kenh-1", province.url());
        Path file = drop("a.json", "[");
        Instant ahead = START.plus(Duration.ofHours(2));
        Files.setLastModifiedTime(file, FileTime.from(ahead));
        look();
        assertThat(names("in")).as("perhaps somebody writes").containsExactly("a.json");
        Files.writeString(file, "[" + row("T1", "") + "]");
        Files.setLastModifiedTime(file, FileTime.from(ahead.plusSeconds(60)));
        look();
        assertThat(names("in")).as("somebody did").containsExactly("a.json");
        look();
        assertThat(find("T1")).isPresent();
        assertThat(names("in")).isEmpty();
    }

    @Test
    void answer_thatStalls_isGivenUp() {
        province.stalls = true;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpLink link = new HttpLink(client, province.url(), Optional.empty(), Duration.ofMillis(700));
            assertThat(link.fetch(Optional.empty()))
                    .isInstanceOfSatisfying(
                            Link.Fetch.Failed.class,
                            failed -> assertThat(failed.why()).startsWith("no whole answer within"));
            assertThat(link.deliver(new SourceStore.Parcel(1, "status", "status", "k", "[]", START, 0)))
                    .isInstanceOf(Link.Delivery.Down.class);
            client.shutdownNow();
        }
    }

    @Test
    void answer_thatIsTooLong_orNoList_isRefused() {
        set(Way.HTTP, "kenh-1", province.url());
        province.schedules = "\"" + "x".repeat(HttpLink.LARGEST_ANSWER) + "\"";
        look();
        assertThat(desk.progress().problem()).isPresent();
        province.schedules = "{\"id\":\"T1\"}";
        look();
        assertThat(desk.progress().problem())
                .hasValueSatisfying(words -> assertThat(words).contains("content: "));
    }

    @Test
    void failure_endsTheRound_andWaitsAsItWasAskedTo() {
        set(Way.HTTP, "kenh-1", province.url());
        played();
        province.status = 503;
        province.retryAfter = Optional.of("90");
        desk.tick();
        assertThat(province.posts).as("one is enough to know").hasSize(1);
        clock.advance(Duration.ofSeconds(89));
        desk.tick();
        assertThat(province.posts).hasSize(1);
        province.status = 200;
        province.retryAfter = Optional.empty();
        clock.advance(Duration.ofSeconds(1));
        desk.tick();
        assertThat(desk.waiting()).isZero();
        assertThat(province.posts("plays")).hasSize(2);
    }

    @Test
    void emergency_doesNotWaitBehindOthers_norBehindTheirFailures() {
        set(Way.HTTP, "kenh-1", province.url());
        played();
        province.status = 500;
        desk.tick();
        province.status = 200;
        province.posts.clear();
        assertThat(store.say(word(7, clock.instant()))).isTrue();
        desk.hurry();
        assertThat(province.posts).singleElement().satisfies(post -> {
            assertThat(post.what()).isEqualTo("emergencies");
            assertThat(post.body()).contains("\"slot\":\"e7-1\"");
        });
    }

    @Test
    void emergency_thatIsNeverTaken_holdsUpNoOther() {
        set(Way.HTTP, "kenh-1", province.url());
        province.refused = Map.of("\"slot\":\"e7-1\"", 409);
        assertThat(store.say(word(7, clock.instant()))).isTrue();
        assertThat(store.say(word(8, clock.instant()))).isTrue();
        desk.hurry();
        assertThat(province.posts)
                .extracting(Province.Post::body)
                .last()
                .asString()
                .contains("\"slot\":\"e8-1\"");
        assertThat(desk.waiting()).as("only what is not taken").isEqualTo(1);
        clock.advance(Duration.ofSeconds(5));
        assertThat(store.say(word(9, clock.instant()))).isTrue();
        desk.hurry();
        assertThat(province.posts).as("without waiting for the next try").hasSize(3);
        assertThat(desk.waiting()).isEqualTo(1);
    }

    @Test
    void emergency_thatTheLinkBreaksOn_isTriedAfterNewOnes() {
        set(Way.HTTP, "kenh-1", province.url());
        province.refused = Map.of("\"slot\":\"e7-1\"", 503);
        assertThat(store.say(word(7, clock.instant()))).isTrue();
        desk.hurry();
        clock.advance(Duration.ofSeconds(5));
        assertThat(store.say(word(8, clock.instant()))).isTrue();
        desk.hurry();
        assertThat(province.posts).as("the way is down").hasSize(1);
        clock.advance(Duration.ofSeconds(10));
        desk.hurry();
        assertThat(province.posts).element(1).asString().contains("e8-1");
    }

    @Test
    void plays_thatAreNeverTaken_holdUpNoStatus() {
        set(Way.HTTP, "kenh-1", province.url());
        played();
        province.refused = Map.of("\"revisedAt\"", 404);
        desk.tick();
        assertThat(province.posts).extracting(Province.Post::what).containsExactly("plays", "status");
        assertThat(desk.waiting()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        desk.tick();
        assertThat(province.posts("status")).hasSize(2);
    }

    @Test
    void soundThatIsExplainedLater_isTakenBack() {
        set(Way.HTTP, "nguon-1", province.url());
        world.bulletin("Bản tin", BulletinClass.NORMAL, "xa", 1, "17:00");
        world.tick();
        String slot = programme.slots(FIVE, FIVE.plusSeconds(1)).getFirst().id();
        Instant at = FIVE.minusSeconds(1_800);
        clock.advance(Duration.between(START, at.plusSeconds(61)));
        world.tell("xa-1", "sound", at.plusSeconds(60), """
                {"kind":"end","sound":"s1","start":"%s","end":"%s","level":64.0,"rise":18.0}""".formatted(at, at.plusSeconds(60)));
        world.tick();
        clock.advance(Duration.ofMinutes(6));
        desk.tick();
        assertThat(province.posts("plays"))
                .singleElement()
                .satisfies(post ->
                        assertThat(post.body()).contains("\"maBangChung\":\"sound:s1\"", "\"ketQua\":\"NGOAI_LICH\""));
        world.played("xa-1", slot, at.minusSeconds(5), 70);
        world.tick();
        clock.advance(Duration.ofMinutes(6));
        desk.tick();
        assertThat(province.posts("plays").getLast().body())
                .contains("\"maBangChung\":\"sound:s1\"", "\"ketQua\":\"THU_HOI\"");
    }

    @Test
    void unplannedPlay_isToldWithItsFileAndVolume_andOnceMoreWhenItsEndIsKnown() {
        set(Way.HTTP, "nguon-1", province.url());
        Instant at = FIVE.minusSeconds(1_800);
        clock.advance(Duration.between(START, at.plusSeconds(1)));
        world.tell("xa-1", "play", at, """
                {"kind":"start","play":"p9","start":"%s"}""".formatted(at));
        world.tick();
        clock.advance(Duration.ofMinutes(6));
        desk.tick();
        assertThat(province.posts("plays"))
                .singleElement()
                .satisfies(post -> assertThat(post.body())
                        .contains("\"maBangChung\":\"play:p9\"", "\"ketQua\":\"NGOAI_LICH\"")
                        .doesNotContain("gioKetThuc", "amLuong", "maBamDaPhat"));
        Instant end = at.plusSeconds(360);
        world.tell("xa-1", "play", end, """
                {"kind":"end","play":"p9","start":"%s","end":"%s","played":360,"sha256":"%s","volume":85,"rise":9.0}""".formatted(at, end, SpeakerWorld.HASH));
        world.tick();
        clock.advance(Duration.ofMinutes(6));
        desk.tick();
        desk.tick();
        assertThat(province.posts("plays"))
                .hasSize(2)
                .last()
                .satisfies(post -> assertThat(post.body())
                        .contains(
                                "\"maBangChung\":\"play:p9\"",
                                "\"gioKetThuc\":\"" + end + "\"",
                                "\"amLuong\":85.0",
                                "\"maBamDaPhat\":\"" + SpeakerWorld.HASH + "\""));
    }

    @Test
    void serverDownForDays_losesNoPlay() {
        set(Way.HTTP, "kenh-1", URI.create("http://127.0.0.1:9/nguon"));
        played();
        desk.tick();
        assertThat(desk.log())
                .anySatisfy(entry -> assertThat(entry.detail().orElse("")).contains("ConnectException"));
        for (int day = 0; day < 5; day++) {
            clock.advance(Duration.ofDays(1));
            desk.tick();
        }
        assertThat(desk.waiting()).as("plays of once, status of now").isEqualTo(2);
        set(Way.HTTP, "nguon-1", province.url());
        desk.tick();
        assertThat(province.posts("plays"))
                .flatExtracting(post -> List.of(post.body().split("maCum", -1)))
                .as("with the names of now")
                .hasSize(3);
        clock.advance(Duration.ofMinutes(6));
        desk.tick();
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void crash_betweenTakingAndSending_isMadeGoodByTheNextDesk_withTheSameKey() {
        set(Way.HTTP, "kenh-1", province.url());
        played();
        province.status = 500;
        desk.tick(); // it may have been taken there all the same: the answer was lost
        desk.close();
        desk = open();
        province.status = 200;
        clock.advance(Duration.ofSeconds(31));
        desk.tick();
        List<Province.Post> plays = province.posts("plays");
        assertThat(plays).hasSize(2);
        assertThat(plays.get(1)).isEqualTo(plays.get(0));
        clock.advance(Duration.ofMinutes(6));
        desk.tick();
        assertThat(province.posts("plays")).hasSize(2);
    }

    private SourceDesk open() {
        return new SourceDesk(
                store,
                world.desk.clusters(),
                device -> true,
                new ScheduleIntake(world.desk.programme(), world.desk.clusters()),
                clock);
    }

    /** One cluster plays, the other one does not. */
    private void played() {
        world.bulletin("Bản tin", BulletinClass.NORMAL, "xa", 1, "17:00");
        world.tick();
        String slot = programme.slots(FIVE, FIVE.plusSeconds(1)).getFirst().id();
        clock.advance(Duration.between(START, FIVE.plusSeconds(600)));
        world.played("xa-1", slot, FIVE.plusSeconds(12), 291);
        world.tick();
        clock.advance(Duration.ofSeconds(60));
    }

    private void set(Way way, String mapping, URI url) {
        SourceSettings wanted = new SourceSettings(
                way,
                Optional.of(directory),
                Optional.of(url),
                5,
                5,
                mapping,
                false,
                desk.settings().revision());
        assertThat(desk.put(wanted, Optional.empty(), "admin")).isTrue();
    }

    private void list(String... rows) {
        province.schedules = "[" + String.join(",", rows) + "]";
    }

    private static String row(String id, String more) {
        return """
                {"id":"%s","title":"Bản tin %s","seconds":300%s,"schedules":[{"validFrom":"2026-11-21","times":["17:00"],\
                "areas":["xa"]}]}""".formatted(id, id, more);
    }

    /** When it is time to. */
    private void look() {
        desk.tick();
        clock.advance(Duration.ofMinutes(5));
    }

    private Optional<Bulletin> find(String id) {
        return programme.bulletin(new Origin("province", id));
    }

    private Bulletin bulletin(String id) {
        return find(id).orElseThrow();
    }

    private Path drop(String name, String content) throws IOException {
        Path file = Files.createDirectories(directory.resolve("in")).resolve(name);
        Files.writeString(file, content);
        return Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(10)));
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static EmergencyMessage word(long id, Instant now) {
        Bilingual text = new Bilingual("Nước lên, bà con rời bãi", "Water rises");
        Emergency.Round round = new Emergency.Round(1, "e" + id + "-1", now, List.of("xa-1"));
        Emergency emergency = new Emergency(
                id,
                new Emergency.Draft(Optional.empty(), "flood-1", text, text, false, List.of("xa"), List.of(), 2, 40),
                new Emergency.Deed("an", now),
                EmergencyState.SENT,
                Optional.of(new Emergency.Deed("binh", now)),
                Optional.empty(),
                "",
                Optional.of(1L),
                List.of(round),
                List.of(),
                Optional.empty(),
                3);
        return EmergencyMessage.round(emergency, round, now.plusSeconds(300));
    }
}
