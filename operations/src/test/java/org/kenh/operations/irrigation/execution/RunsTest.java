package org.kenh.operations.irrigation.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.execution.Measures.Run;
import org.kenh.operations.irrigation.execution.Samples.Sample;
import org.kenh.operations.irrigation.plan.Period;

class RunsTest {
    private static final Instant START = Instant.parse("2026-05-07T16:00:00Z");
    private static final Period HOURS = new Period(START, START.plus(Duration.ofHours(2)));
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    @Test
    void without_turnThatEndsBetweenTwoReadings_leavesNothing() {
        List<Run> runs = Runs.of(samples(1, 1, 1, 0, 0), HOURS);
        assertThat(runs).containsExactly(new Run(period(0, 30), at(20), false));

        assertThat(Runs.without(runs, List.of(period(0, 24)), SHORTEST)).isEmpty();
    }

    @Test
    void without_runningThatReadingsShowAfterTheTurn_leavesIt() {
        List<Run> runs = Runs.of(samples(1, 1, 1, 0, 0), HOURS);

        assertThat(Runs.without(runs, List.of(period(0, 14)), SHORTEST))
                .containsExactly(new Run(period(14, 30), at(20), false));
        assertThat(Runs.without(runs, List.of(period(5, 24)), SHORTEST))
                .containsExactly(new Run(period(0, 5), at(5), false));
    }

    /** One every ten minutes. */
    private static Samples samples(int... values) {
        List<Sample> all = new ArrayList<>();
        for (int value : values) {
            all.add(new Sample(at(10 * all.size()), value));
        }
        return new Samples(all);
    }

    private static Period period(int from, int to) {
        return new Period(at(from), at(to));
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
