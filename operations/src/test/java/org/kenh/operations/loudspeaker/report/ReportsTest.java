package org.kenh.operations.loudspeaker.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.command.Commands;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlSpeakerReport;
import org.kenh.telemetry.DeviceId;

class ReportsTest {
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final AreaScope EVERYTHING = AreaScope.of(Optional.empty(), List.of());

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final SpeakerWorld world = new SpeakerWorld(
            ingest, database, new Commands(new SqlCommandStore(database), clock, Runnable::run), clock);
    private final Reports reports = world.desk.broadcasting().reports();

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    /** Of each commune the seconds that are planned are those that were heard, lost, excused and undecided; by every view alike. */
    @Test
    void month_addsUp_toTheSecond() {
        world.commune("ba", 2);
        world.commune("an", 1);
        Bulletin one = world.bulletin("Bản tin", BulletinClass.NORMAL, "ba", 1, "17:00", "18:00", "23:00");
        world.bulletin("Ưu tiên", BulletinClass.PRIORITY, "an", 1, "17:30");
        world.tick();
        at("2026-11-21T10:06:00Z");
        world.played("ba-1", slot(one, "1700"), Instant.parse("2026-11-21T10:00:12Z"), 291.5);
        world.played("ba-2", slot(one, "1700"), Instant.parse("2026-11-21T10:00:12Z"), 180.25);
        world.tick();
        at("2026-11-21T11:30:00Z");
        Instant stray = Instant.parse("2026-11-21T11:20:00Z");
        world.tell("an-1", "sound", stray.plusSeconds(90), """
                {"kind":"end","sound":"s","start":"%s","end":"%s","level":60,"rise":12}""".formatted(stray, stray.plusSeconds(90)));
        world.tick();
        MonthReport report = reports.of(DAY.withDayOfMonth(1), DAY.withDayOfMonth(30), clock.instant(), EVERYTHING);

        assertThat(report.communes()).extracting(Line::key).containsExactly("an", "ba");
        Line ba = report.communes().get(1);
        assertThat(ba.clusters()).isEqualTo(2);
        assertThat(ba.slots()).as("23:00 has not begun").isEqualTo(new Line.Slots(4, 1, 1, 2, 0, 0));
        assertThat(ba.seconds().planned()).isEqualTo(1_200);
        assertThat(ba.seconds().heard()).isCloseTo(291.5 + 180.25, within(0.0005));
        assertThat(ba.causes()).extracting(Line.Why::cause).containsExactly(Cause.NO_START, Cause.SHORT);
        assertThat(ba.causes().getFirst().seconds()).isEqualTo(600);
        assertThat(ba.compliance()).hasValue(0.25);
        Line an = report.communes().getFirst();
        assertThat(an.unplanned()).isEqualTo(1);
        assertThat(an.unplannedSeconds()).isEqualTo(90);
        assertThat(report.classes()).extracting(Line::key).containsExactly("normal", "priority");
        for (List<Line> lines :
                List.of(report.communes(), report.clusters(), report.classes(), List.of(report.total()))) {
            lines.forEach(ReportsTest::isWhole);
            assertThat(lines.stream().mapToInt(line -> line.slots().planned()).sum())
                    .isEqualTo(5);
            assertThat(lines.stream()
                            .mapToDouble(line -> line.seconds().heard())
                            .sum())
                    .isCloseTo(report.total().seconds().heard(), within(0.0005));
        }
    }

    @Test
    void correctedVerdict_countsAsWhatItIsNow_andAsCorrected() {
        world.commune("ba", 1);
        Bulletin one = world.bulletin("Bản tin", BulletinClass.NORMAL, "ba", 1, "17:00");
        world.tick();
        at("2026-11-21T10:30:00Z");
        world.tick();
        assertThat(total().slots().missed()).isEqualTo(1);
        world.played("ba-1", slot(one, "1700"), Instant.parse("2026-11-21T10:00:00Z"), 300);
        world.tick();
        assertThat(total().slots().verified()).isEqualTo(1);
        assertThat(total().corrected()).isEqualTo(1);
        assertThat(total().seconds().lost()).isZero();
    }

