package org.kenh.operations.loudspeaker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.command.Commands;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.operations.loudspeaker.LoudspeakerNews.Kind;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.cluster.Cluster;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.Audio;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Unplanned.Why;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;

class ProofTest {
    /** 16:00 in Viet Nam. */
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private static final Instant FIVE = Instant.parse("2026-11-21T10:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final Commands commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
    private SpeakerWorld world = new SpeakerWorld(ingest, database, commands, clock);

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void bulletin_thatSounded_isVerified_asSoonAsItsEndIsTold() {
        world.commune("xa", 2);
        Slot slot = plan("17:00");
        assertThat(slot.starts()).isEqualTo(FIVE);
        assertThat(slot.targets()).containsExactly("xa-1", "xa-2");
        world.told.clear();
        at(FIVE.plusSeconds(310));
        world.played("xa-1", slot.id(), FIVE.plusSeconds(12), 291);
        world.tick();
        KeptVerdict first = world.verdict(DAY, slot.id(), "xa-1").orElseThrow();
        assertThat(first.said().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(first.said().settled()).isTrue();
        assertThat(first.said().end()).contains(FIVE.plusSeconds(303));
        assertThat(first.said().audio())
                .isEqualTo(new Audio(OptionalDouble.of(70), Optional.of(SpeakerWorld.HASH), Optional.of(true)));
        assertThat(first.correction()).isEmpty();
        assertThat(world.told)
                .anyMatch(item -> item.kind() == Kind.VERDICT && item.id().equals(slot.id()))
                .anyMatch(item -> item.kind() == Kind.CLUSTER && item.id().equals("xa-1"));
        assertThat(world.verdict(DAY, slot.id(), "xa-2").orElseThrow().said().cause())
                .contains(Cause.NO_START);
        assertThat(world.flags).contains("xa-2 SPEAKER_MISSED").doesNotContain("xa-1 SPEAKER_MISSED");
    }

    @Test
    void interruptedPlay_hasNoEndWhileItGoesOn_thenThatOfItsLastPiece_andNamesOtherAudio() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        String other = "b".repeat(64);
        at(FIVE.plusSeconds(130));
        world.tell("xa-1", "play", FIVE.plusSeconds(100), end(slot, 1, FIVE, 100, other, 60));
        world.tell("xa-1", "play", FIVE.plusSeconds(110), """
                {"kind":"start","play":"p2","slot":"%s","start":"%s"}""".formatted(slot.id(), FIVE.plusSeconds(110)));
        world.tick();
        KeptVerdict playing = world.verdict(DAY, slot.id(), "xa-1").orElseThrow();
        assertThat(playing.said().end()).isEmpty();
        assertThat(playing.said().audio().volume()).hasValue(60);
        at(FIVE.plusSeconds(310));
        world.tell(
                "xa-1",
                "play",
                FIVE.plusSeconds(300),
                end(slot, 2, FIVE.plusSeconds(110), 190, SpeakerWorld.HASH, 101));
        world.tick();
        KeptVerdict over = world.verdict(DAY, slot.id(), "xa-1").orElseThrow();
        assertThat(over.said().cause()).contains(Cause.WRONG_AUDIO);
        assertThat(over.said().end()).contains(FIVE.plusSeconds(300));
        assertThat(over.said().audio())
                .as("101 %% is no volume, and what was not planned is named")
                .isEqualTo(new Audio(OptionalDouble.of(60), Optional.of(other), Optional.of(false)));
    }

    @Test
    void verdict_ofTimesToTheNanosecond_isKeptOnce() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        at(FIVE.plusSeconds(310));
        Instant start = FIVE.plusNanos(1_234_567_891);
        world.tell("xa-1", "play", FIVE.plusSeconds(300), end(slot, 1, start, 295, SpeakerWorld.HASH, 70));
        world.tick();
        KeptVerdict kept = world.verdict(DAY, slot.id(), "xa-1").orElseThrow();
        assertThat(kept.said().verdict()).isEqualTo(Verdict.VERIFIED);
        at(FIVE.plusSeconds(400));
        world.tell("xa-1", "play", FIVE.plusSeconds(301), end(slot, 1, start, 295, SpeakerWorld.HASH, 70));
        world.tick();
        assertThat(world.verdict(DAY, slot.id(), "xa-1")).contains(kept);
    }

