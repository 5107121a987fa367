package org.kenh.ingest.series;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * A piece of a range: read either from finished hours or from the readings themselves.
 *
 * @param hours whether the hours of all of it are finished; it then begins and ends with an hour
 */
public record Stretch(Instant from, Instant to, boolean hours) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * Cuts a range into stretches that follow each other without a gap, oldest first.
     *
     * @param finished local days whose hours are finished
     */
    public static List<Stretch> cut(Instant from, Instant to, SortedSet<LocalDate> finished) {
        List<Stretch> stretches = new ArrayList<>();
        Instant done = from;
        for (LocalDate day : finished) {
            Instant first = later(ceiling(from), start(day));
            Instant end = earlier(to.truncatedTo(ChronoUnit.HOURS), start(day.plusDays(1)));
            if (first.isBefore(end)) {
                add(stretches, done, first, false);
                add(stretches, first, end, true);
                done = end;
            }
        }
        add(stretches, done, to, false);
        return stretches;
    }

    /** What follows of the same kind is one stretch. */
    private static void add(List<Stretch> stretches, Instant from, Instant to, boolean hours) {
        if (!from.isBefore(to)) {
            return;
        }
        if (!stretches.isEmpty() && stretches.getLast().hours == hours) {
            stretches.add(new Stretch(stretches.removeLast().from, to, hours));
        } else {
            stretches.add(new Stretch(from, to, hours));
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    private static Instant ceiling(Instant time) {
        Instant hour = time.truncatedTo(ChronoUnit.HOURS);
        return hour.equals(time) ? hour : hour.plus(HOUR);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
