package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The transition table, row by row. The alarm is high at 80; 90 activates it and 70 clears it. Preparation ends before
 * second 10, the event of the row is at second 10.
 */
class TransitionTableTest {
    private static final UUID NO_OCCURRENCE = new UUID(1, 1);

    @ParameterizedTest(name = "{0} {1} ({2}) to {3}")
    @CsvSource({
        // The rows as they stand, each with what makes its guard true.
        "A, ACTIVATE, plain, B",
        "A, ACTIVATE, latching, B",
        "B, ACK, plain, C",
        "B, RETURN, plain, D",
        "B, RETURN, latching, E",
        "B, RETURN, auto, A",
        "C, RETURN, plain, A",
        "C, RETURN, latching, F",
        "C, RE_ALARM, realarm, B",
        "C, RAISE, levels, B",
        "D, ACK, plain, A",
        "D, ACTIVATE, plain, B",
        "E, ACTIVATE, latching, B",
        "F, ACTIVATE, latching, B",
        "E, ACK, latching, F",
        "F, RESET, latching, A",
        "A, SHELVE, plain, G",
        "B, SHELVE, plain, G",
        "C, SHELVE, plain, G",
        "D, SHELVE, plain, G",
        "E, SHELVE, latching, G",
        "F, SHELVE, latching, G",
        "A, SUPPRESS, plain, H",
        "B, SUPPRESS, plain, H",
        "C, SUPPRESS, plain, H",
        "D, SUPPRESS, plain, H",
        "E, SUPPRESS, latching, H",
        "F, SUPPRESS, latching, H",
        "G, SUPPRESS, plain, H",
        "A, OUT, plain, I",
        "B, OUT, plain, I",
        "C, OUT, plain, I",
        "D, OUT, plain, I",
        "E, OUT, latching, I",
        "F, OUT, latching, I",
        "G, OUT, plain, I",
        "H, OUT, plain, I",
    })
    void row_whenItsGuardHolds_leadsToTheLetter(Letter from, String event, String rule, Letter to) {
        Desk desk = in(from, rules(rule));
        UUID before = occurrence(desk);
        happens(desk, event);
        assertThat(desk.letter()).isEqualTo(to);
        assertThat(desk.last().from()).isEqualTo(from);
        assertThat(desk.last().to()).isEqualTo(to);
        assertThat(desk.last().annunciates()).isEqualTo(to == Letter.B);
        if (event.equals("ACTIVATE")) {
            assertThat(occurrence(desk)).isNotNull().isNotEqualTo(before);
            assertThat(desk.last().ended().orElse(null)).isEqualTo(before);
        } else if (before != null) {
            assertThat(desk.last().occurrence()).contains(before);
            assertThat(desk.last().ended().isPresent()).isEqualTo(to == Letter.A);
        }
    }

    @ParameterizedTest(name = "{1} from {0}, {3} while suppressed, ends in {4}")
    @CsvSource({
        "A, SHELVE, plain, nothing, A",
        "A, SHELVE, plain, activates, B",
        "A, SHELVE, plain, comes and goes, A",
        "A, SHELVE, latching, comes and goes, A",
        "B, SHELVE, plain, nothing, B",
        "C, SHELVE, plain, nothing, B",
        "B, SHELVE, plain, returns, A",
        "C, SHELVE, plain, returns, A",
        "D, SHELVE, plain, nothing, A",
        "D, SHELVE, plain, activates, B",
        "B, SHELVE, latching, returns, E",
        "C, SHELVE, latching, returns, F",
        "E, SHELVE, latching, nothing, E",
        "F, SHELVE, latching, nothing, F",
        "F, SHELVE, latching, activates, B",
        "A, SUPPRESS, plain, activates, B",
        "B, SUPPRESS, plain, nothing, B",
        "B, SUPPRESS, plain, returns, A",
        "C, SUPPRESS, plain, nothing, B",
        "D, SUPPRESS, plain, nothing, A",
        "E, SUPPRESS, latching, nothing, E",
        "F, SUPPRESS, latching, nothing, F",
        "C, SUPPRESS, latching, returns, F",
        "A, OUT, plain, activates, B",
        "B, OUT, plain, returns, A",
        "C, OUT, plain, nothing, B",
        "E, OUT, latching, nothing, E",
        "F, OUT, latching, nothing, F",
        "B, OUT, latching, returns, E",
    })
    void suppression_whenItEnds_looksAgain(Letter from, String kind, String rule, String meanwhile, Letter to) {
        Desk desk = in(from, rules(rule));
        happens(desk, kind);
        switch (meanwhile) {
            case "nothing" -> desk.ticks(11);
            case "activates" -> desk.reads(11, 90);
            case "returns" -> desk.reads(11, 70);
            case "comes and goes" -> desk.reads(11, 90).reads(12, 70);
            default -> throw new IllegalArgumentException(meanwhile);
        }
        assertThat(desk.letter().suppressed()).isTrue();
        assertThat(desk.rows().stream()
                        .filter(row -> row.at().isAfter(Desk.at(9)))
                        .noneMatch(Transition::annunciates))
                .isTrue();
        switch (kind) {
            case "SHELVE" -> assertDone(desk.does(new Action.Unshelve(""), 13), Letter.G, to);
            case "SUPPRESS" -> assertDone(desk.does(new Action.Unsuppress("mat-dien-xa-3"), 13), Letter.H, to);
            default -> assertDone(desk.does(new Action.PutInService("xong"), 13), Letter.I, to);
        }
        assertThat(desk.last().annunciates()).isEqualTo(to == Letter.B);
        assertThat(desk.alarm().status(Desk.at(13)).occurrence().isPresent()).isEqualTo(to != Letter.A);
    }

