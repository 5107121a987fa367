package org.kenh.operations.alarmdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.operations.TestClock;

/** When silence counts, and when it is put off. */
class EvaluationTest {
    private final TestClock clock = new TestClock(DeskHarness.START);
    private final Evaluation evaluation = new Evaluation(clock);

    @Test
    void silence_afterAnOutage_isPutOffForAsLong() {
        away(10);
        assertThat(graceAfter(9)).isTrue();
        assertThat(graceAfter(2)).isFalse();
    }

    @Test
    void silence_withADatabaseThatIsAlwaysSlow_isPutOffForAMinuteOnly() {
        List<Boolean> graces = new ArrayList<>();
        for (int second = 1; second <= 65; second++) {
            away(3);
            graces.add(graceAfter(1));
        }
        assertThat(graces.subList(0, 58)).containsOnly(true);
        assertThat(graces.subList(58, 62)).contains(false);
    }

    private void away(int seconds) {
        evaluation.wasAway(Duration.ofSeconds(seconds));
    }

    private boolean graceAfter(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        evaluation.pass();
        boolean grace = evaluation.isGrace();
        evaluation.tick();
        return grace;
    }
}
