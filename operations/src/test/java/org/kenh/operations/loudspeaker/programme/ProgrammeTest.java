package org.kenh.operations.loudspeaker.programme;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlSpeakerSlots;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;

class ProgrammeTest {
    /** 16:00 in Viet Nam, a Saturday. */
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final DeviceId CLUSTER = DeviceId.of("xa-1");

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final Commands commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
    private final SpeakerWorld world = new SpeakerWorld(ingest, database, commands, clock);

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void slots_areMadeForTodayAndTwoDays_andWhatHasBegunStays() {
        world.commune("xa", 1);
        Bulletin bulletin = world.bulletin("Tin", BulletinClass.NORMAL, "xa", 0, "05:00", "17:00");
        world.tick();
        assertThat(ids(DAY)).containsExactly("b1-20261121T1700");
        assertThat(ids(DAY.plusDays(1))).containsExactly("b1-20261122T0500", "b1-20261122T1700");
        assertThat(ids(DAY.plusDays(2))).hasSize(2);
        assertThat(ids(DAY.plusDays(3))).isEmpty();
        clock.advance(Duration.ofHours(2));
        Schedule later = bulletin.content().schedules().getFirst();
        Schedule moved = new Schedule(
                later.from(),
                later.to(),
                later.days(),
                List.of(java.time.LocalTime.of(6, 0)),
                later.areas(),
                later.clusters(),
                0);
        assertThat(world.desk.programme().replace(1, 1, bulletin.content().with(List.of(moved))))
                .isPresent();
        world.tick();
        assertThat(ids(DAY)).containsExactly("b1-20261121T1700");
        assertThat(world.desk.programme().slots(DAY.plusDays(1)))
                .filteredOn(slot -> !slot.isCancelled())
                .extracting(Slot::id)
                .containsExactly("b1-20261122T0600");
        world.commune("xb", 1);
        clock.advance(Duration.ofHours(13));
        world.tick();
        assertThat(ids(DAY.plusDays(3))).containsExactly("b1-20261124T0600");
    }

    @Test
    void collidingBulletins_areToldAsAConflict_untilSomebodyDecidesTheOrder() {
        world.commune("xa", 2);
        world.commune("xb", 1);
        Bulletin first = world.bulletin("Tin 1", BulletinClass.NORMAL, "xa", 0, "17:00");
        Bulletin second = world.bulletin("Tin 2", BulletinClass.PRIORITY, "xa", 0, "17:02");
        world.bulletin("Tin xã khác", BulletinClass.NORMAL, "xb", 0, "17:00");
        world.bulletin("Khẩn", BulletinClass.EMERGENCY, "xa", 0, "17:01");
        world.tick();
        Map<String, List<String>> conflicts =
                Conflicts.of(world.desk.programme().slots(DAY));
        assertThat(conflicts)
                .isEqualTo(Map.of(
                        "b1-20261121T1700", List.of("b2-20261121T1702"),
                        "b2-20261121T1702", List.of("b1-20261121T1700")));
        order(first, 2);
        order(second, 1);
        world.tick();
        Map<String, Instant> starts =
                world.desk.programme().slots(DAY).stream().collect(Collectors.toMap(Slot::id, Slot::starts));
        assertThat(starts.get("b2-20261121T1702")).isEqualTo(Instant.parse("2026-11-21T10:02:00Z"));
        assertThat(starts.get("b1-20261121T1700"))
                .as("after the other one")
                .isEqualTo(Instant.parse("2026-11-21T10:07:05Z"));
        assertThat(Conflicts.of(world.desk.programme().slots(DAY))).isEmpty();
    }

