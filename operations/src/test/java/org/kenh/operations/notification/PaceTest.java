package org.kenh.operations.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant START = Instant.parse("2026-03-01T05:00:00Z");

    @Test
    void flood_ofAnHour_staysWithinTheBudgetAndKeepsSomeForUrgentAlarms() {
        List<Instant> ordinary = told(new Pace(6), false, Duration.ofMinutes(59));
        assertThat(ordinary).hasSize(4).startsWith(START, START.plusSeconds(30), START.plusSeconds(90));
        assertThat(told(new Pace(6), true, Duration.ofMinutes(59))).hasSize(6);
    }

    @Test
    void urgent_afterABudgetOfOthers_isStillTold() {
        Pace.Past past =
                new Pace.Past(told(new Pace(6), false, Duration.ofMinutes(10)).reversed());
        Instant now = START.plus(Duration.ofMinutes(10));
        assertThat(new Pace(6).next(past, false, now)).isEqualTo(START.plus(Pace.WINDOW));
        assertThat(new Pace(6).next(past, true, now)).isBeforeOrEqualTo(now);
    }

    @Test
    void anyHour_ofADayOfFlood_hasNotMoreThanTheBudget() {
        for (int budget = 1; budget <= 12; budget++) {
            List<Instant> told = told(new Pace(budget), new Random(budget).nextBoolean(), Duration.ofDays(1));
            for (Instant begin : told) {
                assertThat(told.stream()
                                .filter(time -> !time.isBefore(begin) && time.isBefore(begin.plus(Pace.WINDOW))))
                        .hasSizeLessThanOrEqualTo(budget);
            }
            assertThat(told).hasSizeGreaterThanOrEqualTo(24);
        }
    }

    private static List<Instant> told(Pace pace, boolean urgent, Duration length) {
        List<Instant> told = new ArrayList<>();
        for (Instant now = START; now.isBefore(START.plus(length)); now = now.plusSeconds(1)) {
            Instant since = now.minus(Pace.WINDOW);
            Pace.Past past = new Pace.Past(
                    told.reversed().stream().filter(time -> time.isAfter(since)).toList());
            if (!pace.next(past, urgent, now).isAfter(now)) {
                told.add(now);
            }
        }
        return told;
    }
}
