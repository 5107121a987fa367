package org.kenh.operations.irrigation.plan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A time of day that returns every week, in civil time of {@link Horizon#ZONE}.
 *
 * @param days on which it begins; not empty
 * @param to may be before or the same as {@code from}: then it ends on the next day
 */
public record WeeklyWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public WeeklyWindow {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a weekly window needs a day: " + from + " to " + to);
        }
        days = Set.copyOf(days);
    }

    public static WeeklyWindow daily(LocalTime from, LocalTime to) {
        return new WeeklyWindow(EnumSet.allOf(DayOfWeek.class), from, to);
    }

    /** All times of it that touch the period, in order, not cut. */
    public List<Period> within(Period period) {
        List<Period> found = new ArrayList<>();
        LocalDate last = period.to().atZone(Horizon.ZONE).toLocalDate();
        LocalDate day = period.from().atZone(Horizon.ZONE).toLocalDate().minusDays(1);
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            if (days.contains(day.getDayOfWeek()) && on(day).overlaps(period)) {
                found.add(on(day));
            }
        }
        return List.copyOf(found);
    }

    /** The one that begins on the day, whatever weekday that is. */
    Period on(LocalDate day) {
        ZonedDateTime begins = day.atTime(from).atZone(Horizon.ZONE);
        LocalDate ending = to.isAfter(from) ? day : day.plusDays(1);
        return new Period(
                begins.toInstant(), ending.atTime(to).atZone(Horizon.ZONE).toInstant());
    }
}