    @Test
    void bulletin_changedMinutesBeforeItSounds_soundsAsItWasApproved_onceMore() {
        world.commune("xa", 1);
        Bulletin first = world.bulletin("Tin 1", BulletinClass.NORMAL, "xa", 0, "17:00");
        Bulletin second = world.bulletin("Tin 2", BulletinClass.NORMAL, "xa", 0, "17:03");
        order(first, 1);
        order(second, 2);
        world.tick();
        Slot before = slot("b1-20261121T1700");
        clock.advance(Duration.ofMinutes(46));
        Bulletin changed = replace(first, "f".repeat(64), 600);
        world.commune("xb", 1);
        world.tick();

        Slot today = slot("b1-20261121T1700");
        assertThat(today).isEqualTo(before);
        assertThat(slot("b2-20261121T1703").starts())
                .as("after the other one as that will sound")
                .isEqualTo(today.ends().plusSeconds(5));
        assertThat(world.desk.programme().slots(DAY.plusDays(1)).getFirst().sha256())
                .contains("f".repeat(64));
        assertThat(world.desk.programme().frozen(changed)).containsExactly(today);

        clock.advance(Duration.ofMinutes(15));
        assertThat(world.desk.programme().frozen(changed)).as("it has begun").isEmpty();
        world.desk.programme().cancel(second.id(), "an", "hoãn");
        assertThat(slot("b2-20261121T1703").isCancelled())
                .as("what must not sound is taken back at any time")
                .isTrue();
    }

    @Test
    void bulletin_changedInTime_soundsAsItIsNow() {
        world.commune("xa", 1);
        Bulletin bulletin = world.bulletin("Tin", BulletinClass.NORMAL, "xa", 0, "17:00");
        world.tick();
        clock.advance(Duration.ofMinutes(45));
        Bulletin changed = replace(bulletin, "f".repeat(64), 600);
        world.tick();

        assertThat(slot("b1-20261121T1700").sha256()).contains("f".repeat(64));
        assertThat(world.desk.programme().frozen(changed)).isEmpty();
    }

    private Slot slot(String id) {
        return world.desk.programme().slot(id).orElseThrow();
    }

    private Bulletin replace(Bulletin before, String hash, int seconds) {
        Bulletin now = world.desk.programme().bulletin(before.id()).orElseThrow();
        Content content = new Content(
                Optional.empty(),
                now.content().title(),
                now.content().kind(),
                seconds,
                Optional.of(hash),
                Optional.empty(),
                now.content().area(),
                now.content().schedules());
        return world.desk
                .programme()
                .replace(before.id(), now.revision(), content)
                .orElseThrow();
    }

    @Test
    void plan_isSentToThoseThatTakeIt_andAgainWhenItChangedOrDidNotArrive() {
        world.commune("xa", 2);
        world.born("xa-1", "speaker.plan");
        world.bulletin("Tin", BulletinClass.NORMAL, "xa", 0, "17:00");
        world.tick();
        IssuedCommand first = newest();
        assertThat(first.command().name()).isEqualTo("speaker.plan");
        assertThat(first.command().args())
                .contains("\"version\":1", "\"from\":\"2026-11-20T17:00:00Z\"", "\"to\":\"2026-11-22T17:00:00Z\"")
                .contains("\"slot\":\"b1-20261122T1700\"", "\"seconds\":300", SpeakerWorld.HASH)
                .doesNotContain("20261123");
        assertThat(commands.ofDevice(DeviceId.of("xa-2"))).isEmpty();
        world.tick();
        assertThat(commands.ofDevice(CLUSTER)).hasSize(1);
        commands.answered(
                        CLUSTER,
                        new CommandAnswer(
                                first.command().id(), CommandAnswer.State.REFUSED, "old-plan: has version 41"),
                        clock.instant())
                .toCompletableFuture()
                .join();
        clock.advance(Duration.ofSeconds(31));
        world.tick();
        assertThat(newest().command().args()).contains("\"version\":42");
        clock.advance(Duration.ofHours(7));
        commands.expire();
        world.tick();
        assertThat(newest().command().args()).contains("\"version\":43");
        clock.advance(Duration.ofSeconds(1));
        world.bulletin("Thêm", BulletinClass.NORMAL, "xa", 0, "06:00");
        world.tick();
        assertThat(newest().command().args()).contains("\"version\":44", "T0600");
        assertThat(commands.waiting(CLUSTER, clock.instant()))
                .as("an older plan that still waits is taken back")
                .hasSize(1);
    }

