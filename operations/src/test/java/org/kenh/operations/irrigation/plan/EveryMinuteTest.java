package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void anyWindowsHolidaysAndVersions_everyMinute_areThoseOfTheClock(long seed) {
        Random random = new Random(seed);
        Instant start = Station.at("2026-06-06T00:00").plusSeconds(60L * random.nextInt(1_440));
        Period all = new Period(start, start.plusSeconds(60L * MINUTES));
        WeeklyWindow window = window(random);
        List<Period> times = window.within(all);
        TariffVersion before = version("before", LocalDate.of(2026, 1, 1), random);
        TariffVersion since = version("since", LocalDate.of(2026, 6, 6 + random.nextInt(9)), random);
        List<TariffCalendar.Stretch> stretches = new TariffCalendar(List.of(since, before)).stretches(all);

        assertThat(minutes(all)
                        .filter(moment ->
                                times.stream().anyMatch(time -> time.contains(moment)) != isWithin(window, moment)))
                .isEmpty();
        assertThat(minutes(all)
                        .filter(moment -> stretches.stream()
                                        .filter(stretch -> stretch.period().contains(moment))
                                        .mapToDouble(stretch -> stretch.band().price())
                                        .sum()
                                != price(date(moment).isBefore(since.validFrom()) ? before : since, moment)))
                .isEmpty();
        assertThat(stretches)
                .isSortedAccordingTo(Comparator.comparing(one -> one.period().from()));
    }

    private static TariffVersion version(String name, LocalDate from, Random random) {
        List<TariffBand> bands = List.of(
                new TariffBand("peak", 3, List.of(window(random), window(random))),
                new TariffBand("off-peak", 1, List.of(window(random))),
                new TariffBand("normal", 2, List.of()));
        Set<LocalDate> holidays =
                Set.of(LocalDate.of(2026, 6, 5 + random.nextInt(4)), LocalDate.of(2026, 6, 9 + random.nextInt(6)));
        return new TariffVersion(name, from, bands, holidays, DayOfWeek.of(1 + random.nextInt(7)));
    }

    private static WeeklyWindow window(Random random) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int i = 0; i < 4; i++) {
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
        }
        LocalTime from = LocalTime.ofSecondOfDay(60L * random.nextInt(1_440));
        LocalTime to = random.nextInt(6) == 0 ? from : LocalTime.ofSecondOfDay(60L * random.nextInt(1_440));
        return new WeeklyWindow(days, from, to);
    }

    /** The first band with a window that is open; a holiday has the weekday that it is like. */
    private static double price(TariffVersion version, Instant moment) {
        for (TariffBand band : version.bands()) {
            for (WeeklyWindow window : band.windows()) {
                if (isOpen(
                        window,
                        minuteOfDay(moment),
                        weekday(version, date(moment)),
                        weekday(version, date(moment).minusDays(1)))) {
                    return band.price();
                }
            }
        }
        return version.bands().getLast().price();
    }

    private static DayOfWeek weekday(TariffVersion version, LocalDate date) {
        return version.holidays().contains(date) ? version.holidayAs() : date.getDayOfWeek();
    }

    private static Stream<Instant> minutes(Period all) {
        return IntStream.range(0, MINUTES).mapToObj(i -> all.from().plusSeconds(60L * i));
    }

    private static boolean isWithin(WeeklyWindow window, Instant moment) {
        return isOpen(window, minuteOfDay(moment), day(moment), day(moment).minus(1));
    }

    private static boolean isOpen(WeeklyWindow window, int now, DayOfWeek thisDay, DayOfWeek dayBefore) {
        int from = window.from().toSecondOfDay() / 60;
        int to = window.to().toSecondOfDay() / 60;
        boolean today = window.days().contains(thisDay);
        boolean yesterday = window.days().contains(dayBefore);
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
