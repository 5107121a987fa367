package org.kenh.ingest.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StretchTest {
    /** Midnight in Vietnam. */
    private static final Instant FIRST = Instant.parse("2026-03-01T17:00:00Z");

    @Test
    void range_withoutFinishedDays_isReadAsItIs() {
        assertThat(cut("2026-03-01T17:00:01Z", "2026-03-05T17:00:01Z"))
                .containsExactly(stretch("2026-03-01T17:00:01Z", "2026-03-05T17:00:01Z", false));
    }

    @Test
    void finishedDays_inARow_areOneStretch_andHalfHoursAreReadAsTheyAre() {
        assertThat(cut("2026-03-01T16:30:00Z", "2026-03-03T20:30:00Z", "2026-03-02", "2026-03-03", "2026-03-04"))
                .containsExactly(
                        stretch("2026-03-01T16:30:00Z", "2026-03-01T17:00:00Z", false),
                        stretch("2026-03-01T17:00:00Z", "2026-03-03T20:00:00Z", true),
                        stretch("2026-03-03T20:00:00Z", "2026-03-03T20:30:00Z", false));
    }

    @Test
    void unfinishedDay_betweenFinishedOnes_isReadAsItIs() {
        assertThat(cut(FIRST.toString(), "2026-03-04T17:00:00Z", "2026-03-02", "2026-03-04"))
                .containsExactly(
                        stretch(FIRST.toString(), "2026-03-02T17:00:00Z", true),
                        stretch("2026-03-02T17:00:00Z", "2026-03-03T17:00:00Z", false),
                        stretch("2026-03-03T17:00:00Z", "2026-03-04T17:00:00Z", true));
    }

    @Test
    void rangeWithinAnHour_isReadAsItIs() {
        assertThat(cut("2026-03-02T01:10:00Z", "2026-03-02T01:20:00Z", "2026-03-02"))
                .containsExactly(stretch("2026-03-02T01:10:00Z", "2026-03-02T01:20:00Z", false));
    }

    private static List<Stretch> cut(String from, String to, String... finished) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (String day : finished) {
            days.add(LocalDate.parse(day));
        }
        return Stretch.cut(Instant.parse(from), Instant.parse(to), days);
    }

    private static Stretch stretch(String from, String to, boolean hours) {
        return new Stretch(Instant.parse(from), Instant.parse(to), hours);
    }
}