    @ParameterizedTest
    @EnumSource(names = {"A", "C", "F", "G", "H", "I"})
    void acknowledgement_whereThereIsNothingToAcknowledge_isNoOp(Letter letter) {
        Desk desk = in(letter, rules(letter == Letter.F ? "latching" : "plain"));
        int rows = desk.rows().size();
        assertThat(desk.acknowledges(10)).isEqualTo(new Outcome.NoOp(letter));
        assertThat(desk.rows()).hasSize(rows);
    }

    @Test
    void acknowledgement_ofAReturnedAlarmTwice_isDoneAndThenNoOp() {
        Desk desk = in(Letter.D, rules("plain"));
        Action.Acknowledge action = new Action.Acknowledge(live(desk), "đã xem");
        assertDone(desk.does(action, 10), Letter.D, Letter.A);
        assertThat(desk.does(action, 11)).isEqualTo(new Outcome.NoOp(Letter.A));
    }

    @ParameterizedTest
    @CsvSource({"B, plain", "C, plain", "D, plain", "E, latching", "F, latching", "G, plain", "H, plain", "I, plain"})
    void acknowledgement_ofAnotherOccurrence_conflicts(Letter letter, String rule) {
        Desk desk = letter.suppressed() ? new Desk(rules(rule)).reads(1, 90) : in(letter, rules(rule));
        if (letter.suppressed()) {
            happens(desk, letter == Letter.G ? "SHELVE" : letter == Letter.H ? "SUPPRESS" : "OUT");
        }
        assertThat(desk.does(new Action.Acknowledge(NO_OCCURRENCE, ""), 10)).isInstanceOf(Outcome.Conflict.class);
        assertThat(desk.letter()).isEqualTo(letter);
    }

    @ParameterizedTest
    @CsvSource({
        "A, plain, noop",
        "B, plain, conflict",
        "C, plain, conflict",
        "D, plain, noop",
        "E, latching, conflict",
        "G, plain, conflict",
        "H, plain, conflict",
        "I, plain, conflict"
    })
    void reset_whereItDoesNotBelong_changesNothing(Letter letter, String rule, String result) {
        Desk desk = in(letter, rules(rule));
        assertThat(desk.does(new Action.Reset(""), 10))
                .isInstanceOf(result.equals("noop") ? Outcome.NoOp.class : Outcome.Conflict.class);
        assertThat(desk.letter()).isEqualTo(letter);
    }

    /** Latched and acknowledged, but the condition is there again and only waits for its delay. */
    @Test
    void reset_whileTheConditionIsStillActive_conflicts() {
        Desk desk =
                new Desk(Rules.high(80, 2).latching().delays(5, 0)).reads(0, 90).ticks(5);
        desk.acknowledges(6);
        desk.reads(7, 70);
        assertThat(desk.letter()).isEqualTo(Letter.F);
        desk.reads(8, 90);
        assertThat(desk.does(new Action.Reset(""), 9)).isInstanceOf(Outcome.Conflict.class);
        desk.reads(10, 70);
        assertDone(desk.does(new Action.Reset(""), 11), Letter.F, Letter.A);
    }

