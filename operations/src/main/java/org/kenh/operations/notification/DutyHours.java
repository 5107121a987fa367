package org.kenh.operations.notification;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * A shift, in the time of Vietnam. One that does not end after it begins ends on the next day; equal times mean a
 * whole day from that time on.
 *
 * @param days on which it begins, at least one
 */
public record DutyHours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    public DutyHours {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("hours must be those of at least one day");
        }
        days = Set.copyOf(days);
    }

    /** The given time if it lies within a shift, else the beginning of the next one. */
    public Instant firstWithin(Instant time) {
        LocalDate yesterday = time.atZone(ZONE).toLocalDate().minusDays(1);
        // A shift of yesterday may still be going on; the next one begins within the eight days after that.
        for (LocalDate day = yesterday; ; day = day.plusDays(1)) {
            if (days.contains(day.getDayOfWeek()) && time.isBefore(end(day))) {
                Instant begin = at(day, from);
                return time.isBefore(begin) ? begin : time;
            }
        }
    }

    private Instant end(LocalDate day) {
        return at(to.isAfter(from) ? day : day.plusDays(1), to);
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, ZONE).toInstant();
    }
}
