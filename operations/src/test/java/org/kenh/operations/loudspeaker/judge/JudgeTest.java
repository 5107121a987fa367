package org.kenh.operations.loudspeaker.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.operations.loudspeaker.judge.Told.HASH;
import static org.kenh.operations.loudspeaker.judge.Told.NOON;
import static org.kenh.operations.loudspeaker.judge.Told.at;
import static org.kenh.operations.loudspeaker.judge.Told.behind;
import static org.kenh.operations.loudspeaker.judge.Told.end;
import static org.kenh.operations.loudspeaker.judge.Told.heard;
import static org.kenh.operations.loudspeaker.judge.Told.loud;
import static org.kenh.operations.loudspeaker.judge.Told.made;
import static org.kenh.operations.loudspeaker.judge.Told.matched;
import static org.kenh.operations.loudspeaker.judge.Told.ofBulletin;
import static org.kenh.operations.loudspeaker.judge.Told.plays;
import static org.kenh.operations.loudspeaker.judge.Told.rose;
import static org.kenh.operations.loudspeaker.judge.Told.slot;
import static org.kenh.operations.loudspeaker.judge.Told.sound;
import static org.kenh.operations.loudspeaker.judge.Told.start;
import static org.kenh.operations.loudspeaker.judge.Told.withHash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.operations.loudspeaker.judge.StateReading.State;
import org.kenh.operations.loudspeaker.judge.Unplanned.Why;

class JudgeTest {
    private static final Instant LATER = at(3600);

    @ParameterizedTest(name = "start {0} s, played {1} s of 300, level {2} dB: {3} {4}")
    @CsvSource({
        "12, 291, 9, VERIFIED,",
        "12, 180, 9, PARTIAL, SHORT",
        "30, 285, 6, VERIFIED,",
        "-30, 300, 6, VERIFIED,",
        "30.001, 285, 6, PARTIAL, LATE",
        "0, 284.9, 6, PARTIAL, SHORT",
        "0, 150, 6, PARTIAL, SHORT",
        "0, 149, 6, MISSED, TOO_SHORT",
        "120, 300, 9, PARTIAL, LATE",
        "121, 300, 9, MISSED, NO_START",
        "-121, 300, 9, MISSED, NO_START",
        "0, 300, 5.9, PARTIAL, NO_EVIDENCE",
        "0, 300, 2.9, MISSED, SILENT"
    })
    void play_isJudgedByStartLengthAndLevel(double start, double played, double rise, Verdict verdict, Cause cause) {
        SlotVerdict said = judge(LATER, plays(end("p", Optional.of("s"), start, played, rose(rise))));
        assertThat(said.verdict()).isEqualTo(verdict);
        assertThat(said.cause()).isEqualTo(Optional.ofNullable(cause));
        assertThat(said.played()).isEqualTo(played);
        assertThat(said.start()).contains(at(start));
        assertThat(said.settled()).isTrue();
    }

