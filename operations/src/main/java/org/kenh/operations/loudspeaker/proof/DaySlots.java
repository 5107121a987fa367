package org.kenh.operations.loudspeaker.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.DueSlot;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Slot;

/** The slots of some days by cluster, kept until they change. Safe for any thread; blocks on the database. */
final class DaySlots {
    /** A play near midnight may be for a slot of the other day. */
    static final Duration MARGIN = Duration.ofHours(2);

    private static final int MOST_DAYS = 6;

    private final Programme programme;
    private final LinkedHashMap<LocalDate, Day> kept = new LinkedHashMap<>(16, 0.75f, true);

    DaySlots(Programme programme) {
        this.programme = programme;
    }

    synchronized void forget(LocalDate day) {
        kept.remove(day);
    }

    /** Of the day and, so far as a play of the day may be for them, of the days before and after. */
    List<DueSlot> around(DeviceDay day) {
        Instant from = LocalDay.start(day.day()).minus(MARGIN);
        Instant to = LocalDay.end(day.day()).plus(MARGIN);
        List<DueSlot> found = new ArrayList<>();
        for (int off = -1; off <= 1; off++) {
            of(new DeviceDay(day.device(), day.day().plusDays(off))).stream()
                    .filter(slot -> slot.ends().isAfter(from) && slot.starts().isBefore(to))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(DueSlot::starts).thenComparing(DueSlot::id));
        return found;
    }

    /** All of a day, by start. */
    List<Slot> all(LocalDate day) {
        return of(day).slots();
    }

    /** Of a cluster, by start. */
    List<DueSlot> of(DeviceDay day) {
        return of(day.day()).byDevice().getOrDefault(day.device(), List.of());
    }

    private synchronized Day of(LocalDate day) {
        Day known = kept.get(day);
        if (known != null) {
            return known;
        }
        Map<String, List<DueSlot>> read = new HashMap<>();
        List<Slot> slots = programme.slots(day);
        for (Slot slot : slots) {
            DueSlot due = slot.due();
            slot.targets()
                    .forEach(device -> read.computeIfAbsent(device, id -> new ArrayList<>())
                            .add(due));
        }
        Day made = new Day(slots, read);
        kept.put(day, made);
        if (kept.size() > MOST_DAYS) {
            kept.remove(kept.firstEntry().getKey());
        }
        return made;
    }

    private record Day(List<Slot> slots, Map<String, List<DueSlot>> byDevice) {}
}
