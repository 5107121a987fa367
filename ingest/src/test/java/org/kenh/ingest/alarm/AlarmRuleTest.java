package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.ingest.alarm.AlarmRule.Grading;
import org.kenh.ingest.alarm.AlarmRule.Weight;
import org.kenh.ingest.alarm.Condition.Direction;
import org.kenh.ingest.alarm.Priority.Consequence;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;

/** What a rule may say, and the priority that follows from the grid. */
class AlarmRuleTest {
    @ParameterizedTest(name = "{0} minutes, {1}: {2}")
    @CsvSource({
        "31, MINOR, event", "31, MAJOR, 3", "31, SEVERE, 2",
        "30, MINOR, 3", "30, MAJOR, 2", "30, SEVERE, 1",
        "10, MINOR, 3", "10, MAJOR, 2", "10, SEVERE, 1",
        "9, MINOR, 2", "9, MAJOR, 1", "9, SEVERE, 1",
    })
    void priority_followsFromMinutesAndConsequence(int minutes, Consequence consequence, String expected) {
        Grading grading = new Grading(Duration.ofMinutes(minutes), consequence);
        if (expected.equals("event")) {
            assertThat(Priority.byGrid(grading.toRespond(), consequence)).isEmpty();
            assertThatThrownBy(() -> Weight.graded(grading))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("event, not an alarm");
        } else {
            assertThat(Weight.graded(grading).priority().number()).isEqualTo(Integer.parseInt(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, -1})
    void priority_thatDoesNotExist_isRefused(int number) {
        assertThatThrownBy(() -> Priority.of(number)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void levels_withoutAPriorityForEach_areRefused() {
        Condition levels = new Condition.Levels(Rules.LEVEL, Direction.RISING, List.of(1.0, 2.0, 3.0), 0);
        assertThatThrownBy(() -> with(levels, List.of(Weight.of(Priority.P2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 levels");
    }

    @Test
    void levels_inWhateverOrderThatIsNotRising_areRefused() {
        assertThatThrownBy(() -> new Condition.Levels(Rules.LEVEL, Direction.RISING, List.of(2.0, 1.0), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Condition.Levels(Rules.LEVEL, Direction.FALLING, List.of(1.0, 2.0), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Condition.Levels(Rules.LEVEL, Direction.EITHER, List.of(1.0), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersThatMakeNoSense_areRefused() {
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertRefused(() -> new Condition.High(Rules.LEVEL, wrong, 0));
            assertRefused(() -> new Condition.Low(Rules.LEVEL, 1, wrong));
            assertRefused(() -> new Condition.Equal(Rules.LEVEL, wrong));
        }
        assertRefused(() -> new Condition.High(Rules.LEVEL, 1, -0.1));
        assertRefused(() -> new Condition.Missing(Rules.LEVEL, Duration.ZERO));
        assertRefused(() -> new Condition.Missing(Rules.LEVEL, Duration.ofDays(367)));
        assertRefused(() -> new Condition.Deviation(Rules.LEVEL, Rules.LEVEL, 1, 0));
        assertRefused(() -> new Condition.Count(
                Rules.LEVEL, 1, Condition.Counting.READINGS, Condition.MOST_COUNTED + 1, Duration.ofMinutes(1)));
        assertRefused(() -> new AlarmRule.Timing(Duration.ofSeconds(-1), Duration.ZERO, Optional.empty()));
        assertRefused(() -> new AlarmRule.Timing(Duration.ZERO, Duration.ZERO, Optional.of(Duration.ZERO)));
        assertRefused(() -> new AlarmRule.Handling(true, true, true, Duration.ofHours(1), true));
        assertRefused(() -> new AlarmRule.Handling(false, false, true, Duration.ofHours(9), true));
        assertRefused(() -> Rules.high(80, 2).version(0).rule());
    }

    @Test
    void inputs_ofConditionAndSuppression_areThoseOfTheConditionFirst() {
        Condition formula = new Condition.Formula(Expression.of("{b} > {a}"));
        AlarmRule rule = Rules.of(formula).suppressed("{c} = 0 or {a} = 0", 0).rule();
        assertThat(rule.inputs()).containsExactly(InputName.of("b"), InputName.of("a"), InputName.of("c"));
    }

    @Test
    void rationalisation_thatIsNotComplete_saysWhatIsMissing() {
        assertThat(Rules.rationalisation().gaps()).isEmpty();
        Bilingual half = new Bilingual("Mở thêm bơm", " ");
        Rationalisation draft = new Rationalisation(
                "MN-CAO", "", half, half, half, new Bilingual("", ""), "Trạm bơm Bà Thà", Optional.empty());
        assertThat(draft.gaps())
                .containsExactly(
                        "class", "name.en", "causes.en", "consequence.en", "action.vi", "action.en", "approval");
    }

    private static AlarmRule with(Condition condition, List<Weight> weights) {
        AlarmRule rule = Rules.high(80, 2).rule();
        return new AlarmRule(
                rule.id(),
                1,
                condition,
                rule.timing(),
                new ArrayList<>(weights),
                rule.handling(),
                rule.suppression(),
                rule.rationalisation());
    }

    private static void assertRefused(Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
    }
}
