package org.kenh.operations.alarmdesk.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.operations.alarmdesk.quality.QualityReport.Flood;

class LoadTest {
    private static final Instant FROM = Instant.parse("2026-03-01T17:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(1));

    private final Load load = new Load(FROM, TO);

    @Test
    void floods_binsElevenSevenFour_coverTwoBinsOfADay() {
        fill(FROM.plus(Duration.ofHours(3)), 11, 7, 4);

        assertThat(load.floods())
                .containsExactly(
                        new Flood(FROM.plus(Duration.ofHours(3)), FROM.plus(Duration.ofMinutes(200)), true, 18, 11));
        assertThat(load.timeInFlood()).isCloseTo(0.0139, within(0.00005));
        assertThat(load.peak().count()).isEqualTo(11);
    }

    @Test
    void floods_exactlyTen_isNone() {
        fill(FROM, 10, 10, 10);
        assertThat(load.floods()).isEmpty();
        assertThat(load.timeInFlood()).isZero();
    }

    @Test
    void floods_exactlyFiveAfterwards_goOn() {
        fill(FROM, 11, 5, 5, 4, 5);
        assertThat(load.floods()).singleElement().satisfies(flood -> {
            assertThat(flood.to()).isEqualTo(FROM.plus(Duration.ofMinutes(30)));
            assertThat(flood.annunciated()).isEqualTo(21);
        });
    }

    @Test
    void floods_begunBeforeTheRange_goOnInIt() {
        fill(FROM.minus(Duration.ofMinutes(20)), 12, 6, 6, 4);
        assertThat(load.floods()).extracting(Flood::from).containsExactly(FROM.minus(Duration.ofMinutes(20)));
        assertThat(load.timeInFlood()).isCloseTo(10.0 / 1_440, within(1e-9));
        assertThat(load.peak().count()).as("only the range").isEqualTo(6);
    }

    @Test
    void floods_atTheEndOfTheRange_areNotOver() {
        fill(TO.minus(Duration.ofMinutes(10)), 11);
        assertThat(load.floods()).containsExactly(new Flood(TO.minus(Duration.ofMinutes(10)), TO, false, 11, 11));
    }

    @Test
    void add_outsideOfWhatIsCounted_isLeftOut() {
        load.add(FROM.minus(Duration.ofDays(2)));
        load.add(TO.plus(Duration.ofMinutes(10)));
        assertThat(load.peak().count()).isZero();
    }

    private void fill(Instant begin, Integer... counts) {
        for (int bin = 0; bin < counts.length; bin++) {
            Instant at = begin.plus(Load.BIN.multipliedBy(bin));
            for (int number = 0; number < List.of(counts).get(bin); number++) {
                load.add(at.plusSeconds(number));
            }
        }
    }
}
