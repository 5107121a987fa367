package org.kenh.operations.irrigation.field;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;

/**
 * Hours in which nothing may run, by the clock of {@code Asia/Ho_Chi_Minh}.
 *
 * @param days on which it begins; empty: every day
 * @param from inclusive
 * @param to exclusive; not after {@code from}: on the next day
 */
public record QuietWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public QuietWindow {
        days = Set.copyOf(days);
    }

    public boolean covers(LocalDateTime time) {
        LocalTime clock = time.toLocalTime();
        if (from.isBefore(to)) {
            return begins(time.getDayOfWeek()) && !clock.isBefore(from) && clock.isBefore(to);
        }
        return (begins(time.getDayOfWeek()) && !clock.isBefore(from))
                || (begins(time.getDayOfWeek().minus(1)) && clock.isBefore(to));
    }

    private boolean begins(DayOfWeek day) {
        return days.isEmpty() || days.contains(day);
    }
}