    private static String end(Slot slot, int piece, Instant start, long seconds, String hash, int volume) {
        return """
                {"kind":"end","play":"p%s","slot":"%s","start":"%s","end":"%s","played":%s,"sha256":"%s",\
                "volume":%s,"result":"done","rise":9.0}""".formatted(piece, slot.id(), start, start.plusSeconds(seconds), seconds, hash, volume);
    }

    @Test
    void missedSlot_isCorrected_whenTheClusterTellsAfterALinkLoss() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        world.offline("xa-1", FIVE.minusSeconds(60));
        at(FIVE.plusSeconds(600));
        world.tick();
        KeptVerdict missed = world.verdict(DAY, slot.id(), "xa-1").orElseThrow();
        assertThat(missed.said().verdict()).isEqualTo(Verdict.MISSED);
        assertThat(missed.said().cause()).contains(Cause.NO_LINK);
        assertThat(missed.said().settled()).isFalse();
        assertThat(world.flags).isEmpty();

        Instant back = FIVE.plusSeconds(7200);
        at(back);
        world.online("xa-1", back);
        world.played("xa-1", slot.id(), FIVE, 300);
        world.tick();
        KeptVerdict corrected = world.verdict(DAY, slot.id(), "xa-1").orElseThrow();
        assertThat(corrected.said().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(corrected.correction())
                .contains(new KeptVerdict.Correction(Verdict.MISSED, back, KeptVerdict.Why.AFTER_LINK_LOSS));
    }

    @Test
    void settledVerdict_staysWhenTheLinkIsLostLater_andIsCorrectedDaysLater() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        at(FIVE.plusSeconds(600));
        world.tick();
        assertThat(world.verdict(DAY, slot.id(), "xa-1").orElseThrow().said().settled())
                .isTrue();
        Instant later = FIVE.plus(Duration.ofDays(5));
        at(later.minusSeconds(10));
        world.offline("xa-1", later.minusSeconds(500));
        world.tick();
        world.online("xa-1", later.minusSeconds(5));
        world.tick();
        assertThat(world.verdict(DAY, slot.id(), "xa-1").orElseThrow().said().cause())
                .contains(Cause.NO_START);
        at(later);
        world.played("xa-1", slot.id(), FIVE, 300);
        world.tick();
        KeptVerdict corrected = world.verdict(DAY, slot.id(), "xa-1").orElseThrow();
        assertThat(corrected.said().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(corrected.correction().map(KeptVerdict.Correction::why)).contains(KeptVerdict.Why.LATE_EVIDENCE);
    }