    @Test
    void broadcasterOfACommune_seesItAlone() {
        world.commune("ba", 2);
        world.commune("an", 1);
        world.bulletin("Bản tin", BulletinClass.NORMAL, "ba", 1, "17:00");
        world.bulletin("Bản tin", BulletinClass.NORMAL, "an", 1, "17:00");
        world.tick();
        at("2026-11-21T10:30:00Z");
        world.tick();
        AreaScope an = AreaScope.of(Optional.of("an"), ingest.registry().areas());
        MonthReport report = reports.of(DAY, DAY, clock.instant(), an);
        assertThat(report.communes()).extracting(Line::key).containsExactly("an");
        assertThat(report.clusters()).extracting(Line::key).containsExactly("an-1");
        assertThat(report.total().slots().planned()).isEqualTo(1);
    }

    @Test
    void cluster_countsForTheCommuneThatHadIt_alsoWhenItIsMovedOrTakenDown() {
        world.commune("ba", 2);
        world.commune("an", 1);
        world.bulletin("Bản tin", BulletinClass.NORMAL, "ba", 1, "17:00");
        world.tick();
        reports.remember(DAY);
        at("2026-11-21T10:30:00Z");
        world.tick();
        clock.advance(Duration.ofDays(1));
        ingest.registry().changeDevice(DeviceId.of("ba-1"), Optional.of("loa-an"), Optional.empty(), Optional.empty());
        ingest.registry().deleteDevice(DeviceId.of("ba-2"));
        world.desk.clusters().refresh();
        reports.remember(DAY.plusDays(1));
        Reports restarted = new Reports(new SqlSpeakerReport(database), world.desk.clusters(), Optional.empty());
        for (Reports each : List.of(reports, restarted)) {
            MonthReport day = each.of(DAY, DAY, clock.instant(), EVERYTHING);
            assertThat(day.communes()).extracting(Line::key).containsExactly("an", "ba");
            assertThat(day.communes().get(1).slots().missed()).isEqualTo(2);
            assertThat(day.communes().get(1).clusters()).isEqualTo(2);
            AreaScope ba = AreaScope.of(Optional.of("ba"), ingest.registry().areas());
            assertThat(each.of(DAY, DAY, clock.instant(), ba).total().slots().missed())
                    .isEqualTo(2);
        }
        assertThat(reports.of(DAY.plusDays(1), DAY.plusDays(1), clock.instant(), EVERYTHING)
                        .clusters())
                .filteredOn(line -> line.key().equals("ba-1"))
                .extracting(Line::area)
                .containsExactly("an");
    }

    @Test
    void emergency_countsOnce_withTheBestOfItsRounds() {
        world.commune("ba", 2);
        Bulletin emergency = world.bulletin("Khẩn cấp", BulletinClass.EMERGENCY, "ba", 0);
        Instant first = Instant.parse("2026-11-21T10:00:00Z");
        Instant second = Instant.parse("2026-11-21T10:10:00Z");
        world.desk.programme().sound(round("e1-1", emergency, first, "ba-1", "ba-2"));
        world.desk.programme().sound(round("e1-2", emergency, second, "ba-1", "ba-2"));
        world.tick();
        at("2026-11-21T10:30:00Z");
        world.played("ba-1", "e1-2", second, 300);
        world.tick();
        clock.advance(Duration.ofMinutes(10));
        world.tick();
        assertThat(total().slots()).isEqualTo(new Line.Slots(2, 1, 0, 1, 0, 0));
        assertThat(total().seconds().planned()).isEqualTo(600);
    }

    @Test
    void month_isDecided_whenNothingIsWaitedFor() {
        world.commune("ba", 1);
        world.bulletin("Bản tin", BulletinClass.NORMAL, "ba", 1, "17:00");
        world.tick();
        at("2026-11-21T10:00:30Z");
        world.tick();
        assertThat(reports.of(DAY, DAY, clock.instant(), EVERYTHING).isDecided())
                .isFalse();
        world.offline("ba-1", START);
        clock.advance(Duration.ofMinutes(30));
        world.tick();
        MonthReport away = reports.of(DAY, DAY, clock.instant(), EVERYTHING);
        assertThat(away.total().slots().missed()).isEqualTo(1);
        assertThat(away.isDecided()).as("it may still tell").isFalse();
        clock.advance(Duration.ofDays(31));
        assertThat(reports.of(DAY, DAY, clock.instant(), EVERYTHING).isDecided())
                .isFalse();
        clock.advance(Duration.ofDays(1));
        assertThat(reports.of(DAY, DAY, clock.instant(), EVERYTHING).isDecided())
                .as("what it tells now changes nothing")
                .isTrue();
    }

