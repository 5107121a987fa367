package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.ingest.alarm.Condition.Counting;
import org.kenh.ingest.alarm.Condition.Direction;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

/** When conditions come and go: values, deadbands, delays, silence, quality, late readings, steps of the clock. */
class DetectionTest {
    private static final Rules VECTOR = Rules.high(80, 2).delays(10, 30);
    private static final double[] TIMES = {0, 5, 12, 20, 30, 40, 50, 60, 70, 100};
    private static final double[] VALUES = {79, 81, 79.5, 81, 81.2, 79, 77.9, 78.5, 77, 76};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void high_readingsOfTheVector_raiseAndReturnAtItsTimes(boolean restarts) {
        Desk desk = new Desk(VECTOR);
        boolean[] pending = {false, true, false, true, false, false, true, false, true, false};
        for (int i = 0; i < TIMES.length; i++) {
            desk.reads(TIMES[i], VALUES[i]);
            assertThat(desk.alarm().wakeAt().isPresent() && pendingNow(desk))
                    .as("pending at %s", TIMES[i])
                    .isEqualTo(pending[i]);
            if (restarts) {
                desk.restarts(TIMES[i]);
            }
        }
        assertThat(desk.told()).containsExactly("ACTIVATE@30", "RETURN@100");
    }

    @Test
    void low_mirroredVector_raisesAndReturnsAtTheSameTimes() {
        Desk desk = new Desk(Rules.of(new Condition.Low(Rules.LEVEL, -80, 2)).delays(10, 30));
        for (int i = 0; i < TIMES.length; i++) {
            desk.reads(TIMES[i], -VALUES[i]);
        }
        assertThat(desk.told()).containsExactly("ACTIVATE@30", "RETURN@100");
    }

    @Test
    void delays_withoutSamples_areEndedByTimeAlone() {
        Desk desk = new Desk(VECTOR).reads(5, 81);
        assertThat(desk.alarm().wakeAt()).contains(Desk.at(15));
        desk.ticks(14.999);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        desk.ticks(15);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        desk.reads(20, 70).ticks(50);
        assertThat(desk.told()).containsExactly("ACTIVATE@15", "RETURN@50");
    }

    @Test
    void onDelay_restartInItsMiddle_isNotBegunAgain() {
        Desk desk = new Desk(Rules.high(80, 2).delays(60, 0)).reads(0, 81).restarts(40);
        assertThat(desk.alarm().wakeAt()).contains(Desk.at(60));
        desk.ticks(75).restarts(80).ticks(200);
        assertThat(desk.told()).containsExactly("ACTIVATE@60");
        assertThat(desk.last().recordedAt()).isEqualTo(Desk.at(75));
    }

    @Test
    void deadbandOfNothing_valueAtTheSetpoint_staysActive() {
        Desk desk = new Desk(Rules.high(80, 0)).reads(0, 80).reads(1, 80).reads(2, 80);
        assertThat(desk.told()).containsExactly("ACTIVATE@0");
        assertThat(desk.reads(3, 79.999).told()).endsWith("RETURN@3");
    }

    @Test
    void levels_rising_areOneAlarmWhoseSeverityRises() {
        Rules rules = Rules.of(new Condition.Levels(Rules.LEVEL, Direction.RISING, List.of(3.0, 4.0, 5.0), 0.1))
                .delays(10, 0);
        Desk desk = new Desk(rules).reads(0, 3.5).reads(5, 4.5).ticks(12);
        assertThat(desk.alarm().status(Desk.at(12)).level()).isEqualTo(1);
        desk.ticks(20);
        assertThat(desk.alarm().status(Desk.at(20)).level()).isEqualTo(2);
        desk.reads(21, 5).reads(25, 4.95).ticks(31);
        assertThat(desk.told()).containsExactly("ACTIVATE@10", "SEVERITY_RAISED@15");
        desk.reads(40, 3.95);
        assertThat(desk.last().level()).isEqualTo(2);
        desk.reads(41, 3.9).reads(42, 2.9);
        assertThat(desk.told())
                .containsExactly("ACTIVATE@10", "SEVERITY_RAISED@15", "SEVERITY_LOWERED@41", "RETURN@42");
        assertThat(desk.rows().stream().map(Transition::occurrence).distinct()).hasSize(1);
    }

