package org.kenh.operations.loudspeaker.programme;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.BulletinClass;

/** Makes the slots of a day from bulletins and their schedules. Pure. */
final class SlotMaker {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm", Locale.ROOT);

    /** Between one bulletin and the next. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Later than that the order is of no use: people hear of the conflict instead. */
    private static final Duration MOST_MOVED = Duration.ofMinutes(30);

    private SlotMaker() {}

    /**
     * By start and id; those without any cluster are left out.
     *
     * @param fixed by id, what is not to be changed any more
     */
    static List<Slot> make(
            Collection<Bulletin> bulletins,
            LocalDate day,
            Function<Schedule, Set<String>> targets,
            Map<String, Slot> fixed) {
        Map<String, Slot> made = new LinkedHashMap<>();
        for (Bulletin bulletin : bulletins) {
            for (Schedule schedule : bulletin.content().schedules()) {
                if (bulletin.isActive() && schedule.isOn(day)) {
                    Set<String> clusters = targets.apply(schedule);
                    schedule.times().stream()
                            .filter(time -> !clusters.isEmpty())
                            .map(time -> slot(bulletin, day.atTime(time), schedule.order(), clusters))
                            .forEach(slot -> made.merge(slot.id(), slot, SlotMaker::together));
                }
            }
        }
        made.replaceAll((id, slot) -> fixed.getOrDefault(id, slot));
        return ordered(made.values(), fixed.keySet());
    }

    /** Always the same for a bulletin and a time. */
    private static String id(long bulletin, LocalDateTime moment) {
        return Slot.SCHEDULED + bulletin + "-" + MOMENT.format(moment);
    }

    private static Slot slot(Bulletin bulletin, LocalDateTime moment, int order, Set<String> clusters) {
        Content content = bulletin.content();
        Instant at = moment.atZone(LocalDay.ZONE).toInstant();
        return new Slot(
                id(bulletin.id(), moment),
                bulletin.id(),
                content.title(),
                content.kind(),
                at,
                at,
                content.seconds(),
                content.sha256(),
                order,
                List.copyOf(clusters),
                Optional.empty());
    }

    private static Slot together(Slot one, Slot other) {
        Set<String> both = new TreeSet<>(one.targets());
        both.addAll(other.targets());
        int order = one.order() == 0 || other.order() == 0
                ? Math.max(one.order(), other.order())
                : Math.min(one.order(), other.order());
        return one.with(order, List.copyOf(both));
    }

    /** Where somebody has decided the order, the later one begins after the earlier one. */
    private static List<Slot> ordered(Collection<Slot> slots, Set<String> fixed) {
        List<Slot> decided = new ArrayList<>();
        List<Slot> all = new ArrayList<>();
        List<Slot> queue = new ArrayList<>(slots);
        queue.sort(Comparator.comparingInt(Slot::order)
                .thenComparing(Slot::planned)
                .thenComparing(Slot::id));
        for (Slot slot : queue) {
            if (slot.order() == 0 || slot.kind() == BulletinClass.EMERGENCY) {
                all.add(slot);
            } else {
                Slot placed = fixed.contains(slot.id()) ? slot : placed(slot, decided);
                decided.add(placed);
                all.add(placed);
            }
        }
        all.sort(Comparator.comparing(Slot::starts).thenComparing(Slot::id));
        return all;
    }

    private static Slot placed(Slot slot, List<Slot> before) {
        List<Slot> rivals = before.stream()
                .filter(other -> other.order() < slot.order() && haveOneInCommon(other, slot))
                .sorted(Comparator.comparing(Slot::starts))
                .toList();
        Slot placed = slot;
        for (Slot rival : rivals) {
            if (overlap(rival, placed)) {
                placed = placed.startingAt(rival.ends().plus(PAUSE));
            }
        }
        boolean tooLate = placed.starts().isAfter(slot.planned().plus(MOST_MOVED));
        return tooLate ? slot : placed;
    }

    static boolean overlap(Slot one, Slot other) {
        return one.starts().isBefore(other.ends()) && other.starts().isBefore(one.ends());
    }

    static boolean haveOneInCommon(Slot one, Slot other) {
        return !Collections.disjoint(new HashSet<>(one.targets()), other.targets());
    }
}
