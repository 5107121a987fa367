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

/** Makes the slots of a day from bulletins, their schedules and what communes decided. Pure. */
final class SlotMaker {
    /** Later than that the order is of no use: people hear of the conflict instead. */
    static final Duration MOST_MOVED = Duration.ofMinutes(30);

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm", Locale.ROOT);

    /** Between one bulletin and the next. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private SlotMaker() {}

    /**
     * By start and id; those without any cluster are left out.
     *
     * @param fixed by {@link #group}, what is not to be changed any more: a group is kept as it is, or made anew as a whole
     */
    static List<Slot> make(Wishes wishes, LocalDate day, Map<String, List<Slot>> fixed) {
        List<Slot> held = new ArrayList<>();
        List<Slot> free = new ArrayList<>();
        asked(wishes, day).forEach((group, slot) -> {
            List<Slot> before = fixed.getOrDefault(group, List.of());
            held.addAll(before);
            if (before.isEmpty()) {
                free.add(slot);
            }
        });
        List<Slot> made = new ArrayList<>(held);
        made.addAll(new CommuneTurns(wishes, held, inTurn(free, held)).arranged());
        made.sort(Comparator.comparing(Slot::starts).thenComparing(Slot::id));
        return made;
    }

    /** What schedules ask for, by group. */
    private static Map<String, Slot> asked(Wishes wishes, LocalDate day) {
        Map<String, Slot> asked = new LinkedHashMap<>();
        for (Bulletin bulletin : wishes.bulletins()) {
            for (Schedule schedule : bulletin.content().schedules()) {
                if (bulletin.isActive() && schedule.isOn(day)) {
                    Set<String> clusters = wishes.targets().apply(schedule);
                    schedule.times().stream()
                            .filter(time -> !clusters.isEmpty())
                            .map(time -> slot(bulletin, day.atTime(time), schedule.order(), clusters))
                            .forEach(slot -> asked.merge(slot.id(), slot, SlotMaker::together));
                }
            }
        }
        return asked;
    }

    /** Shared by all slots of one bulletin at one time of its schedules; it is the id of the one that no commune moved. */
    static String group(Slot slot) {
        return id(slot.bulletin(), LocalDateTime.ofInstant(slot.planned(), LocalDay.ZONE));
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

    /** The free ones: where the schedules' owners have decided the order, the later one begins after the earlier one. */
    private static List<Slot> inTurn(List<Slot> free, List<Slot> held) {
        List<Slot> before = new ArrayList<>(held);
        List<Slot> all = new ArrayList<>();
        List<Slot> queue = new ArrayList<>(free);
        queue.sort(Comparator.comparingInt(Slot::order)
                .thenComparing(Slot::planned)
                .thenComparing(Slot::id));
        for (Slot slot : queue) {
            List<Slot> rivals = before.stream()
                    .filter(other -> comesFirst(other, slot) && haveOneInCommon(other, slot))
                    .toList();
            Slot placed = after(slot, rivals).orElse(slot);
            before.add(placed);
            all.add(placed);
        }
        return all;
    }

    /** As their schedules say. */
    static boolean comesFirst(Slot one, Slot other) {
        return one.order() > 0
                && one.order() < other.order()
                && one.kind() != BulletinClass.EMERGENCY
                && other.kind() != BulletinClass.EMERGENCY;
    }

    /** The slot when these are over that it would sound together with; empty: that would be too late. */
    static Optional<Slot> after(Slot slot, List<Slot> rivals) {
        Slot placed = slot;
        for (Slot rival :
                rivals.stream().sorted(Comparator.comparing(Slot::starts)).toList()) {
            if (overlap(rival, placed)) {
                placed = placed.startingAt(rival.ends().plus(PAUSE));
            }
        }
        boolean tooLate = placed.starts().isAfter(slot.planned().plus(MOST_MOVED));
        return tooLate ? Optional.empty() : Optional.of(placed);
    }

    static boolean overlap(Slot one, Slot other) {
        return one.starts().isBefore(other.ends()) && other.starts().isBefore(one.ends());
    }

    static boolean haveOneInCommon(Slot one, Slot other) {
        return !Collections.disjoint(new HashSet<>(one.targets()), other.targets());
    }

    /**
     * What people want to sound.
     *
     * @param targets the clusters that a schedule means
     * @param orders of communes
     * @param clusters that stand in a commune; no cluster stands in two
     */
    record Wishes(
            Collection<Bulletin> bulletins,
            Function<Schedule, Set<String>> targets,
            List<AreaOrder> orders,
            Function<String, Set<String>> clusters) {}
}
