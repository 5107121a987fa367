package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.series.SeriesReader.Bucket;

class RainCounterTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-06-01T17:00:00Z");

    @Test
    void day_ofACounterThatOnlyRises_isItsLastValue() {
        assertThat(day(Optional.empty(), "0 0", "0 2", "2 7.5", "7.5 7.5")).isEqualTo(7.5);
    }

    @Test
    void firstReading_stillOfYesterday_doesNotCount() {
        assertThat(day(Optional.of(30.0), "0 30", "0 4", "4 4")).isCloseTo(4, within(1e-9));
        assertThat(day(Optional.of(30.0), "0 0", "0 4")).isEqualTo(4);
    }

    @Test
    void rainAtMidnight_heavierThanYesterday_counts() {
        assertThat(day(Optional.of(1.0), "0 20", "20 25")).isEqualTo(25);
    }

    @Test
    void counter_thatIsNotResetAtMidnight_countsWhatItRises() {
        assertThat(day(Optional.of(12.0), "12 12", "12 15", "15 15")).isCloseTo(3, within(1e-9));
    }

    @Test
    void gaugeRestarted_byDay_goesOnAtZero() {
        assertThat(day(Optional.empty(), "0 6", "6 6", "0 1", "1 3")).isCloseTo(9, within(1e-9));
        // Within the hour: it rose from 6 to 8 before it began again, and to 2 after.
        assertThat(day(Optional.empty(), "0 6", "0 8", "2 2")).isCloseTo(10, within(1e-9));
    }

    @Test
    void hoursMissing_loseNothing_asTheCounterGoesOn() {
        assertThat(day(Optional.empty(), "0 0", "9 9")).isEqualTo(9);
        assertThat(RainCounter.day(Optional.of(hour(0, "5 5")), List.of())).isEmpty();
    }

    private static double day(Optional<Double> yesterday, String... hours) {
        List<Bucket> buckets = new ArrayList<>();
        for (int hour = 0; hour < hours.length; hour++) {
            buckets.add(hour(hour, hours[hour]));
        }
        return RainCounter.day(yesterday.map(last -> hour(-1, last + " " + last)), buckets)
                .orElseThrow();
    }

    /** Lowest and highest value. */
    private static Bucket hour(int hour, String values) {
        String[] parts = values.split(" ", -1);
        double low = Double.parseDouble(parts[0]);
        double high = Double.parseDouble(parts[1]);
        return new Bucket(MIDNIGHT.plus(Duration.ofHours(hour)), (low + high) / 2, low, high, 60);
    }
}
