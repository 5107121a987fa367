package org.kenh.operations.loudspeaker.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;

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