    @ParameterizedTest
    @EnumSource(names = {"G", "H", "I"})
    void shelving_whileSuppressed_conflicts(Letter letter) {
        Desk desk = in(letter, rules("plain"));
        assertThat(desk.shelves(10, 100)).isInstanceOf(Outcome.Conflict.class);
    }

    @Test
    void shelving_upToEightHours_isDone() {
        assertDone(in(Letter.B, rules("plain")).shelves(10, 10 + 8 * 3600), Letter.B, Letter.G);
    }

    @Test
    void shelving_beyondEightHoursOrIntoThePastOrWithoutReason_isInvalid() {
        Desk desk = in(Letter.B, rules("plain"));
        assertThat(desk.shelves(10, 10 + 8 * 3600 + 1)).isInstanceOf(Outcome.Invalid.class);
        assertThat(desk.shelves(10, 10)).isInstanceOf(Outcome.Invalid.class);
        assertThat(desk.does(new Action.Shelve(Desk.at(60), false, " "), 10)).isInstanceOf(Outcome.Invalid.class);
        assertThat(desk.letter()).isEqualTo(Letter.B);
    }

    @Test
    void shelving_priorityOne_needsASupervisor() {
        Action.Shelve shelve = new Action.Shelve(Desk.at(60), false, "đang sửa");
        Desk grave = in(Letter.B, Rules.high(80, 2).priority(Priority.P1));
        assertThat(grave.does(shelve, Desk.OPERATOR, 10)).isInstanceOf(Outcome.Forbidden.class);
        assertDone(grave.does(shelve, Desk.SUPERVISOR, 10), Letter.B, Letter.G);
        assertDone(in(Letter.B, rules("plain")).does(shelve, Desk.OPERATOR, 10), Letter.B, Letter.G);
    }

    @Test
    void shelving_whereTheRuleForbidsIt_isForbidden() {
        Desk desk = in(
                Letter.B,
                Rules.high(80, 2)
                        .handling(new AlarmRule.Handling(false, false, false, AlarmRule.LONGEST_SHELVING, true)));
        assertThat(desk.shelves(10, 60)).isInstanceOf(Outcome.Forbidden.class);
    }

    @Test
    void outOfService_withoutPermissionOrReason_isRefused() {
        Desk desk = in(Letter.B, rules("plain"));
        assertThat(desk.does(new Action.TakeOutOfService("thay"), Desk.OPERATOR, 10))
                .isInstanceOf(Outcome.Forbidden.class);
        assertThat(desk.does(new Action.TakeOutOfService(""), 10)).isInstanceOf(Outcome.Invalid.class);
        assertThat(desk.letter()).isEqualTo(Letter.B);
    }

    @Test
    void actions_withoutAnyRight_areForbidden() {
        Desk desk = in(Letter.B, rules("plain"));
        Actor visitor = new Actor("khach", java.util.Set.of());
        for (Action action : List.of(
                new Action.Acknowledge(live(desk), ""),
                new Action.Shelve(Desk.at(60), false, "x"),
                new Action.Unshelve("x"),
                new Action.Reset("x"),
                new Action.Suppress("x"),
                new Action.Unsuppress("x"),
                new Action.TakeOutOfService("x"),
                new Action.PutInService("x"))) {
            assertThat(desk.does(action, visitor, 10)).isInstanceOf(Outcome.Forbidden.class);
        }
        assertThat(desk.letter()).isEqualTo(Letter.B);
    }

    @ParameterizedTest
    @CsvSource({"90, B", "70, A"})
    void shelving_whenItExpires_looksAgainAtThatTime(double value, Letter to) {
        Desk desk = in(Letter.B, rules("plain"));
        desk.shelves(10, 100);
        desk.reads(50, value).restarts(60);
        assertThat(desk.letter()).isEqualTo(Letter.G);
        desk.ticks(99.9);
        assertThat(desk.letter()).isEqualTo(Letter.G);
        desk.ticks(105);
        assertThat(desk.letter()).isEqualTo(to);
        assertThat(desk.told().getLast()).isEqualTo("UNSHELVE@100");
    }