    @Test
    void anotherDesk_onTheSameDatabase_saysTheSame_alsoOfWhatCameWhileNobodyLooked() {
        world.commune("xa", 2);
        Slot slot = plan("17:00");
        at(FIVE.plusSeconds(310));
        world.played("xa-1", slot.id(), FIVE, 300);
        world.tick();
        List<KeptVerdict> before = world.desk.proof().store().verdicts(DAY);
        SpeakerWorld idle = world;
        world = new SpeakerWorld(ingest, database, commands, clock);
        idle.presences.keySet().forEach(device -> world.online(device, START));
        world.tick();
        assertThat(world.desk.proof().store().verdicts(DAY)).containsExactlyInAnyOrderElementsOf(before);
        world.played("xa-2", slot.id(), FIVE.plusSeconds(5), 300);
        SpeakerWorld third = new SpeakerWorld(ingest, database, commands, clock);
        third.online("xa-1", START);
        third.online("xa-2", START);
        third.tick();
        assertThat(third.verdict(DAY, slot.id(), "xa-2").orElseThrow().said().verdict())
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void sound_thatNobodyScheduled_isKept_andFlagged_untilItIsExplained() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        Instant at = FIVE.minusSeconds(1800);
        at(at.plusSeconds(16));
        world.tell("xa-1", "sound", at.plusSeconds(15), """
                {"kind":"begin","sound":"s1","start":"%s","level":63.0,"rise":18.0}""".formatted(at));
        world.tick();
        assertThat(unplanned()).singleElement().satisfies(kept -> {
            assertThat(kept.said().why()).isEqualTo(Why.SOUND);
            assertThat(kept.said().level()).hasValue(63);
            assertThat(kept.said().end()).isEmpty();
        });
        assertThat(world.flags).contains("xa-1 SPEAKER_UNPLANNED");
        at(at.plusSeconds(61));
        world.tell("xa-1", "sound", at.plusSeconds(60), """
                {"kind":"end","sound":"s1","start":"%s","end":"%s","level":64.0,"rise":18.0}""".formatted(at, at.plusSeconds(60)));
        world.tick();
        assertThat(unplanned()).singleElement().satisfies(kept -> {
            assertThat(kept.said().end()).contains(at.plusSeconds(60));
            assertThat(kept.judgedAt()).isEqualTo(at.plusSeconds(16));
            assertThat(kept.changedAt()).isEqualTo(at.plusSeconds(61));
        });
        at(at.plusSeconds(616));
        world.tick();
        assertThat(world.flags).as("the alarm stays, the flag need not").isEmpty();
        world.played("xa-1", slot.id(), at.minusSeconds(5), 70);
        world.tick();
        assertThat(unplanned()).extracting(kept -> kept.said().evidence()).containsExactly("play:p-" + slot.id());
    }

    @Test
    void mute_isProposedOnce_ofAClusterThatObeys_andNothingIsSentBeforeAPersonApproves() {
        world.commune("xa", 2);
        world.born("xa-1", "speaker.mute");
        plan("17:00");
        String begin = "{\"kind\":\"begin\",\"sound\":\"s%s\",\"start\":\"%s\",\"level\":63.0}";
        for (int i = 0; i < 2; i++) {
            at(START.plusSeconds(60L * i + 20));
            Instant from = START.plusSeconds(60L * i);
            world.tell("xa-1", "sound", from.plusSeconds(15), begin.formatted(i, from));
            world.tell("xa-2", "sound", from.plusSeconds(15), begin.formatted(i, from));
            world.tick();
        }
        assertThat(commands.ofDevice(DeviceId.of("xa-2"))).isEmpty();
        IssuedCommand proposed = commands.ofDevice(DeviceId.of("xa-1")).getFirst();
        assertThat(commands.ofDevice(DeviceId.of("xa-1"))).hasSize(1);
        assertThat(proposed.state()).isEqualTo(CommandState.AWAITING);
        assertThat(proposed.command().args()).contains("\"latch\":true");
        assertThat(commands.waiting(DeviceId.of("xa-1"), clock.instant())).isEmpty();
        assertThat(unplanned())
                .allMatch(kept -> world.desk
                        .proof()
                        .mutes(List.of(kept))
                        .contains(kept.command().orElseThrow()));
        commands.approve(proposed.command().id(), "binh");
        assertThat(commands.waiting(DeviceId.of("xa-1"), clock.instant())).hasSize(1);
        world.tick();
        assertThat(world.desk.proof().mutes(unplanned())).isEmpty();
    }