    @Test
    void plan_thatAClusterRefuses_isSentLessAndLessOften() {
        world.commune("xa", 1);
        world.born("xa-1", "speaker.plan");
        world.bulletin("Tin", BulletinClass.NORMAL, "xa", 0, "17:00");
        world.tick();
        Duration[] pauses = {Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(20)};
        for (int i = 0; i < pauses.length; i++) {
            answer(CommandAnswer.State.REFUSED, "no room");
            clock.advance(pauses[i].minusSeconds(40));
            world.tick();
            assertThat(commands.ofDevice(CLUSTER)).hasSize(i + 1);
            clock.advance(Duration.ofSeconds(41));
            world.tick();
            assertThat(commands.ofDevice(CLUSTER)).hasSize(i + 2);
        }
        answer(CommandAnswer.State.REFUSED, "old-plan: has version 9000000000000000000");
        clock.advance(Duration.ofSeconds(31));
        world.tick();
        assertThat(newest().command().args()).contains("\"version\":9000000000000000001");
    }

    @Test
    void plan_thatIsNotAnswered_orThatAClusterMayHaveForgotten_isSentAgain() {
        world.commune("xa", 1);
        world.born("xa-1", "speaker.plan");
        world.bulletin("Tin", BulletinClass.NORMAL, "xa", 0, "17:00");
        world.tick();
        commands.delivered(CLUSTER, newest().command().id(), clock.instant());
        clock.advance(Duration.ofMinutes(14));
        world.tick();
        assertThat(commands.ofDevice(CLUSTER)).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        world.tick();
        assertThat(commands.ofDevice(CLUSTER)).as("lost in the device").hasSize(2);
        answer(CommandAnswer.State.DONE, "");
        clock.advance(Duration.ofMinutes(20));
        world.tick();
        assertThat(commands.ofDevice(CLUSTER)).hasSize(2);
        world.born("xa-1", "speaker.plan");
        clock.advance(Duration.ofSeconds(31));
        world.tick();
        assertThat(commands.ofDevice(CLUSTER)).as("another board").hasSize(3);
        answer(CommandAnswer.State.DONE, "");
        clock.advance(Duration.ofSeconds(31));
        world.tick();
        assertThat(commands.ofDevice(CLUSTER)).hasSize(3);
    }

    @Test
    void slot_thatARoundKeepsAfterItsBulletinWasCancelled_isTakenBack() {
        world.commune("xa", 1);
        Bulletin bulletin = world.bulletin("Tin", BulletinClass.NORMAL, "xa", 0, "17:00");
        world.tick();
        Slot slot = world.desk.programme().slots(DAY).getFirst();
        world.desk.programme().cancel(bulletin.id(), "an", "hoãn");
        assertThat(world.desk.programme().slots(DAY)).allMatch(Slot::isCancelled);
        new SqlSpeakerSlots(database).keep(List.of(slot));
        world.tick();
        assertThat(world.desk.programme().slots(DAY)).allMatch(Slot::isCancelled);
    }

    @Test
    void bulletin_ofTheSameOrigin_isKeptOnce() {
        world.commune("xa", 1);
        Content content = new Content(
                Optional.of(new Origin("province", "TTN-1")),
                "Tin",
                BulletinClass.NORMAL,
                60,
                Optional.empty(),
                Optional.of("Lời đọc\nhai dòng"),
                "xa",
                List.of());
        Bulletin kept = world.desk.programme().add(content, "an").orElseThrow();
        assertThat(world.desk.programme().add(content, "an")).isEmpty();
        assertThat(world.desk.programme().bulletin(kept.id())).contains(kept);
        assertThat(world.desk.programme().bulletin(new Origin("province", "TTN-1")))
                .contains(kept);
    }

    private void order(Bulletin bulletin, int order) {
        Schedule old = bulletin.content().schedules().getFirst();
        Schedule ordered =
                new Schedule(old.from(), old.to(), old.days(), old.times(), old.areas(), old.clusters(), order);
        assertThat(world.desk
                        .programme()
                        .replace(bulletin.id(), 1, bulletin.content().with(List.of(ordered))))
                .isPresent();
    }

    private void answer(CommandAnswer.State state, String detail) {
        commands.answered(CLUSTER, new CommandAnswer(newest().command().id(), state, detail), clock.instant())
                .toCompletableFuture()
                .join();
    }

    private List<String> ids(LocalDate day) {
        return world.desk.programme().slots(day).stream().map(Slot::id).toList();
    }

    private IssuedCommand newest() {
        return commands.ofDevice(CLUSTER).getFirst();
    }
}
