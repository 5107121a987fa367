package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffCalendarTest {
    @ParameterizedTest
    @CsvSource({
        "2026-06-08T17:29, normal",
        "2026-06-08T17:30, peak",
        "2026-06-08T22:29, peak",
        "2026-06-08T22:30, normal",
        "2026-06-08T00:00, off-peak",
        "2026-06-08T05:59, off-peak",
        "2026-06-08T06:00, normal",
        "2026-06-14T18:00, normal",
        "2026-06-14T03:00, off-peak",
        "2026-03-31T10:00, peak",
        "2026-03-31T18:00, peak",
        "2026-03-31T20:00, normal",
        "2026-03-31T23:00, off-peak",
        "2026-04-01T02:00, off-peak",
        "2026-04-01T10:00, normal",
    })
    void bandAt_oldAndNewHours_isTheOneOfThatDay(String moment, String band) {
        assertThat(ExampleTariff.calendar().bandAt(Station.at(moment)).code()).isEqualTo(band);
    }

    @Test
    void stretches_overADay_areCutAtEveryChange() {
        assertThat(ExampleTariff.calendar().stretches(Station.period("2026-06-08T05:00", "2026-06-09T01:00")))
                .extracting(stretch ->
                        stretch.band().code() + " " + stretch.period().length().toMinutes())
                .containsExactly("off-peak 60", "normal 690", "peak 300", "normal 90", "off-peak 60");
    }

    @Test
    void holiday_onAWeekday_hasTheBandsOfTheDayItIsLike() {
        TariffVersion version = new TariffVersion(
                "t",
                LocalDate.of(2026, 1, 1),
                List.of(
                        new TariffBand(
                                "peak",
                                3,
                                List.of(new WeeklyWindow(
                                        Set.of(DayOfWeek.MONDAY), LocalTime.of(17, 0), LocalTime.of(20, 0)))),
                        new TariffBand("normal", 2, List.of())),
                Set.of(LocalDate.of(2026, 6, 8)),
                DayOfWeek.SUNDAY);

        TariffCalendar calendar = new TariffCalendar(List.of(version));

        assertThat(calendar.bandAt(Station.at("2026-06-08T18:00")).code()).isEqualTo("normal");
        assertThat(calendar.bandAt(Station.at("2026-06-15T18:00")).code()).isEqualTo("peak");
    }

    @Test
    void version_withoutABandForTheRest_isRefused() {
        TariffBand night = new TariffBand("night", 1, List.of(WeeklyWindow.daily(LocalTime.MIN, LocalTime.NOON)));

        assertThatThrownBy(() ->
                        new TariffVersion("t", LocalDate.of(2026, 1, 1), List.of(night), Set.of(), DayOfWeek.SUNDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("last band of tariff t");
    }
}
