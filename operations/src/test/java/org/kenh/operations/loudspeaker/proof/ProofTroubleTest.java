package org.kenh.operations.loudspeaker.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.OperationsException;
import org.kenh.operations.TestClock;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.command.Commands;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlEmergencies;

/** What goes wrong at one cluster, on one day or for a while leaves everything else as it is. */
class ProofTroubleTest {
    /** 16:00 in Viet Nam. */
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private static final Instant FIVE = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-21T17:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final Commands commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
    private SpeakerWorld world = world(Optional.empty());

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void timesThatNobodyCanMean_doNotKeepTheOthersFromBeingJudged() {
        world.commune("xa", 2);
        Slot slot = plan("17:00");
        at(FIVE.plusSeconds(310));
        world.tell("xa-1", "sound", FIVE, """
                {"kind":"end","sound":"s","start":"%s","end":"+400000-01-01T00:00:00Z","level":63}""".formatted(FIVE));
        world.tell("xa-1", "play", FIVE, """
                {"kind":"end","play":"p","start":"%s","end":"+999999999-01-01T00:00:00Z","played":3}""".formatted(FIVE));
        world.played("xa-2", slot.id(), FIVE, 300);
        world.tick();
        assertThat(said(DAY, slot, "xa-2")).isEqualTo(Verdict.VERIFIED);
        assertThat(said(DAY, slot, "xa-1")).isEqualTo(Verdict.MISSED);
    }