    @Test
    void shelving_once_endsWithTheReturn() {
        Desk desk = in(Letter.B, rules("plain"));
        assertDone(desk.does(new Action.Shelve(Desk.at(1000), true, "x"), 10), Letter.B, Letter.G);
        desk.reads(20, 70);
        assertThat(desk.letter()).isEqualTo(Letter.A);
        desk.reads(30, 90);
        assertThat(desk.letter()).isEqualTo(Letter.B);
    }

    @Test
    void flags_together_showTheOutermostAndEndOneByOne() {
        Desk desk = in(Letter.B, rules("plain"));
        desk.shelves(10, 1000);
        desk.does(new Action.Suppress("mat-dien-xa-3"), 11);
        desk.does(new Action.TakeOutOfService("thay cảm biến"), 12);
        assertThat(desk.letter()).isEqualTo(Letter.I);
        assertDone(desk.does(new Action.Unshelve(""), 13), Letter.I, Letter.I);
        assertDone(desk.does(new Action.PutInService("xong"), 14), Letter.I, Letter.H);
        assertDone(desk.does(new Action.Unsuppress("mat-dien-xa-3"), 15), Letter.H, Letter.B);
    }

    /** A device's link and its commune's mains may hide the same alarm; one of them coming back shows nothing yet. */
    @Test
    void suppression_bySeveralCauses_endsWithTheLast() {
        Desk desk = in(Letter.B, rules("plain"));
        assertDone(desk.does(new Action.Suppress("mat-mang"), 10), Letter.B, Letter.H);
        assertDone(desk.does(new Action.Suppress("mat-dien"), 11), Letter.H, Letter.H);
        desk.restarts(12);
        assertThat(desk.alarm().status(Desk.at(12)).suppressors()).containsExactly("mat-mang", "mat-dien");
        assertDone(desk.does(new Action.Unsuppress("mat-mang"), 13), Letter.H, Letter.H);
        assertThat(desk.does(new Action.Unsuppress("mat-mang"), 14)).isEqualTo(new Outcome.NoOp(Letter.H));
        assertDone(desk.does(new Action.Unsuppress("mat-dien"), 15), Letter.H, Letter.B);
        assertThat(desk.last().annunciates()).isTrue();
    }

