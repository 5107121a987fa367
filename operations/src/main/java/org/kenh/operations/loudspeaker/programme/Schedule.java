package org.kenh.operations.loudspeaker.programme;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kenh.operations.loudspeaker.LocalDay;

/**
 * When and where a bulletin is to sound.
 *
 * @param from first day
 * @param to last day; empty: until further notice
 * @param days of the week
 * @param times of the day, in Viet Nam
 * @param areas with everything that lies in them
 * @param clusters ids of devices, beside those of the areas
 * @param order where bulletins collide, the lower one sounds first and the other after it; 0: nobody has decided
 */
public record Schedule(
        LocalDate from,
        Optional<LocalDate> to,
        Set<DayOfWeek> days,
        List<LocalTime> times,
        List<String> areas,
        List<String> clusters,
        int order) {
    public Schedule {
        days = java.util.Collections.unmodifiableSet(new TreeSet<>(days));
        times = times.stream().distinct().sorted().toList();
        areas = List.copyOf(areas);
        clusters = List.copyOf(clusters);
    }

    /** Whether it asks for a sounding at the moment. */
    boolean isAt(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, LocalDay.ZONE);
        return isOn(local.toLocalDate()) && times.contains(local.toLocalTime());
    }

    boolean isOn(LocalDate day) {
        return !day.isBefore(from) && to.filter(day::isAfter).isEmpty() && days.contains(day.getDayOfWeek());
    }
}