    @Test
    void level_isNotNeeded_whereTheCurrentRose() {
        Measured current = new Measured(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(0.5));
        assertThat(verdict(end("p", Optional.of("s"), 0, 300, current))).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(end("p", Optional.of("s"), 0, 300, Measured.NOTHING)))
                .isEqualTo(Verdict.PARTIAL);
    }

    @Test
    void hash_thatDiffers_isMissed_andSaidToBeUnplanned() {
        Judgement judgement =
                judgement(LATER, plays(withHash(end("p", "s", 0, 300), Optional.of("b".repeat(64)))), slot("s"));
        assertThat(judgement.verdicts().getFirst().cause()).contains(Cause.WRONG_AUDIO);
        assertThat(judgement.verdicts().getFirst().audio().asPlanned()).contains(false);
        assertThat(judgement.unplanned()).singleElement().satisfies(found -> {
            assertThat(found.why()).isEqualTo(Why.WRONG_AUDIO);
            assertThat(found.slot()).contains("s");
            assertThat(found.evidence()).isEqualTo("play:p");
            assertThat(found.audio().sha256()).contains("b".repeat(64));
        });
    }

    @Test
    void hash_thatWasNotTold_isReplacedByWhatWasHeard() {
        assertThat(verdict(withHash(end("p", "s", 0, 300), Optional.empty()))).isEqualTo(Verdict.PARTIAL);
        PlayEvent right = end("p", Optional.of("s"), 0, 300, matched(9, 0.8));
        assertThat(verdict(withHash(right, Optional.empty()))).isEqualTo(Verdict.VERIFIED);
        PlayEvent wrong = end("p", Optional.of("s"), 0, 300, matched(9, 0.2));
        assertThat(judge(LATER, plays(withHash(wrong, Optional.empty()))).cause())
                .contains(Cause.WRONG_AUDIO);
        assertThat(judge(LATER, plays(wrong)).cause()).contains(Cause.NO_EVIDENCE);
    }

    @Test
    void playLog_hasEndVolumeAndAudio_ofTheLastPieceThatToldThem() {
        SlotVerdict whole = judge(LATER, plays(loud(end("p", "s", 3, 295), 70)));
        assertThat(whole.end()).contains(at(298));
        assertThat(whole.audio()).isEqualTo(new Audio(OptionalDouble.of(70), Optional.of(HASH), Optional.of(true)));
        PlayEvent first = loud(end("p1", "s", 0, 150), 60);
        PlayEvent second = loud(end("p2", "s", 160, 100), 80);
        PlayEvent third = withHash(end("p3", "s", 262, 35), Optional.empty());
        SlotVerdict pieces = judge(LATER, plays(third, first, second));
        assertThat(pieces.start()).contains(at(0));
        assertThat(pieces.end()).contains(at(297));
        assertThat(pieces.audio().volume()).hasValue(80);
        assertThat(pieces.audio().sha256()).contains(HASH);
        assertThat(judge(LATER, plays(withHash(end("p", "s", 0, 300), Optional.empty())))
                        .audio())
                .isEqualTo(Audio.UNTOLD);
        assertThat(judge(LATER, Evidence.NONE).end()).isEmpty();
    }

    @Test
    void otherAudio_isNamed_whicheverPieceItWas_evenIfTheRightOneFollowed() {
        String other = "b".repeat(64);
        PlayEvent strange = withHash(end("p1", "s", 0, 100), Optional.of(other));
        for (PlayEvent right : List.of(end("p2", "s", 110, 190), end("p2", "s", -110, 100))) {
            Audio audio = judge(LATER, plays(strange, right)).audio();
            assertThat(audio.sha256()).contains(other);
            assertThat(audio.asPlanned()).contains(false);
        }
    }

    @Test
    void end_isUnknown_whileItPlays_andWhereItWasNeverTold() {
        assertThat(judge(at(20), plays(start("p", "s", 0), heard("p", "s", 0))).end())
                .isEmpty();
        Evidence goesOn = plays(loud(end("p1", "s", 0, 100), 70), start("p2", "s", 110));
        SlotVerdict playing = judge(at(120), goesOn);
        assertThat(playing.verdict()).isEqualTo(Verdict.HEARD);
        assertThat(playing.end()).isEmpty();
        assertThat(playing.audio().volume()).hasValue(70);
        SlotVerdict never = judge(LATER, plays(start("p", "s", 0)));
        assertThat(never.verdict().isDecided()).isTrue();
        assertThat(never.end()).isEmpty();
    }

    @Test
    void slot_goesThroughItsStates() {
        assertThat(judge(at(299), Evidence.NONE).verdict()).isEqualTo(Verdict.DUE);
        assertThat(judge(at(1), plays(start("p", "s", 0))).verdict()).isEqualTo(Verdict.PLAYING);
        assertThat(judge(at(20), plays(start("p", "s", 0), heard("p", "s", 0))).verdict())
                .isEqualTo(Verdict.HEARD);
        SlotVerdict cut = judge(at(181), plays(end("p", "s", 0, 180)));
        assertThat(cut.verdict()).isEqualTo(Verdict.AWAITING);
        assertThat(cut.settled()).isFalse();
        assertThat(judge(at(301), plays(end("p", "s", 0, 300))).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void slot_withoutAnyWord_isMissed_forNowAndThenForGood() {
        SlotVerdict early = judge(at(300), Evidence.NONE);
        assertThat(early.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(early.cause()).contains(Cause.NO_START);
        assertThat(early.settled()).isFalse();
        assertThat(judge(at(480), Evidence.NONE).settled()).isTrue();
        Judgement due = judgement(at(0), Evidence.NONE, slot("s"));
        assertThat(due.next()).contains(at(300));
        assertThat(judgement(at(480), Evidence.NONE, slot("s")).next()).isEmpty();
    }

    @Test
    void cluster_thatCannotBeHeard_mayTellLater() {
        Evidence away = silence(new Silence(at(-600), Optional.empty()));
        SlotVerdict said = judge(LATER, away);
        assertThat(said.cause()).contains(Cause.NO_LINK);
        assertThat(said.settled()).isFalse();
        SlotVerdict back = judge(at(3600), silence(new Silence(at(-600), Optional.of(at(3500)))));
        assertThat(back.cause()).contains(Cause.NO_LINK);
        SlotVerdict settled = judge(at(3680), silence(new Silence(at(-600), Optional.of(at(3500)))));
        assertThat(settled.cause()).contains(Cause.NO_START);
        assertThat(settled.settled()).isTrue();
        Evidence late = new Evidence(Set.of(end("p", "s", 12, 291)), Set.of(), Set.of(), away.silences());
        assertThat(judge(LATER, late).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void pieces_countTogether_whenTheyAreNotFarApart() {
        assertThat(verdict(end("p", "s", 0, 100), end("q", "s", 150, 190))).isEqualTo(Verdict.VERIFIED);
        assertThat(judge(LATER, plays(end("p", "s", 0, 100), end("q", "s", 221, 190)))
                        .played())
                .isEqualTo(190);
        SlotVerdict overlapping = judge(LATER, plays(end("p", "s", 0, 200), end("q", "s", 100, 150)));
        assertThat(overlapping.played()).isEqualTo(250);
    }

    @Test
    void play_withoutSlot_isMatchedByBulletinThenHashThenTime() {
        assertThat(verdict(ofBulletin(end("p", "s", 5, 295), "b-s"))).isEqualTo(Verdict.VERIFIED);
        PlayEvent bare = end("p", Optional.empty(), 5, 295, rose(9));
        assertThat(verdict(bare)).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(withHash(bare, Optional.empty()))).isEqualTo(Verdict.PARTIAL);
        PlayEvent other = ofBulletin(end("p", "s", 5, 295), "b-t");
        Judgement judgement = judgement(LATER, plays(other), slot("s"), slot("t", 7200, BulletinClass.NORMAL));
        assertThat(judgement.unplanned()).isEmpty();
        assertThat(judgement.verdicts().getFirst().verdict())
                .as("the hash is the right one")
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void play_thatNoSlotAsksFor_isUnplanned() {
        Judgement judgement = judgement(LATER, plays(end("p", "x", -1800, 60)), slot("s"));
        assertThat(judgement.unplanned()).singleElement().satisfies(found -> {
            assertThat(found.why()).isEqualTo(Why.NO_SLOT);
            assertThat(found.start()).isEqualTo(at(-1800));
            assertThat(found.end()).contains(at(-1740));
        });
        assertThat(judgement.verdicts().getFirst().cause()).contains(Cause.NO_START);
    }

    @Test
    void play_thatDoesNotEnd_isUnplannedBeyondItsSlot() {
        Evidence stuck = new Evidence(
                Set.of(start("p", "s", 0), heard("p", "s", 0)),
                Set.of(),
                Set.of(new StateReading(at(60), State.PLAYING), new StateReading(at(900), State.PLAYING)),
                Set.of());
        Judgement judgement = judgement(at(901), stuck, slot("s"));
        assertThat(judgement.unplanned()).extracting(Unplanned::why).containsExactly(Why.OFF_TIME);
        Evidence ended = new Evidence(
                stuck.plays(),
                Set.of(),
                Set.of(
                        new StateReading(at(60), State.PLAYING),
                        new StateReading(at(320), State.IDLE),
                        new StateReading(at(900), State.PLAYING)),
                Set.of());
        assertThat(judgement(at(901), ended, slot("s")).unplanned()).isEmpty();
    }

    @Test
    void sound_isUnplanned_unlessASlotOrAPlayCoversIt() {
        Evidence bare = sounds(sound("x", -3600, Optional.empty()));
        assertThat(judgement(LATER, bare, slot("s")).unplanned())
                .extracting(Unplanned::evidence, Unplanned::why)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("sound:x", Why.SOUND));
        Evidence within = sounds(sound("x", 30, Optional.of(at(200))));
        assertThat(judgement(at(210), within, slot("s")).unplanned())
                .as("the play may still be told")
                .isEmpty();
        assertThat(judgement(LATER, within, slot("s")).unplanned())
                .as("nothing of the slot was played")
                .hasSize(1);
        Evidence cut = new Evidence(Set.of(end("p", "s", 0, 60)), within.sounds(), Set.of(), Set.of());
        assertThat(judgement(LATER, cut, slot("s")).unplanned())
                .as("a play that its cluster lost")
                .isEmpty();
        assertThat(judgement(LATER, sounds(sound("x", 200, Optional.of(at(1200)))), slot("s"))
                        .unplanned())
                .hasSize(1);
        Evidence played = new Evidence(
                Set.of(end("p", "x", -3600, 60)),
                Set.of(sound("x", -3598, Optional.of(at(-3535)))),
                Set.of(),
                Set.of());
        assertThat(judgement(LATER, played, slot("s")).unplanned())
                .extracting(Unplanned::evidence)
                .containsExactly("play:p");
    }

    @Test
    void emergency_thatSounded_excusesWhatItTookThePlaceOf() {
        DueSlot emergency = slot("e", 60, BulletinClass.EMERGENCY);
        Evidence evidence = plays(end("p", "s", 0, 60), end("q", "e", 60, 300));
        List<SlotVerdict> said =
                judgement(LATER, evidence, slot("s"), emergency).verdicts();
        assertThat(said.getFirst().verdict()).isEqualTo(Verdict.EXCUSED);
        assertThat(said.getFirst().cause()).contains(Cause.PREEMPTED);
        assertThat(said.getLast().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(judgement(LATER, plays(end("p", "s", 0, 60)), slot("s"), emergency)
                        .verdicts())
                .extracting(SlotVerdict::verdict)
                .containsExactly(Verdict.MISSED, Verdict.MISSED);
    }

    /** By the id that the slot had then, or by its own; near the time that it has now, or far from it. */
    @ParameterizedTest
    @CsvSource({"old, 305", "old, 1500", "s, 305", "s, 1500"})
    void slot_thatIsPlayedByAnOldPlan_isNobodyElses(String named, int moved) {
        PlayEvent play = ofBulletin(end("p", named, 0, 300), "b-s");
        Judgement told = judgement(at(4_000), plays(play), moved(moved));
        assertThat(told.unplanned()).extracting(Unplanned::why).containsExactly(Why.CANCELLED);
        assertThat(told.verdicts().getFirst().verdict())
                .as("not when it should")
                .isEqualTo(Verdict.MISSED);
        PlayEvent longer = ofBulletin(end("p", named, 0, 400), "b-s");
        assertThat(judgement(at(4_000), plays(longer), moved(moved)).unplanned())
                .extracting(found -> found.why().isForeign())
                .containsExactly(true);
        PlayEvent earlier = ofBulletin(end("p", named, -200, 300), "b-s");
        assertThat(judgement(at(4_000), plays(earlier), moved(moved)).unplanned())
                .as("nobody planned that ever")
                .extracting(found -> found.why().isForeign())
                .containsExactly(true);
    }

    /** Behind another one. */
    private static DueSlot moved(int seconds) {
        return new DueSlot(
                "s",
                "b-s",
                BulletinClass.NORMAL,
                at(seconds),
                Duration.ofMinutes(5),
                Optional.of(HASH),
                Optional.empty(),
                false,
                NOON);
    }

    @Test
    void cancelledSlot_isExcused_andCoversNothing() {
        DueSlot cancelled = new DueSlot(
                "s",
                "b",
                BulletinClass.NORMAL,
                NOON,
                Duration.ofMinutes(5),
                Optional.empty(),
                Optional.of(at(-600)),
                false);
        assertThat(judgement(LATER, Evidence.NONE, cancelled)
                        .verdicts()
                        .getFirst()
                        .verdict())
                .isEqualTo(Verdict.EXCUSED);
        Judgement played = judgement(LATER, plays(end("p", "s", 0, 300)), cancelled);
        assertThat(played.unplanned()).extracting(Unplanned::why).containsExactly(Why.CANCELLED);
        assertThat(played.verdicts().getFirst().cause()).contains(Cause.CANCELLED);
        Judgement strange = judgement(LATER, plays(end("p", "x", 0, 300)), cancelled);
        assertThat(strange.unplanned()).extracting(Unplanned::why).containsExactly(Why.NO_SLOT);
        Judgement longer = judgement(LATER, plays(end("p", "s", 0, 400)), cancelled);
        assertThat(longer.unplanned()).extracting(Unplanned::why).containsExactly(Why.NO_SLOT);
    }

    @ParameterizedTest(name = "of 90 s cancelled after {0}, played {1} s from {2}: {3} {4}")
    @CsvSource({
        "10, 12, 1, EXCUSED, CANCELLED",
        "10, 60, 20, EXCUSED, CANCELLED",
        "10, 90, 0, VERIFIED,",
        "70, 20, 0, MISSED, TOO_SHORT",
        "89, 60, 0, EXCUSED, CANCELLED",
        "91, 60, 0, PARTIAL, SHORT"
    })
    void slot_thatIsCalledOffWhileItSounds_isExcused(
            double after, double played, double from, Verdict verdict, Cause cause) {
        DueSlot slot = calledOff(after);
        SlotVerdict said = judgement(LATER, plays(end("p", Optional.of("s"), from, played, rose(9))), slot)
                .verdicts()
                .getFirst();
        assertThat(said.verdict()).isEqualTo(verdict);
        assertThat(said.cause()).isEqualTo(Optional.ofNullable(cause));
    }

    @Test
    void slot_thatIsCalledOff_asksNobodyToBegin() {
        SlotVerdict said =
                judgement(LATER, Evidence.NONE, calledOff(60)).verdicts().getFirst();
        assertThat(said.cause()).contains(Cause.CANCELLED);
        assertThat(judgement(LATER, Evidence.NONE, calledOff(121))
                        .verdicts()
                        .getFirst()
                        .cause())
                .contains(Cause.NO_START);
    }

    @Test
    void bulletin_thatACalledOffEmergencyCutOff_isExcused() {
        DueSlot bulletin = slot("s");
        DueSlot emergency = new DueSlot(
                "e",
                "b-e",
                BulletinClass.EMERGENCY,
                at(100),
                Duration.ofSeconds(90),
                Optional.empty(),
                Optional.of(at(112)),
                true);
        Judgement judgement =
                judgement(LATER, plays(end("p", "s", 0, 100), end("q", "e", 101, 12)), bulletin, emergency);
        assertThat(judgement.verdicts().getFirst().cause()).contains(Cause.PREEMPTED);
    }

    @ParameterizedTest(name = "of a text of about 60 s {0} s were read out, to its end {1}: {2} {3}")
    @CsvSource({
        "41, true, 9, VERIFIED,",
        "85, true, 9, VERIFIED,",
        "58, false, 9, PARTIAL, SHORT",
        "29, true, 9, MISSED, TOO_SHORT",
        "41, true, 4, PARTIAL, NO_EVIDENCE"
    })
    void text_isWhole_whenTheClusterHasReadItToItsEnd(
            double played, boolean whole, double rise, Verdict verdict, Cause cause) {
        DueSlot slot = text();
        PlayEvent told = withHash(end("p", Optional.of("s"), 3, played, rose(rise)), Optional.empty());
        Judgement judgement = judgement(LATER, plays(toldWhole(told, whole)), slot);
        assertThat(judgement.verdicts().getFirst().verdict()).isEqualTo(verdict);
        assertThat(judgement.verdicts().getFirst().cause()).isEqualTo(Optional.ofNullable(cause));
        assertThat(judgement.unplanned()).isEmpty();
    }

    @Test
    void lateStart_withoutEvidence_isNotSaidToHaveBeenHeard() {
        assertThat(judge(LATER, plays(end("p", Optional.of("s"), 60, 300, rose(4))))
                        .cause())
                .contains(Cause.NO_EVIDENCE);
    }

    private static DueSlot calledOff(double after) {
        return new DueSlot(
                "s",
                "b",
                BulletinClass.NORMAL,
                NOON,
                Duration.ofSeconds(90),
                Optional.of(HASH),
                Optional.of(at(after)),
                false);
    }

    @ParameterizedTest(name = "of a text of about 60 s {0} were read out: {1} {2}")
    @CsvSource({
        "0 20 done/20 20 done, PARTIAL, SHORT",
        "0 20 done/20 20 done/40 20 done, VERIFIED,",
        "0 20 stopped/20 20 stopped/40 18 done, VERIFIED,",
        "0 50 done/50 10 stopped, PARTIAL, SHORT",
        "0 50 stopped/51 9 done, VERIFIED,",
        "0 10 stopped/25 35 done, PARTIAL, SHORT",
        "-20 5 stopped/110 40 done, PARTIAL, SHORT",
        "0 50 stopped, PARTIAL, SHORT"
    })
    void text_inPieces_isWhole_whenTheLastOneIsDoneAndNothingIsMissing(String told, Verdict verdict, Cause cause) {
        List<PlayEvent> pieces = new ArrayList<>();
        for (String piece : told.split("/", -1)) {
            String[] words = piece.split(" ", -1);
            double from = Double.parseDouble(words[0]);
            PlayEvent end = end("p" + words[0], Optional.of("s"), from, Double.parseDouble(words[1]), rose(9));
            pieces.add(toldWhole(withHash(end, Optional.empty()), words[2].equals("done")));
        }
        SlotVerdict said = judgement(LATER, plays(pieces.toArray(PlayEvent[]::new)), text())
                .verdicts()
                .getFirst();
        assertThat(said.verdict()).isEqualTo(verdict);
        assertThat(said.cause()).isEqualTo(Optional.ofNullable(cause));
    }

    @Test
    void emergency_readOutToItsEndAndNotHeard_isMissedAtOnce_notAfterMinutes() {
        PlayEvent whole = toldWhole(end("p", Optional.of("s"), 5, 50, rose(0.4)), true);
        SlotVerdict said = judgement(at(60), plays(whole), text()).verdicts().getFirst();
        assertThat(said.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(said.cause()).contains(Cause.SILENT);
        assertThat(said.settled()).isTrue();
        PlayEvent stopped = toldWhole(whole, false);
        assertThat(judgement(at(60), plays(stopped), text())
                        .verdicts()
                        .getFirst()
                        .verdict())
                .isEqualTo(Verdict.AWAITING);
        assertThat(judge(at(301), plays(end("p", Optional.of("s"), 0, 300, rose(0.4))))
                        .verdict())
                .isEqualTo(Verdict.AWAITING);
        // What was told late after all corrects it.
        PlayEvent loud = toldWhole(end("q", Optional.of("s"), 56, 50, rose(9)), true);
        assertThat(judgement(at(110), plays(whole, loud), text())
                        .verdicts()
                        .getFirst()
                        .verdict())
                .isEqualTo(Verdict.VERIFIED);
    }

    /** Guessed to take a minute. */
    private static DueSlot text() {
        return new DueSlot(
                "s",
                "b",
                BulletinClass.EMERGENCY,
                NOON,
                Duration.ofMinutes(1),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private static PlayEvent toldWhole(PlayEvent event, boolean whole) {
        return new PlayEvent(
                event.kind(),
                event.at(),
                event.play(),
                event.slot(),
                event.bulletin(),
                event.start(),
                event.end(),
                event.played(),
                event.sha256(),
                event.volume(),
                event.measured(),
                event.heard(),
                event.reason(),
                whole);
    }

    @Test
    void missedSlot_namesWhatTheClusterSaidOfItself() {
        assertThat(judge(LATER, said(State.MUTED)).cause()).contains(Cause.MUTED);
        assertThat(judge(LATER, said(State.FAULT)).cause()).contains(Cause.FAULT);
        assertThat(judge(LATER, said(State.IDLE)).cause()).contains(Cause.NO_START);
    }

    @Test
    void patience_growsWithTheInterval() {
        assertThat(Limits.STANDARD.patientFor(Duration.ofMinutes(1)).patience()).isEqualTo(Duration.ofMinutes(3));
        assertThat(Limits.STANDARD.patientFor(Duration.ofMinutes(5)).patience()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void match_provesSound_whereNoiseHidesTheRise() {
        assertThat(verdict(end("p", Optional.of("s"), 0, 300, matched(1.2, 0.55))))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(judge(LATER, plays(end("p", Optional.of("s"), 0, 300, matched(1.2, 0.45))))
                        .cause())
                .contains(Cause.SILENT);
        PlayEvent live = new PlayEvent(
                PlayEvent.Kind.HEARD,
                at(12),
                "p",
                Optional.of("s"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                matched(1.2, 0.6),
                Optional.empty(),
                "",
                false);
        assertThat(judge(at(20), plays(start("p", "s", 0), live)).verdict()).isEqualTo(Verdict.HEARD);
    }

    @ParameterizedTest(name = "no hash, level {0} dB, match {1}: {2}")
    @CsvSource({
        "0, 0.2, SILENT",
        "2.9, 0.1, SILENT",
        "9, 0.4, NO_EVIDENCE",
        "9, 0.35, NO_EVIDENCE",
        "3, 0.34, WRONG_AUDIO"
    })
    void lowMatch_isWrongAudio_onlyWhereItSounded(double rise, double match, Cause cause) {
        PlayEvent played = withHash(end("p", Optional.of("s"), 0, 300, matched(rise, match)), Optional.empty());
        Judgement judgement = judgement(LATER, plays(played), slot("s"));
        assertThat(judgement.verdicts().getFirst().cause()).contains(cause);
        assertThat(judgement.unplanned()).hasSize(cause == Cause.WRONG_AUDIO ? 1 : 0);
    }

    @Test
    void clustersOwnOpinion_decidesWhatItHeard() {
        PlayEvent right = end("p", Optional.of("s"), 0, 300, matched(9, 0.2));
        Judgement strange = judgement(LATER, plays(made(right, Hearing.WRONG)), slot("s"));
        assertThat(strange.verdicts().getFirst().cause())
                .as("something else, over the right file")
                .contains(Cause.WRONG_AUDIO);
        assertThat(strange.unplanned()).extracting(Unplanned::why).containsExactly(Why.WRONG_AUDIO);
        PlayEvent dead = end("p", Optional.of("s"), 0, 300, matched(0, 0.2));
        assertThat(judge(LATER, plays(made(dead, Hearing.WRONG))).cause()).contains(Cause.SILENT);
        assertThat(judge(LATER, plays(made(withHash(right, Optional.empty()), Hearing.UNSURE)))
                        .cause())
                .contains(Cause.NO_EVIDENCE);
        assertThat(verdict(made(right, Hearing.UNSURE))).as("by level and hash").isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(made(right, Hearing.CLIPPED))).isEqualTo(Verdict.VERIFIED);
        PlayEvent faint = end("p", Optional.of("s"), 0, 300, rose(1));
        assertThat(verdict(made(faint, Hearing.MATCHING))).isEqualTo(Verdict.VERIFIED);
        PlayEvent unmeasured = end("p", Optional.of("s"), 0, 300, Measured.NOTHING);
        assertThat(judge(LATER, plays(made(unmeasured, Hearing.SILENT))).cause())
                .contains(Cause.SILENT);
    }

    @Test
    void firstLook_doesNotCountAgainstWhatTheClusterMadeOfTheWhole() {
        PlayEvent first = new PlayEvent(
                PlayEvent.Kind.HEARD,
                at(12),
                "p",
                Optional.of("s"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                matched(9, 0.1),
                Optional.empty(),
                "",
                false);
        PlayEvent end = made(withHash(end("p", "s", 0, 300), Optional.empty()), Hearing.UNSURE);
        assertThat(judge(LATER, plays(first, end)).cause()).contains(Cause.NO_EVIDENCE);
    }

    @Test
    void playThatReusesAnId_isAnotherPlay() {
        DueSlot evening = slot("t", 43_200, BulletinClass.NORMAL);
        Evidence day = plays(
                start("1", "s", 0),
                heard("1", "s", 0),
                end("1", "s", 0, 300),
                start("1", "t", 43_200),
                heard("1", "t", 43_200),
                end("1", "t", 43_200, 300));
        Judgement judgement = judgement(at(50_000), day, slot("s"), evening);
        assertThat(judgement.verdicts()).extracting(SlotVerdict::verdict).containsOnly(Verdict.VERIFIED);
        assertThat(judgement.unplanned()).isEmpty();
        Evidence alien = plays(end("1", "x", -9_000, 60), end("1", "x", 9_000, 60));
        assertThat(judgement(at(50_000), alien, slot("s")).unplanned())
                .extracting(Unplanned::evidence)
                .containsExactly("play:1", "play:1@" + at(9_000).getEpochSecond());
    }

    @Test
    void soundThatReusesAnId_isAnotherSound() {
        Evidence twice = new Evidence(
                Set.of(end("p", "s", 0, 300)),
                Set.of(sound("1", -9_000, Optional.of(at(-8_900))), sound("1", 100, Optional.of(at(200)))),
                Set.of(),
                Set.of());
        assertThat(judgement(LATER, twice, slot("s")).unplanned())
                .extracting(Unplanned::start)
                .containsExactly(at(-9_000));
    }

    @Test
    void soundThatGoesOn_isUnplanned_onceItHasLeftItsCover() {
        Evidence open = new Evidence(
                Set.of(end("p", "s", 0, 60)), Set.of(sound("x", 100, Optional.empty())), Set.of(), Set.of());
        Judgement covered = judgement(at(500), open, slot("s"));
        assertThat(covered.unplanned()).isEmpty();
        Instant next = covered.next().orElseThrow();
        assertThat(next).isBefore(at(600));
        assertThat(judgement(next, open, slot("s")).unplanned()).hasSize(1);
        Evidence away =
                new Evidence(open.plays(), open.sounds(), Set.of(), Set.of(new Silence(at(130), Optional.empty())));
        assertThat(judgement(LATER, away, slot("s")).unplanned())
                .as("its end could not be told")
                .isEmpty();
    }

    @Test
    void lateOrder_isNoIntruder_unlessItGoesOnOrHasAnotherFile() {
        DueSlot emergency = slot("s", 0, BulletinClass.EMERGENCY);
        Judgement late = judgement(LATER, plays(end("p", "s", 900, 300)), emergency);
        assertThat(late.unplanned()).extracting(Unplanned::why).containsExactly(Why.LATE);
        assertThat(late.verdicts().getFirst().cause()).contains(Cause.NO_START);
        assertThat(judgement(LATER, plays(end("p", "s", 900, 400)), emergency).unplanned())
                .extracting(Unplanned::why)
                .containsExactly(Why.OFF_TIME);
        PlayEvent other = withHash(end("p", "s", 900, 300), Optional.of("b".repeat(64)));
        assertThat(judgement(LATER, plays(other), emergency).unplanned())
                .extracting(Unplanned::why)
                .containsExactly(Why.WRONG_AUDIO);
        assertThat(judgement(LATER, plays(end("p", "s", -3_000, 300)), emergency)
                        .unplanned())
                .extracting(Unplanned::why)
                .containsExactly(Why.OFF_TIME);
    }

    @Test
    void wrongClock_isPutRight_byWhenTheWordsWereTold() {
        Evidence live =
                plays(behind(start("p", "s", 5), 22_800), heard("p", "s", 5), behind(end("p", "s", 5, 295), 22_800));
        Judgement judgement = judgement(LATER, live, slot("s"));
        assertThat(judgement.verdicts().getFirst().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(judgement.verdicts().getFirst().start()).contains(at(5));
        assertThat(judgement.unplanned()).isEmpty();
    }

    @Test
    void wordsOutOfAStore_keepTheirOwnTime() {
        PlayEvent start = start("p", "s", 3_000).during(at(5), at(5));
        PlayEvent end = end("p", "s", 2_701, 300).during(at(5), at(305));
        SlotVerdict said = judge(at(4_000), plays(start, end));
        assertThat(said.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(said.start()).contains(at(5));
    }

    @Test
    void emergency_thatFailedAtOnce_excusesNobody() {
        DueSlot emergency = slot("e", 60, BulletinClass.EMERGENCY);
        assertThat(judgement(LATER, plays(end("q", "e", 60, 1)), slot("s"), emergency)
                        .verdicts()
                        .getFirst()
                        .cause())
                .contains(Cause.NO_START);
        DueSlot bulletin = new DueSlot(
                "s",
                "b",
                BulletinClass.NORMAL,
                NOON,
                Duration.ofMinutes(30),
                Optional.empty(),
                Optional.empty(),
                false);
        DueSlot later = slot("e", 900, BulletinClass.EMERGENCY);
        assertThat(judgement(LATER, plays(end("q", "e", 900, 300)), bulletin, later)
                        .verdicts()
                        .getFirst()
                        .cause())
                .as("it should have begun long before")
                .contains(Cause.NO_START);
        assertThat(judgement(LATER, plays(end("p", "s", 0, 890), end("q", "e", 900, 300)), bulletin, later)
                        .verdicts()
                        .getFirst()
                        .cause())
                .contains(Cause.PREEMPTED);
    }

    @Test
    void clusterThatIsBackForAMoment_mayStillTellLater() {
        Evidence flapping = new Evidence(
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(new Silence(at(-600), Optional.of(at(600))), new Silence(at(660), Optional.of(at(900)))));
        assertThat(judge(at(1_000), flapping).cause()).contains(Cause.NO_LINK);
        assertThat(judge(at(1_080), flapping).cause()).contains(Cause.NO_START);
    }

    @Test
    void playWhoseEndIsNotKnown_becauseTheLinkWasLost_isNotCalledTooShort() {
        Evidence begun = plays(Told.start("p", "s", 2), Told.heard("p", "s", 2));
        Silence silence = new Silence(at(60), Optional.empty());
        Evidence lost = new Evidence(begun.plays(), Set.of(), Set.of(), Set.of(silence));
        assertThat(judge(LATER, begun).cause()).contains(Cause.TOO_SHORT);
        assertThat(judge(LATER, lost).cause()).contains(Cause.NO_LINK);
        assertThat(judge(LATER, lost).settled()).isFalse();
    }

    @Test
    void missedSlot_stateToldLongBefore_stillHolds() {
        StateReading fault = new StateReading(at(-40_000), State.FAULT);
        StateReading idle = new StateReading(at(-30_000), State.IDLE);
        assertThat(judge(LATER, states(fault)).cause()).contains(Cause.FAULT);
        assertThat(judge(LATER, states(fault, idle)).cause()).contains(Cause.NO_START);
    }

    private static Evidence states(StateReading... states) {
        return new Evidence(Set.of(), Set.of(), Set.of(states), Set.of());
    }

    private static Evidence said(State state) {
        return new Evidence(Set.of(), Set.of(), Set.of(new StateReading(at(60), state)), Set.of());
    }

    private static Evidence silence(Silence silence) {
        return new Evidence(Set.of(), Set.of(), Set.of(), Set.of(silence));
    }

    private static Evidence sounds(SoundEvent... sounds) {
        return new Evidence(Set.of(), Set.of(sounds), Set.of(), Set.of());
    }

    private static Verdict verdict(PlayEvent... events) {
        return judge(LATER, plays(events)).verdict();
    }

    private static SlotVerdict judge(Instant now, Evidence evidence) {
        return judgement(now, evidence, slot("s")).verdicts().getFirst();
    }

    private static Judgement judgement(Instant now, Evidence evidence, DueSlot... slots) {
        return Judge.judge(List.of(slots), evidence, Limits.STANDARD, now);
    }
}