    @Test
    void wrongAudio_raisesTheFlagOfItsOwn() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        at(FIVE.plusSeconds(301));
        world.tell("xa-1", "play", FIVE.plusSeconds(300), """
                {"kind":"end","play":"p","slot":"%s","start":"%s","end":"%s","played":300,"sha256":"%s","rise":9}""".formatted(
                        slot.id(), FIVE, FIVE.plusSeconds(300), "f".repeat(64)));
        world.tick();
        assertThat(world.verdict(DAY, slot.id(), "xa-1").orElseThrow().said().cause())
                .contains(Cause.WRONG_AUDIO);
        assertThat(world.flags).contains("xa-1 SPEAKER_HASH").doesNotContain("xa-1 SPEAKER_UNPLANNED");
    }

    @Test
    void lateOrder_isKept_butRaisesNoAlarm_andOtherSoundOverTheRightFileDoes() {
        world.commune("xa", 2);
        world.born("xa-1", "speaker.mute");
        Slot slot = plan("17:00");
        at(FIVE.plusSeconds(1201));
        world.played("xa-1", slot.id(), FIVE.plusSeconds(900), 300);
        world.tell("xa-2", "play", FIVE.plusSeconds(300), """
                {"kind":"end","play":"p","slot":"%s","start":"%s","end":"%s","played":300,"rise":9,"heard":"WRONG"}""".formatted(slot.id(), FIVE, FIVE.plusSeconds(300)));
        world.tick();
        assertThat(unplanned()).extracting(kept -> kept.said().why()).containsExactly(Why.LATE);
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_UNPLANNED").contains("xa-2 SPEAKER_HASH");
        assertThat(commands.ofDevice(DeviceId.of("xa-1")))
                .noneMatch(sent -> sent.command().name().equals("speaker.mute"));
    }

    @Test
    void stuckPlay_isFoundByWhatTheClusterSaysOfItself() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        at(FIVE.plusSeconds(2));
        world.tell(
                "xa-1",
                "play",
                FIVE,
                "{\"kind\":\"start\",\"play\":\"p\",\"slot\":\"%s\",\"start\":\"%s\"}".formatted(slot.id(), FIVE));
        world.tick();
        assertThat(world.verdict(DAY, slot.id(), "xa-1").orElseThrow().said().verdict())
                .isEqualTo(Verdict.PLAYING);
        for (int minute = 1; minute <= 16; minute++) {
            at(FIVE.plusSeconds(60L * minute + 1));
            world.tell("xa-1", "state", FIVE.plusSeconds(60L * minute), "PLAYING");
            world.tick();
        }
        assertThat(unplanned()).extracting(kept -> kept.said().why()).containsExactly(Why.OFF_TIME);
        assertThat(world.flags).contains("xa-1 SPEAKER_UNPLANNED");
    }

    @Test
    void cancelledBulletin_isExcused_andItsPlanIsTakenBack() {
        world.commune("xa", 1);
        world.born("xa-1", "speaker.plan", "speaker.mute");
        Slot slot = plan("17:00");
        assertThat(commands.ofDevice(DeviceId.of("xa-1")))
                .singleElement()
                .satisfies(sent -> assertThat(sent.command().args()).contains(slot.id()));
        at(START.plusSeconds(1));
        world.desk.programme().cancel(slot.bulletin(), "an", "hoãn");
        world.tick();
        assertThat(commands.ofDevice(DeviceId.of("xa-1")).getFirst().command().args())
                .contains("\"slots\":[]")
                .contains("\"version\":2");
        at(FIVE.plusSeconds(600));
        world.tick();
        assertThat(world.verdict(DAY, slot.id(), "xa-1").orElseThrow().said().cause())
                .contains(Cause.CANCELLED);
        assertThat(world.flags).isEmpty();
    }

    @Test
    void playThatFails_namesTheFaultThatWasToldTheDayBefore() {
        world.commune("xa", 1);
        Slot slot = plan("17:00");
        world.tell("xa-1", "state", FIVE.minus(Duration.ofHours(30)), "FAULT");
        at(FIVE.plusSeconds(600));
        world.played("xa-1", slot.id(), FIVE.plusSeconds(1), 0.5);
        world.tick();
        KeptVerdict missed = world.verdict(DAY, slot.id(), "xa-1").orElseThrow();
        assertThat(missed.said().verdict()).isEqualTo(Verdict.MISSED);
        assertThat(missed.said().cause()).contains(Cause.FAULT);
    }

    @Test
    void drift_isSaidAgainstTheLinesOwnBaseline() {
        world.commune("xa", 1);
        plan("17:00");
        world.tell(
                "xa-1",
                "selftest",
                START,
                "{\"at\":\"%s\",\"ok\":true,\"tone\":3.2,\"impedance\":8.0}".formatted(START));
        world.measure("xa-1", "line.impedance", START, 8.4);
        world.tick();
        assertThat(world.desk.clusters().cluster("xa-1").baseline()).hasValue(8.0);
        at(FIVE.plusSeconds(301));
        world.tick();
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_DRIFT");
        world.measure("xa-1", "line.impedance", FIVE, 11);
        world.played("xa-1", "x", FIVE, 10);
        world.tick();
        assertThat(world.flags).contains("xa-1 SPEAKER_DRIFT");
    }

    @Test
    void certificate_anotherThanTheFirst_isSaid_untilAPersonEntersIt() {
        String first = "AB:12".repeat(10) + ":" + "cd".repeat(10);
        String other = "ef".repeat(32);
        world.commune("xa", 1);
        world.tell("xa-1", "certificate.sha256", START, first);
        world.tick();
        Clusters clusters = world.desk.clusters();
        assertThat(clusters.cluster("xa-1").agreed().certificate()).contains("ab12".repeat(10) + "cd".repeat(10));
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_CERTIFICATE");
        world.tell("xa-1", "certificate.sha256", START.plusSeconds(60), other);
        world.tick();
        assertThat(world.flags).contains("xa-1 SPEAKER_CERTIFICATE");
        Cluster before = clusters.cluster("xa-1");
        Cluster.Agreed agreed = new Cluster.Agreed(OptionalDouble.empty(), Optional.of(other));
        assertThat(clusters.put(new Cluster(
                        "xa-1", "", 0, before.equipment(), "", before.baseline(), before.baselineAt(), agreed, 0)))
                .isTrue();
        world.desk.proof().agreed("xa-1");
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_CERTIFICATE");
    }

    @Test
    void volume_offWhatAPersonSet_isSaid_butNotOfAPlay() {
        world.commune("xa", 1);
        world.tell("xa-1", "state", START, "IDLE");
        world.measure("xa-1", "volume", START, 20);
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_VOLUME");
        DeviceId device = DeviceId.of("xa-1");
        IssuedCommand set = commands.issue(
                        device,
                        new Commands.NewCommand("speaker.volume", "{\"percent\":70}", "an", START.plusSeconds(60)))
                .orElseThrow();
        CommandAnswer done = new CommandAnswer(set.command().id(), CommandAnswer.State.DONE, "");
        assertThat(commands.answered(device, done, START)).isCompletedWithValue(Receipt.COMMITTED);
        assertThat(world.desk.clusters().cluster("xa-1").agreed().volume()).hasValue(70);
        world.tell("xa-1", "state", START.plusSeconds(1), "PLAYING");
        world.measure("xa-1", "volume", START.plusSeconds(1), 100);
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_VOLUME");
        world.tell("xa-1", "state", START.plusSeconds(2), "IDLE");
        world.measure("xa-1", "volume", START.plusSeconds(2), 59);
        assertThat(world.flags).contains("xa-1 SPEAKER_VOLUME");
        world.measure("xa-1", "volume", START.plusSeconds(3), 61);
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_VOLUME");
    }

    private Slot plan(String time) {
        Bulletin bulletin = world.bulletin("Bản tin chiều", BulletinClass.NORMAL, "xa", 0, time);
        world.tick();
        return world.desk.programme().slots(DAY).stream()
                .filter(slot -> slot.bulletin() == bulletin.id())
                .findFirst()
                .orElseThrow();
    }

    private List<KeptUnplanned> unplanned() {
        return world.desk.proof().store().unplannedOf("xa-1", DAY, DAY);
    }

    private void at(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }
}