    @Test
    void levels_falling_gravestIsTheLowest() {
        Desk desk = new Desk(Rules.of(new Condition.Levels(Rules.LEVEL, Direction.FALLING, List.of(1.0, 0.5), 0.1)))
                .reads(0, 0.4)
                .reads(1, 0.55)
                .reads(2, 0.6)
                .reads(3, 1.1);
        assertThat(desk.told()).containsExactly("ACTIVATE@0", "SEVERITY_LOWERED@2", "RETURN@3");
        assertThat(desk.rows().getFirst().level()).isEqualTo(2);
        assertThat(desk.rows().getFirst().limit()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void rateOfChange_fastEnough_raisesUntilItSlowsDown(int sign) {
        Direction direction = sign > 0 ? Direction.RISING : Direction.FALLING;
        Desk desk =
                new Desk(Rules.of(new Condition.RateOfChange(Rules.LEVEL, direction, 1, Duration.ofMinutes(10), 0.2)));
        for (int minute = 0; minute <= 60; minute++) {
            // Slowly, then from minute 20 on fast, from 40 on not at all.
            double value = minute < 20 ? 0.05 * minute : minute < 40 ? 1 + 0.2 * (minute - 20) : 5;
            desk.reads(minute * 60, sign * value);
        }
        assertThat(desk.told()).hasSize(2);
        double raised = (desk.rows().get(0).at().toEpochMilli() - Desk.START.toEpochMilli()) / 60_000.0;
        double returned = (desk.rows().get(1).at().toEpochMilli() - Desk.START.toEpochMilli()) / 60_000.0;
        // 1 per 10 min is reached when 0.05 × (10 - x) + 0.2 × x = 1, at x = 3.3 min; it clears at 0.8 per window.
        assertThat(raised).isBetween(23.0, 25.0);
        assertThat(returned).isBetween(45.0, 47.0);
    }

    @Test
    void rateOfChange_eitherWay_seesRiseAndFallButNotOfAnotherWindow() {
        Rules rules = Rules.of(new Condition.RateOfChange(Rules.LEVEL, Direction.EITHER, 1, Duration.ofSeconds(60), 0));
        assertThat(new Desk(rules).reads(0, 5).reads(50, 4).letter()).isEqualTo(Letter.B);
        assertThat(new Desk(rules).reads(0, 5).reads(50, 6).letter()).isEqualTo(Letter.B);
        assertThat(new Desk(rules).reads(0, 5).reads(61, 6).letter()).isEqualTo(Letter.A);
        assertThat(new Desk(rules).reads(0, 5).restarts(20).reads(50, 6).letter())
                .isEqualTo(Letter.B);
    }

    @Test
    void deviation_ofTwoSeries_comparesTheirNewestValues() {
        Rules rules = Rules.of(new Condition.Deviation(Rules.LEVEL, InputName.of("level-2"), 0.5, 0.1));
        Desk desk = new Desk(rules).reads(0, 1, 3, 1);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        desk.reads(1, 2, 3.6, 2);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        assertThat(desk.last().value()).isCloseTo(0.6, org.assertj.core.data.Offset.offset(1e-9));
        desk.reads(0, 3, 3.15, 3);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        desk.reads(0, 4, 3.3, 4);
        assertThat(desk.letter()).isEqualTo(Letter.D);
    }

    @Test
    void deviation_oneSeriesStale_isFrozen() {
        Rules rules = Rules.of(new Condition.Deviation(Rules.LEVEL, InputName.of("level-2"), 0.5, 0.1))
                .interval(10);
        Desk desk = new Desk(rules).reads(0, 1, 3, 1).reads(1, 1, 3, 1).reads(0, 22, 9, 22);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        assertThat(desk.alarm().status(Desk.at(22)).unknown()).isTrue();
        desk.reads(1, 23, 3, 23);
        assertThat(desk.told()).containsExactly("ACTIVATE@23");
    }

    @Test
    void equal_numberOrFlagOrText_isExact() {
        Desk number = new Desk(Rules.of(new Condition.Equal(Rules.LEVEL, 1)));
        assertThat(number.reads(0, 0.999).letter()).isEqualTo(Letter.A);
        assertThat(number.reads(0, new Value.Flag(true), Quality.GOOD, 1, 1).letter())
                .isEqualTo(Letter.B);
        Desk text = new Desk(Rules.of(new Condition.EqualText(Rules.LEVEL, "trip")));
        assertThat(text.reads(0, new Value.Text("run"), Quality.GOOD, 0, 0).letter())
                .isEqualTo(Letter.A);
        assertThat(text.reads(0, new Value.Text("trip"), Quality.GOOD, 1, 1).letter())
                .isEqualTo(Letter.B);
        assertThat(text.reads(0, new Value.Text("run"), Quality.GOOD, 2, 2).letter())
                .isEqualTo(Letter.D);
    }

    @Test
    void missing_noReading_raisesByTimeAndReturnsWithTheNextReadingOfWhateverQuality() {
        Rules rules = Rules.of(new Condition.Missing(Rules.LEVEL, Duration.ofSeconds(60)));
        Desk desk = new Desk(rules).reads(10, 1).reads(50, 1).ticks(109);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        desk.ticks(115).readsBad(130);
        assertThat(desk.told()).containsExactly("ACTIVATE@110", "RETURN@130");
    }

    @Test
    void missing_nothingEver_countsFromTheBeginning() {
        Desk desk = new Desk(Rules.of(new Condition.Missing(Rules.LEVEL, Duration.ofSeconds(60)))).ticks(59);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        desk.restarts(59).ticks(61);
        assertThat(desk.told()).containsExactly("ACTIVATE@60");
    }

    @Test
    void count_crossings_raiseAndReturnWhenTheOldestLeavesTheWindow() {
        Desk desk =
                new Desk(Rules.of(new Condition.Count(Rules.LEVEL, 1, Counting.CROSSINGS, 3, Duration.ofSeconds(100))));
        desk.reads(0, 1)
                .reads(5, 1)
                .reads(10, 0)
                .reads(20, 1)
                .reads(30, 0)
                .reads(40, 1)
                .reads(50, 0);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        desk.restarts(55).reads(60, 1);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        assertThat(desk.last().value()).isEqualTo(3);
        desk.ticks(200);
        // The first value was high already, so the crossings are at 20, 40 and 60.
        assertThat(desk.told()).containsExactly("ACTIVATE@60", "RETURN@120");
    }

    @Test
    void count_readings_countsEachOfThem() {
        Desk desk =
                new Desk(Rules.of(new Condition.Count(Rules.LEVEL, 1, Counting.READINGS, 3, Duration.ofSeconds(100))));
        desk.reads(0, 1).reads(10, 1).reads(20, 0).reads(99, 5);
        assertThat(desk.ticks(300).told()).containsExactly("ACTIVATE@99", "RETURN@100");
    }

    @Test
    void count_whileTheSeriesIsNotHeard_staysAsItWas() {
        Desk desk =
                new Desk(Rules.of(new Condition.Count(Rules.LEVEL, 1, Counting.READINGS, 3, Duration.ofSeconds(100)))
                        .interval(10));
        desk.reads(0, 1).reads(10, 1).reads(20, 1).ticks(1_000);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        assertThat(desk.alarm().status(Desk.at(1_000)).unknown()).isTrue();
        assertThat(desk.reads(1_001, 1).told()).containsExactly("ACTIVATE@20", "RETURN@1001");
    }

    @Test
    void formula_unknownInput_isFrozenUnlessItDoesNotMatter() {
        Rules rules = Rules.of(new Condition.Formula(Expression.of("{level} > 3 or {pump} = 0 and {mains} = 1")));
        Desk desk = new Desk(rules).reads(1, 0, 0, 0);
        assertThat(desk.alarm().status(Desk.at(0)).unknown()).isTrue();
        desk.reads(0, 1, 4, 1);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        desk.reads(0, 2, 1, 2);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        desk.reads(2, 3, 0, 3);
        assertThat(desk.told()).containsExactly("ACTIVATE@1", "RETURN@3");
    }

    @Test
    void badQuality_duringADelay_stopsItUntilTheNextGoodReading() {
        Desk desk = new Desk(VECTOR).reads(0, 81).readsBad(6).ticks(20);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        assertThat(desk.alarm().status(Desk.at(20)).unknown()).isTrue();
        // 6 s were over, so 4 s are left.
        desk.restarts(20).reads(30, 81).ticks(40);
        assertThat(desk.told()).containsExactly("ACTIVATE@34");
    }

    @Test
    void badQuality_whileActive_leavesTheAlarmAsItIs() {
        Desk desk = new Desk(Rules.high(80, 2)).reads(0, 81).readsBad(5).ticks(1000);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        assertThat(desk.reads(1001, 70).told()).containsExactly("ACTIVATE@0", "RETURN@1001");
    }

    @Test
    void stale_afterTwiceTheInterval_stopsTheDelay() {
        Desk desk = new Desk(Rules.high(80, 2).delays(60, 0).interval(10))
                .reads(0, 81)
                .ticks(300);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        assertThat(desk.alarm().status(Desk.at(19.9)).unknown()).isTrue();
        desk.reads(310, 81)
                .ticks(329)
                .reads(329, 81)
                .reads(338, 82)
                .reads(348, 82)
                .ticks(360);
        // 20 s were over when it became stale at 20, so that 40 s are left from 310 on.
        assertThat(desk.told()).containsExactly("ACTIVATE@350");
    }

    @Test
    void delay_asLongAsStaleness_isOverBeforeItIsStale() {
        Desk desk = new Desk(Rules.high(80, 2).delays(20, 0).interval(10))
                .reads(0, 81)
                .ticks(300);
        assertThat(desk.told()).containsExactly("ACTIVATE@20");
    }

    @Test
    void lateReadings_raiseNothingAndAreHistorical() {
        Desk desk = new Desk(VECTOR.interval(300)).reads(1000, 70);
        for (int i = 0; i < TIMES.length; i++) {
            desk.reads(0, TIMES[i], VALUES[i], 1001);
        }
        assertThat(desk.letter()).isEqualTo(Letter.A);
        assertThat(desk.told()).containsExactly("(ACTIVATE@30)", "(RETURN@100)");
        assertThat(desk.rows()).noneMatch(Transition::annunciates);
        assertThat(desk.rows()).allMatch(row -> row.from() == Letter.A && row.to() == Letter.A);
    }

    @Test
    void lateReadings_overARestart_goOn() {
        Desk desk = new Desk(VECTOR)
                .reads(1000, 70)
                .reads(0, 20, 81, 1001)
                .restarts(1001)
                .reads(0, 30, 81, 1002);
        assertThat(desk.told()).containsExactly("(ACTIVATE@30)");
    }

    @Test
    void readingThatWasStaleBeforeItCame_isHistorical() {
        Desk desk = new Desk(Rules.high(80, 2).interval(60)).reads(0, 0, 90, 120);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        Desk late = new Desk(Rules.high(80, 2).interval(60)).reads(0, 0, 90, 120.1);
        assertThat(late.letter()).isEqualTo(Letter.A);
        assertThat(late.told()).containsExactly("(ACTIVATE@0)");
    }

    @Test
    void lateReadings_ofAnOccurrenceThatStands_areNotToldAgain() {
        Desk desk =
                new Desk(VECTOR).reads(0, 90).reads(20, 90).reads(0, 11, 70, 21).reads(0, 12, 90, 21);
        assertThat(desk.reads(0, 19, 90, 21).told()).containsExactly("ACTIVATE@10");
    }

    @Test
    void sameReadingTwice_isNothing() {
        Desk desk = new Desk(Rules.high(80, 2)).reads(0, 90).reads(0, 0, 90, 1).reads(0, 0, 90, 2);
        assertThat(desk.told()).containsExactly("ACTIVATE@0");
    }

    @Test
    void readingAheadOfThePresent_countsAsOfNow() {
        Desk desk = new Desk(VECTOR).reads(0, 5000, 90, 10).ticks(20).reads(0, 5010, 90, 21);
        assertThat(desk.told()).containsExactly("ACTIVATE@20");
        desk.reads(30, 70);
        assertThat(desk.alarm().wakeAt()).contains(Desk.at(60));
    }

    @Test
    void severalReadingsAheadOfTheSamePresent_theLastCounts() {
        Desk desk =
                new Desk(VECTOR).reads(0, 5000, 70, 10).reads(0, 5600, 90, 10).ticks(20);
        assertThat(desk.told()).containsExactly("ACTIVATE@20");
    }

    @Test
    void clockSteppedBack_delayBeginsAgainAndReadingsAreNotLate() {
        Desk desk = new Desk(Rules.high(80, 2).delays(60, 0))
                .reads(10_000, 81)
                .ticks(10_030)
                .ticks(30);
        assertThat(desk.alarm().wakeAt()).contains(Desk.at(90));
        desk.reads(40, 81).ticks(90);
        assertThat(desk.told()).containsExactly("ACTIVATE@90");
    }

    @Test
    void clockSteppedBack_shelvingLastsNoLongerThanAllowed() {
        Desk desk = new Desk(Rules.high(80, 2)).reads(100_000, 90);
        desk.shelves(100_000, 100_000 + 8 * 3600);
        desk.ticks(50).ticks(50 + 8 * 3600);
        assertThat(desk.letter()).isEqualTo(Letter.B);
    }

    @Test
    void chattering_threeReturnsWithinAMinute_isHeldUntilItSettles() {
        Desk desk = new Desk(Rules.high(80, 2));
        for (int i = 0; i < 10; i++) {
            desk.reads(4 * i, 90).reads(4 * i + 2, 70);
        }
        assertThat(desk.told())
                .containsExactly("ACTIVATE@0", "RETURN@2", "ACTIVATE@4", "RETURN@6", "ACTIVATE@8", "CHATTERING@10");
        assertThat(desk.letter()).isEqualTo(Letter.B);
        assertThat(desk.alarm().status(Desk.at(40)).chattering()).isTrue();
        desk.restarts(60).ticks(97);
        assertThat(desk.letter()).isEqualTo(Letter.B);
        desk.ticks(100);
        assertThat(desk.told()).endsWith("SETTLED@98", "RETURN@98");
        assertThat(desk.letter()).isEqualTo(Letter.D);
    }

    @Test
    void chattering_thatSettlesOnActive_staysActive() {
        Desk desk = new Desk(Rules.high(80, 2));
        desk.reads(0, 90)
                .reads(2, 70)
                .reads(4, 90)
                .reads(6, 70)
                .reads(8, 90)
                .reads(10, 70)
                .reads(12, 90);
        desk.ticks(72);
        assertThat(desk.told()).endsWith("CHATTERING@10", "SETTLED@72");
        assertThat(desk.letter()).isEqualTo(Letter.B);
        assertThat(desk.reads(80, 70).letter()).isEqualTo(Letter.D);
    }

    @Test
    void threeReturns_inMoreThanAMinute_areNoChattering() {
        Desk desk = new Desk(Rules.high(80, 2));
        desk.reads(0, 90).reads(2, 70).reads(30, 90).reads(32, 70).reads(60, 90).reads(62.001, 70);
        assertThat(desk.told()).doesNotContain("CHATTERING@62.001").hasSize(6);
    }

    @Test
    void suppressionByRule_stoppedPump_hidesLowFlowUntilTheFlowHasBuiltUp() {
        Rules rules = Rules.of(new Condition.Low(InputName.of("flow"), 10, 1)).suppressed("{pump} = 0", 15);
        Desk desk = new Desk(rules).reads(1, 0, 1, 0).reads(0, 1, 50, 1);
        desk.reads(1, 10, 0, 10).reads(0, 11, 0, 11);
        assertThat(desk.letter()).isEqualTo(Letter.H);
        assertThat(desk.rows()).noneMatch(Transition::annunciates);
        desk.reads(1, 20, 1, 20).ticks(30).reads(1, 30, 1, 30);
        assertThat(desk.letter()).isEqualTo(Letter.H);
        desk.restarts(31).reads(0, 33, 40, 33).ticks(36);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        assertThat(desk.told()).endsWith("UNSUPPRESS@35");
        desk.reads(0, 40, 0, 40);
        assertThat(desk.letter()).isEqualTo(Letter.B);
    }

    @Test
    void suppressionByRule_unknown_staysAsItWas() {
        Rules rules = Rules.of(new Condition.Low(InputName.of("flow"), 10, 1))
                .suppressed("{pump} = 0", 0)
                .interval(10);
        Desk desk = new Desk(rules).reads(1, 0, 0, 0).reads(0, 30, 0, 30);
        assertThat(desk.letter()).isEqualTo(Letter.H);
    }

    @Test
    void reAlarm_onlyWhileAcknowledgedAndActive() {
        Desk desk = new Desk(Rules.high(80, 2).reAlarm(600)).reads(0, 90);
        desk.acknowledges(10);
        desk.restarts(20).ticks(700);
        assertThat(desk.told()).containsExactly("ACTIVATE@0", "ACKNOWLEDGE@10", "RE_ALARM@610");
        desk.acknowledges(710);
        desk.reads(800, 70).ticks(5000);
        assertThat(desk.told()).endsWith("RETURN@800");
        assertThat(desk.letter()).isEqualTo(Letter.A);
    }

    private static boolean pendingNow(Desk desk) {
        // What waits is a delay of this rule: it knows no staleness, shelving or chattering.
        return desk.alarm().detection().deadline() != Micros.NEVER;
    }
}
