package org.kenh.operations.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DutyHoursTest {
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    /** 21 November 2026 is a Saturday; times are those of Vietnam. */
    @ParameterizedTest
    @CsvSource({
        "07:00, 17:00, 2026-11-21T06:59:59, 2026-11-21T07:00",
        "07:00, 17:00, 2026-11-21T07:00, 2026-11-21T07:00",
        "07:00, 17:00, 2026-11-21T16:59:59, 2026-11-21T16:59:59",
        "07:00, 17:00, 2026-11-21T17:00, 2026-11-22T07:00",
        "17:00, 07:00, 2026-11-21T03:00, 2026-11-21T03:00",
        "17:00, 07:00, 2026-11-21T07:00, 2026-11-21T17:00",
        "17:00, 07:00, 2026-11-21T23:30, 2026-11-21T23:30",
        "00:00, 00:00, 2026-11-21T12:00, 2026-11-21T12:00"
    })
    void shift_everyDay_waitsForItsBeginning(String from, String to, String time, String within) {
        assertThat(hours(from, to, ALL).firstWithin(at(time))).isEqualTo(at(within));
    }

    @ParameterizedTest
    @CsvSource({
        "07:00, 17:00, 2026-11-20T16:00, 2026-11-20T16:00",
        "07:00, 17:00, 2026-11-20T18:00, 2026-11-23T07:00",
        "17:00, 07:00, 2026-11-21T06:00, 2026-11-21T06:00",
        "17:00, 07:00, 2026-11-21T08:00, 2026-11-23T17:00",
        "17:00, 07:00, 2026-11-23T01:00, 2026-11-23T17:00"
    })
    void shift_ofWorkdays_belongsToTheDayOnWhichItBegins(String from, String to, String time, String within) {
        Set<DayOfWeek> workdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(hours(from, to, workdays).firstWithin(at(time))).isEqualTo(at(within));
    }

    private static DutyHours hours(String from, String to, Set<DayOfWeek> days) {
        return new DutyHours(LocalTime.parse(from), LocalTime.parse(to), days);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(DutyHours.ZONE).toInstant();
    }
}