    @Test
    void clusterThatCannotBeJudged_isLookedAtAgainLater_andTheOthersNow() {
        boolean[] ill = {true};
        DeviceFlags flags = (device, flag, on) -> {
            if (ill[0] && device.value().equals("xa-1")) {
                throw new IllegalStateException("nonsense");
            }
        };
        world = world(Optional.of(flags));
        world.commune("xa", 2);
        Slot slot = plan("17:00");
        at(FIVE.plusSeconds(310));
        world.played("xa-1", slot.id(), FIVE, 300);
        world.played("xa-2", slot.id(), FIVE, 300);
        world.tick();
        assertThat(said(DAY, slot, "xa-2")).isEqualTo(Verdict.VERIFIED);
        assertThat(world.verdict(DAY, slot.id(), "xa-1")).isEmpty();
        ill[0] = false;
        at(FIVE.plusSeconds(380));
        world.tick();
        assertThat(said(DAY, slot, "xa-1")).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void clusterThatCannotBeKept_waitsAlone() {
        world.commune("xa", 4);
        Slot slot = plan("17:00");
        sql("alter table speaker_verdict add constraint ill check (device <> 'xa-2')");
        at(FIVE.plusSeconds(600));
        world.tick();
        assertThat(world.desk.proof().store().verdicts(DAY))
                .extracting(KeptVerdict::device)
                .containsExactlyInAnyOrder("xa-1", "xa-3", "xa-4");
        sql("alter table speaker_verdict drop constraint ill");
        at(FIVE.plusSeconds(670));
        world.tick();
        assertThat(said(DAY, slot, "xa-2")).isEqualTo(Verdict.MISSED);
    }

    @Test
    void dayThatCannotBeKept_doesNotKeepTheOtherFromBeingJudged_norIsItLost() {
        world.commune("xa", 3);
        Slot slot = plan("17:00");
        sql("alter table speaker_verdict add constraint ill check (day <> '2026-11-21')");
        at(FIVE.plus(Duration.ofDays(1)).plusSeconds(600));
        Slot next = world.desk.programme().slots(DAY.plusDays(1)).getFirst();
        assertThatThrownBy(world::tick).isInstanceOf(OperationsException.class);
        assertThat(said(DAY.plusDays(1), next, "xa-1")).isEqualTo(Verdict.MISSED);
        sql("alter table speaker_verdict drop constraint ill");
        world.tick();
        assertThat(said(DAY, slot, "xa-3")).isEqualTo(Verdict.MISSED);
    }

    @Test
    void flags_areSaidOverMidnight() {
        world.commune("xa", 2);
        world.commune("xb", 1);
        plan("23:56");
        Instant late = MIDNIGHT.minusSeconds(10);
        at(late);
        world.tick();
        at(MIDNIGHT.plusSeconds(5));
        world.tell("xb-1", "sound", late.plusSeconds(15), """
                {"kind":"begin","sound":"s1","start":"%s","level":63.0,"rise":18.0}""".formatted(late));
        world.tick();
        assertThat(world.flags).contains("xb-1 SPEAKER_UNPLANNED");
        at(MIDNIGHT.plusSeconds(600));
        world.tick();
        assertThat(world.flags).as("missed before midnight").contains("xa-1 SPEAKER_MISSED");
        at(MIDNIGHT.plus(Duration.ofHours(12)));
        world.tick();
        assertThat(world.flags).as("nothing was due since").contains("xa-1 SPEAKER_MISSED");
    }

    @Test
    void drift_isSaidWhenTheLineIsMeasured_andNeverWithoutABaseline() {
        world.commune("xa", 2);
        plan("17:00");
        world.measure("xa-1", "line.impedance", START, 90);
        world.tick();
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_DRIFT");
        world.tell(
                "xa-2",
                "selftest",
                START,
                "{\"at\":\"%s\",\"ok\":true,\"tone\":3.2,\"impedance\":8.0}".formatted(START));
        world.tick();
        world.measure("xa-2", "line.impedance", START.plusSeconds(60), 90);
        assertThat(world.flags).as("no slot has to come first").contains("xa-2 SPEAKER_DRIFT");
        world.measure("xa-2", "line.impedance", START.plusSeconds(120), 8.2);
        assertThat(world.flags).doesNotContain("xa-2 SPEAKER_DRIFT");
    }

    @Test
    void selfTest_isNotLost_whenTheStoreFails_norWhenNobodyLooked() {
        world.commune("xa", 2);
        world.tick();
        String test = "{\"at\":\"%s\",\"ok\":true,\"tone\":3.2,\"impedance\":8.0}".formatted(START);
        sql("alter table speaker_selftest rename to away");
        world.tell("xa-1", "selftest", START, test);
        world.tick();
        assertThat(world.desk.clusters().newestSelfTest("xa-1")).isEmpty();
        sql("alter table away rename to speaker_selftest");
        world.tick();
        assertThat(world.desk.clusters().newestSelfTest("xa-1")).isPresent();
        world.tell("xa-2", "selftest", START, test);
        SpeakerWorld other = world(Optional.empty());
        assertThat(other.desk.clusters().newestSelfTest("xa-2")).isEmpty();
        other.tick();
        assertThat(other.desk.clusters().newestSelfTest("xa-2")).isPresent();
    }

    @Test
    void whatIsOld_isRemovedByBites_untilNothingIsLeft() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        sql("""
                insert into speaker_verdict (day, slot, device, verdict, played, settled, changed_at)
                select '2024-01-01', 's' || n, 'xa-1', 'missed', 0, true, now() from generate_series(1, 11000) n""");
        sql("insert into speaker_selftest values ('xa-1', '2024-01-01T00:00:00Z', true, null, null, null, true, '')");
        sql("""
                insert into speaker_bulletin (title, class, seconds, area, created_at, created_by, changed_at,
                    cancelled_at, cancelled_by, last_day, revision)
                values ('Cũ', 'normal', 60, 'xa', '2024-01-01', 'an', '2024-01-01', '2024-01-02', 'an', '2024-01-03', 1)""");
        sql("""
                insert into speaker_slot (id, bulletin, title, class, planned, starts, seconds, ordering, targets)
                select 'old', id, title, class, created_at, created_at, 60, 0, '[]' from speaker_bulletin
                where title = 'Cũ'""");
        sql("""
                insert into command (id, device, name, args, issued_by, issued_at, expires_at, state)
                values ('c1', 'xa-1', 'speaker.play', '{}', 'an', '2024-01-01', '2024-01-01', 'done')""");
        sql("""
                with e as (
                    insert into speaker_emergency (template, title_vi, title_en, text_vi, text_en, own_text, areas,
                        clusters, repeats, seconds, state, created_at, created_by, ended_at, ended_by, revision)
                    values ('exercise', '', '', '', '', false, '[]', '[]', 1, 9, 'closed', '2024-01-01', 'an',
                        '2024-01-01', 'an', 1) returning id),
                r as (
                    insert into speaker_emergency_round select id, 1, 'e1-1', '2024-01-01', '[]' from e returning emergency)
                insert into speaker_emergency_order select emergency, 1, 'xa-1', 'c1' from r""");
        at(START.plus(Duration.ofDays(1)));
        for (int i = 0; i < 4; i++) {
            world.tick();
        }
        assertThat(world.desk.proof().store().verdicts(LocalDate.of(2024, 1, 1)))
                .isEmpty();
        assertThat(new SqlEmergencies(database).list(10)).singleElement().satisfies(old -> {
            assertThat(old.rounds()).as("the bulletin itself stays").hasSize(1);
            assertThat(new SqlEmergencies(database).deliveries(old.id())).isEmpty();
        });
        assertThat(world.desk.programme().slot("old")).isEmpty();
        assertThat(world.desk.programme().slot(slot.id())).isPresent();
        assertThat(world.desk.programme().bulletins(10))
                .extracting(bulletin -> bulletin.content().title())
                .containsExactly("Bản tin chiều");
        assertThat(world.desk.clusters().selfTests("xa-1", 10)).isEmpty();
    }

    private SpeakerWorld world(Optional<DeviceFlags> flags) {
        return new SpeakerWorld(ingest, database, commands, clock, flags);
    }

    private Verdict said(LocalDate day, Slot slot, String device) {
        return world.verdict(day, slot.id(), device).orElseThrow().said().verdict();
    }

    private Slot plan(String time) {
        world.bulletin("Bản tin chiều", BulletinClass.NORMAL, "xa", 0, time);
        world.tick();
        return world.desk.programme().slots(DAY).getFirst();
    }

    private void sql(String statement) {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement sql = connection.createStatement()) {
            sql.execute("set search_path to operations");
            sql.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void at(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }
}
