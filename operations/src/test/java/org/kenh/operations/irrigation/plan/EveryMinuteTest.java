package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quiet windows and tariff bands against the plain look at every minute of a week and more; the district is seven hours before UTC, always. */
class EveryMinuteTest {
    private static final int MINUTES = 9 * 24 * 60;

    @ParameterizedTest
    @CsvSource({
        "22:00, 05:00, MONDAY",
        "22:00, 05:00, SUNDAY",
        "12:00, 13:30, SATURDAY",
        "06:00, 06:00, FRIDAY",
        "00:00, 00:00, SUNDAY",
        "23:59, 00:00, WEDNESDAY"
    })
    void within_everyMinute_isThatOfTheClock(LocalTime from, LocalTime to, DayOfWeek day) {
        WeeklyWindow window = new WeeklyWindow(Set.of(day, DayOfWeek.THURSDAY), from, to);
        Period all = Station.period("2026-06-06T03:17", "2026-06-15T03:17");
        List<Period> times = window.within(all);

        List<Instant> wrong = minutes(all)
                .filter(moment -> times.stream().anyMatch(time -> time.contains(moment)) != isWithin(window, moment))
                .toList();
        assertThat(times).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-27T00:00", "2026-06-07T13:41"})
    void stretches_everyMinute_costWhatTheClockSays(String start) {
        Period all = new Period(Station.at(start), Station.at(start).plusSeconds(60L * MINUTES));
        List<TariffCalendar.Stretch> stretches = ExampleTariff.calendar().stretches(all);

        List<Instant> wrong = minutes(all)
                .filter(moment -> stretches.stream()
                                .filter(stretch -> stretch.period().contains(moment))
                                .mapToDouble(stretch -> stretch.band().price())
                                .sum()
                        != price(moment))
                .toList();
        assertThat(wrong).isEmpty();
    }

    private static Stream<Instant> minutes(Period all) {
        return IntStream.range(0, MINUTES).mapToObj(i -> all.from().plusSeconds(60L * i));
    }

    private static boolean isWithin(WeeklyWindow window, Instant moment) {
        int from = window.from().toSecondOfDay() / 60;
        int to = window.to().toSecondOfDay() / 60;
        int now = minuteOfDay(moment);
        boolean today = window.days().contains(day(moment));
        boolean yesterday = window.days().contains(day(moment).minus(1));
        return to > from ? today && now >= from && now < to : (today && now >= from) || (yesterday && now < to);
    }

    /** Of the example tariff, written down once more. */
    private static double price(Instant moment) {
        int now = minuteOfDay(moment);
        boolean working = day(moment) != DayOfWeek.SUNDAY;
        if (date(moment).isBefore(LocalDate.of(2026, 4, 1))) {
            boolean peak = working && ((now >= 570 && now < 690) || (now >= 1020 && now < 1200));
            return peak ? 3640 : now >= 1320 || now < 240 ? 1300 : 1987;
        }
        return working && now >= 1050 && now < 1350 ? 3640 : now < 360 ? 1300 : 1987;
    }

    private static int minuteOfDay(Instant moment) {
        return Math.floorMod(moment.getEpochSecond() / 60 + 7 * 60, 24 * 60);
    }

    private static LocalDate date(Instant moment) {
        return LocalDate.ofEpochDay(Math.floorDiv(moment.getEpochSecond() + 7 * 3600, 86_400));
    }

    private static DayOfWeek day(Instant moment) {
        return date(moment).getDayOfWeek();
    }
}
