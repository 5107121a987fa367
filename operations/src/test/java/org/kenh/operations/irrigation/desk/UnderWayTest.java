package org.kenh.operations.irrigation.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.plan.Period;

/** A turn of 0.5 m³/s runs from two hours before until three hours after; the new plan begins in half an hour. */
class UnderWayTest {
    private static final Instant NOW = Instant.parse("2026-06-14T03:00:00Z");
    private static final Instant START = NOW.plus(Duration.ofMinutes(30));
    private static final double HOUR = 0.5 * 3600;

    private final UnderWay underWay = new UnderWay(List.of(turn("p1-1", -2, 3)), START, NOW);

    @Test
    void need_thatKnowsNothingOfTheRunningTurn_isLessByWhatComesBeforeThePlan() {
        assertThat(underWay.besides(need(10_000, counted(0, Optional.empty()))).orElseThrow())
                .isEqualTo(need(10_000 - 2.5 * HOUR, counted(0, Optional.empty())));
    }

    @Test
    void need_byAMeasuredLevel_isLessByWhatCameAfterTheMeasurement() {
        FieldNeed.Counted counted = counted(0, Optional.of(NOW.minus(Duration.ofMinutes(30))));

        assertThat(underWay.besides(need(10_000, counted)).orElseThrow().volume())
                .isEqualTo(10_000 - HOUR);
    }

    @Test
    void turnThatEndedAfterTheNeedWasReckoned_isCounted_anEarlierOneIsNot() {
        UnderWay ended = new UnderWay(List.of(turn("p1-1", -3, -1)), START, NOW);

        assertThat(ended.besides(need(10_000, counted(-2, Optional.empty())))
                        .orElseThrow()
                        .volume())
                .isEqualTo(10_000 - 2 * HOUR);
        assertThat(ended.besides(need(10_000, counted(-1, Optional.empty())))
                        .orElseThrow()
                        .volume())
                .isEqualTo(10_000);
        assertThat(ended.besides("r1", 5_000)).isEqualTo(5_000);
    }

    @Test
    void need_thatIsMetOnTheWay_isNone() {
        assertThat(underWay.besides(need(2.5 * HOUR, counted(0, Optional.empty()))))
                .isEmpty();
        assertThat(underWay.besides("r1", 2 * HOUR)).isZero();
        assertThat(underWay.besides("r1", 3 * HOUR)).isEqualTo(0.5 * HOUR);
        assertThat(underWay.besides("r2", 100)).isEqualTo(100);
    }

    private static FieldNeed need(double volume, FieldNeed.Counted counted) {
        return new FieldNeed(
                "r1", volume, NOW, NOW.plus(Duration.ofDays(1)), Optional.empty(), 1, Optional.of(counted));
    }

    private static FieldNeed.Counted counted(int hours, Optional<Instant> measured) {
        return new FieldNeed.Counted(NOW.plus(Duration.ofHours(hours)), measured);
    }

    /** Hours from now. */
    private static PlannedTurn turn(String id, int from, int to) {
        Period period = new Period(NOW.plus(Duration.ofHours(from)), NOW.plus(Duration.ofHours(to)));
        return new PlannedTurn(
                id,
                SubjectKind.FIELD,
                "r1",
                "k",
                Optional.empty(),
                period,
                0.5,
                0.5 * period.length().toSeconds(),
                List.of(),
                false,
                Optional.empty());
    }
}
