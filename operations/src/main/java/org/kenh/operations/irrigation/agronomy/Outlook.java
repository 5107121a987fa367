package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The days ahead, one after the other without holes, at least one. */
public record Outlook(List<DayAhead> days) {
    public Outlook {
        days = List.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("an outlook needs at least one day");
        }
        for (int index = 1; index < days.size(); index++) {
            LocalDate expected = days.get(index - 1).day().plusDays(1);
            if (!days.get(index).day().equals(expected)) {
                throw new IllegalArgumentException(
                        "the outlook has " + days.get(index).day() + " where " + expected + " belongs");
            }
        }
    }

    /**
     * The usual outlook: the same ET0 (mean of the last seven days) on each day, and rain where it is forecast.
     *
     * @param length days, 1 or more
     * @param rain forecast by day, mm
     */
    public static Outlook of(LocalDate first, int length, double reference, Map<LocalDate, Double> rain) {
        List<DayAhead> days = new ArrayList<>();
        for (int index = 0; index < length; index++) {
            LocalDate day = first.plusDays(index);
            days.add(new DayAhead(day, reference, rain.getOrDefault(day, 0.0)));
        }
        return new Outlook(days);
    }

    /** A day of it; before the first as the first, after the last with its ET0 and, as nobody knows, without rain. */
    public DayAhead on(LocalDate day) {
        DayAhead first = days.getFirst();
        DayAhead last = days.getLast();
        if (day.isAfter(last.day())) {
            return new DayAhead(day, last.reference(), 0);
        } else if (day.isBefore(first.day())) {
            return new DayAhead(day, first.reference(), 0);
        }
        return days.get(Math.toIntExact(day.toEpochDay() - first.day().toEpochDay()));
    }
}