    @Test
    void suppression_withoutACauseOrByTooMany_isInvalid() {
        Desk desk = in(Letter.B, rules("plain"));
        assertThat(desk.does(new Action.Suppress(" "), 10)).isInstanceOf(Outcome.Invalid.class);
        assertThat(desk.does(new Action.Suppress("x".repeat(101)), 10)).isInstanceOf(Outcome.Invalid.class);
        for (int i = 0; i < Standing.MOST_SUPPRESSORS; i++) {
            assertThat(desk.does(new Action.Suppress("cause-" + i), 11)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(desk.does(new Action.Suppress("one more"), 12)).isInstanceOf(Outcome.Invalid.class);
    }

    @Test
    void flags_setTwice_areNoOp() {
        Desk desk = in(Letter.B, rules("plain"));
        assertThat(desk.does(new Action.Unshelve(""), 10)).isEqualTo(new Outcome.NoOp(Letter.B));
        assertThat(desk.does(new Action.Unsuppress("mat-dien-xa-3"), 10)).isEqualTo(new Outcome.NoOp(Letter.B));
        assertThat(desk.does(new Action.PutInService("x"), 10)).isEqualTo(new Outcome.NoOp(Letter.B));
        desk.does(new Action.Suppress("mat-dien-xa-3"), 11);
        assertThat(desk.does(new Action.Suppress("mat-dien-xa-3"), 12)).isEqualTo(new Outcome.NoOp(Letter.H));
        desk.does(new Action.TakeOutOfService("x"), 13);
        assertThat(desk.does(new Action.TakeOutOfService("x"), 14)).isEqualTo(new Outcome.NoOp(Letter.I));
    }

    @Test
    void rise_ofAnUnacknowledgedAlarm_isToldWithinTheSameOccurrence() {
        Desk desk = new Desk(rules("levels")).reads(1, 90);
        UUID before = live(desk);
        desk.reads(2, 100);
        assertThat(desk.last().event()).isEqualTo(Event.SEVERITY_RAISED);
        assertThat(desk.last().annunciates()).isTrue();
        assertThat(live(desk)).isEqualTo(before);
        desk.reads(3, 90);
        assertThat(desk.last().event()).isEqualTo(Event.SEVERITY_LOWERED);
        assertThat(desk.last().annunciates()).isFalse();
        assertThat(desk.letter()).isEqualTo(Letter.B);
    }

    /** The guard "enabled" of the row of C does not hold. */
    @Test
    void riseAndTime_whereTheRuleDoesNotTellThem_leaveItAcknowledged() {
        AlarmRule.Handling quiet = new AlarmRule.Handling(false, false, true, AlarmRule.LONGEST_SHELVING, false);
        Desk desk = in(Letter.C, rules("levels").handling(quiet));
        desk.reads(10, 100);
        assertThat(desk.last().event()).isEqualTo(Event.SEVERITY_RAISED);
        assertThat(desk.last().annunciates()).isFalse();
        assertThat(desk.ticks(100_000).letter()).isEqualTo(Letter.C);
    }

    /** The design rule of the row of H may be the rule's own. */
    @ParameterizedTest
    @CsvSource({"A, plain, A", "B, plain, B", "C, plain, B", "D, plain, A", "E, latching, E", "F, latching, F"})
    void suppressionByTheRule_onAndOff_looksAgain(Letter from, String rule, Letter to) {
        Desk desk = in(from, rules(rule).suppressed("{pump} = 0", 0));
        desk.reads(1, 10, 0, 10);
        assertThat(desk.letter()).isEqualTo(Letter.H);
        assertThat(desk.last().event()).isEqualTo(Event.SUPPRESS);
        desk.reads(1, 11, 1, 11).ticks(11);
        assertThat(desk.letter()).isEqualTo(to);
        assertThat(desk.last().event()).isEqualTo(Event.UNSUPPRESS);
    }

    private static void happens(Desk desk, String event) {
        switch (event) {
            case "ACTIVATE" -> desk.reads(10, 90);
            case "RETURN" -> desk.reads(10, 70);
            case "RAISE" -> desk.reads(10, 100);
            case "RE_ALARM" -> desk.ticks(10);
            case "ACK" -> desk.acknowledges(10);
            case "RESET" -> desk.does(new Action.Reset(""), 10);
            case "SHELVE" -> desk.shelves(10, 1000);
            case "SUPPRESS" -> desk.does(new Action.Suppress("mat-dien-xa-3"), 10);
            case "OUT" -> desk.does(new Action.TakeOutOfService("thay cảm biến"), 10);
            default -> throw new IllegalArgumentException(event);
        }
    }

    private static Desk in(Letter letter, Rules rules) {
        Desk desk = new Desk(rules).reads(0, 70);
        switch (letter) {
            case A -> desk.ticks(1);
            case B -> desk.reads(1, 90);
            case C -> {
                desk.reads(1, 90);
                desk.acknowledges(2);
            }
            case D, E -> desk.reads(1, 90).reads(2, 70);
            case F -> {
                desk.reads(1, 90);
                desk.acknowledges(2);
                desk.reads(3, 70);
            }
            case G -> desk.shelves(3, 500);
            case H -> desk.does(new Action.Suppress("mat-dien-xa-3"), 3);
            case I -> desk.does(new Action.TakeOutOfService("thay"), 3);
        }
        assertThat(desk.letter()).isEqualTo(letter);
        return desk;
    }

    private static Rules rules(String kind) {
        return switch (kind) {
            case "plain" -> Rules.high(80, 2);
            case "latching" -> Rules.high(80, 2).latching();
            case "auto" -> Rules.high(80, 2).autoAcknowledged();
            case "realarm" -> Rules.high(80, 2).reAlarm(8);
            case "levels" ->
                Rules.of(new Condition.Levels(Rules.LEVEL, Condition.Direction.RISING, List.of(80.0, 95.0), 2));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static UUID live(Desk desk) {
        return desk.alarm().status(Desk.at(9)).occurrence().orElseThrow();
    }

    private static @Nullable UUID occurrence(Desk desk) {
        return desk.alarm().status(Desk.at(9)).occurrence().orElse(null);
    }

    private static void assertDone(Outcome outcome, Letter from, Letter to) {
        assertThat(outcome).isEqualTo(new Outcome.Done(from, to));
    }
}
