package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final List<Fault> ALL = List.of(Fault.values());

    @Test
    void next_withoutKillsAskedFor_takesEveryFaultOncePerRound() {
        FaultSchedule schedule = new FaultSchedule(ALL, 0, LENGTH, new Random(1));
        List<Fault> round = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            round.add(schedule.next(Duration.ofSeconds(i), 0));
        }
        assertThat(EnumSet.copyOf(round)).hasSameSizeAs(ALL);
    }

    @Test
    void next_whileKillsAreLate_letsOthersHappenToo() {
        FaultSchedule schedule = new FaultSchedule(ALL, 500, LENGTH, new Random(2));
        List<Fault> happened = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            happened.add(schedule.next(LENGTH, 0));
        }
        assertThat(happened).containsAll(ALL);
        assertThat(happened.stream().filter(fault -> fault.kills() > 0).count()).isGreaterThan(900);
    }

    @Test
    void next_ofTheSameSeed_isTheSame() {
        FaultSchedule first = new FaultSchedule(ALL, 10, LENGTH, new Random(3));
        FaultSchedule second = new FaultSchedule(ALL, 10, LENGTH, new Random(3));
        for (int i = 0; i < 100; i++) {
            Duration elapsed = Duration.ofSeconds(i);
            assertThat(first.next(elapsed, 0)).isEqualTo(second.next(elapsed, 0));
        }
    }
}