    /** The day before yesterday and earlier. */
    @Test
    void days_thatArePast_areAddedUpOnceForAll() {
        world.commune("ba", 1);
        clock.advance(Duration.ofDays(5));
        List<LocalDate> asked = new ArrayList<>();
        Reports counted = new Reports(counting(asked), world.desk.clusters(), Optional.empty());
        LocalDate last = DAY.plusDays(5);
        counted.of(DAY, last, clock.instant(), EVERYTHING);
        counted.of(
                DAY,
                last,
                clock.instant(),
                AreaScope.of(Optional.of("ba"), ingest.registry().areas()));
        assertThat(asked).hasSize(6 + 2);
        clock.advance(Duration.ofMinutes(10));
        counted.of(DAY, last, clock.instant(), EVERYTHING);
        assertThat(asked).hasSize(6 + 2 + 6);
    }

    /** Also when newer ones fill what is kept. */
    @Test
    void days_thatWereAskedForLast_areKept() {
        clock.advance(Duration.ofDays(100));
        List<LocalDate> asked = new ArrayList<>();
        Reports counted = new Reports(counting(asked), world.desk.clusters(), Optional.empty());
        counted.of(DAY.plusDays(10), DAY.plusDays(90), clock.instant(), EVERYTHING);
        counted.of(DAY, DAY, clock.instant(), EVERYTHING);
        counted.of(DAY, DAY, clock.instant(), EVERYTHING);
        assertThat(asked).filteredOn(DAY::equals).hasSize(1);
    }

    @Test
    void day_thatTakesLong_holdsUpNoOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ReportStore slow = counting(day -> {
            if (day.equals(DAY)) {
                begun.countDown();
                end.await();
            }
        });
        Reports counted = new Reports(slow, world.desk.clusters(), Optional.empty());
        Instant now = START.plus(Duration.ofDays(5));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<MonthReport> first = threads.submit(() -> counted.of(DAY, DAY, now, EVERYTHING));
            try {
                assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
                LocalDate next = DAY.plusDays(1);
                assertThat(threads.submit(() -> counted.of(next, next, now, EVERYTHING)))
                        .succeedsWithin(Duration.ofSeconds(30));
                assertThat(first).isNotDone();
            } finally {
                end.countDown();
            }
            assertThat(first).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    private ReportStore counting(List<LocalDate> asked) {
        return counting(asked::add);
    }

    private ReportStore counting(ThrowingConsumer<LocalDate> asked) {
        SqlSpeakerReport real = new SqlSpeakerReport(database);
        return new ReportStore() {
            @Override
            public List<Sum> sums(LocalDate day, Instant before) {
                asked.accept(day);
                return real.sums(day, before);
            }

            @Override
            public List<Stray> strays(LocalDate day) {
                return real.strays(day);
            }

            @Override
            public List<Place> places() {
                return real.places();
            }

            @Override
            public void keep(Collection<Place> places) {
                real.keep(places);
            }
        };
    }

    private static Slot round(String id, Bulletin emergency, Instant at, String... clusters) {
        return new Slot(
                id,
                emergency.id(),
                "Khẩn cấp",
                BulletinClass.EMERGENCY,
                at,
                at,
                300,
                Optional.of(SpeakerWorld.HASH),
                0,
                List.of(clusters),
                Optional.empty());
    }

    private static void isWhole(Line line) {
        Line.Seconds seconds = line.seconds();
        assertThat(seconds.heard() + seconds.lost() + seconds.excused() + seconds.undecided())
                .as(line.key())
                .isCloseTo(seconds.planned(), within(0.0005));
        assertThat(line.causes().stream().mapToDouble(Line.Why::seconds).sum())
                .isCloseTo(seconds.lost(), within(12.0)); // what a verified one lacks has no cause
    }

    private Line total() {
        return reports.of(DAY, DAY, clock.instant(), EVERYTHING).total();
    }

    private static String slot(Bulletin bulletin, String time) {
        return "b" + bulletin.id() + "-20261121T" + time;
    }

    private void at(String moment) {
        Instant then = Instant.parse(moment);
        assertThat(LocalDay.of(then)).isEqualTo(DAY);
        clock.advance(Duration.between(clock.instant(), then));
    }
}
