package org.kenh.operations.loudspeaker.programme;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kenh.operations.loudspeaker.judge.BulletinClass;

/**
 * Lets slots of a day follow what communes have decided. Where that moves a slot, it becomes one of its own for the clusters of the
 * commune; all other clusters keep theirs. Made for one day.
 *
 * <p>In a commune the list decides between two bulletins that are both in it, the schedules' order between others. What the list
 * delays may push what comes after it by the schedules; what neither orders stays where it is, as a conflict.
 */
final class CommuneTurns {
    private final SlotMaker.Wishes wishes;
    private final List<Slot> all;
    private final Map<String, Slot> free = new LinkedHashMap<>();
    private final Map<String, Set<String>> targets = new HashMap<>();

    /** The held ones are not to be moved; the free ones are where the schedules' order puts them. */
    CommuneTurns(SlotMaker.Wishes wishes, List<Slot> held, List<Slot> free) {
        this.wishes = wishes;
        this.all = new ArrayList<>(held);
        all.addAll(free);
        all.removeIf(slot -> slot.kind() == BulletinClass.EMERGENCY);
        all.forEach(slot -> targets.put(slot.id(), new HashSet<>(slot.targets())));
        free.forEach(slot -> this.free.put(slot.id(), slot));
    }

    /** What becomes of the free ones. */
    List<Slot> arranged() {
        Map<String, List<Slot>> moved = new HashMap<>();
        for (AreaOrder order : wishes.orders()) {
            for (Slot slot : new Commune(order).settled()) {
                Slot elsewhere = free.get(slot.id());
                if (elsewhere != null && !elsewhere.starts().equals(slot.starts())) {
                    moved.computeIfAbsent(slot.id(), id -> new ArrayList<>()).add(slot.partOf(order.number()));
                }
            }
        }
        List<Slot> arranged = new ArrayList<>();
        free.values().forEach(slot -> arranged.addAll(split(slot, moved.getOrDefault(slot.id(), List.of()))));
        return arranged;
    }

    /** What is moved as a whole needs no other id. */
    private static List<Slot> split(Slot slot, List<Slot> parts) {
        Set<String> rest = new HashSet<>(slot.targets());
        parts.forEach(part -> part.targets().forEach(rest::remove));
        if (rest.isEmpty() && parts.size() == 1) {
            return List.of(slot.startingAt(parts.getFirst().starts()));
        }
        List<Slot> all = new ArrayList<>(parts);
        if (!rest.isEmpty()) {
            all.add(slot.with(slot.order(), List.copyOf(rest)));
        }
        return all;
    }

    /** One commune with its order. */
    private final class Commune {
        private final Map<Long, Integer> ranks;

        /** By slot, those of its clusters that stand here. */
        private final Map<String, Set<String>> here = new HashMap<>();

        private final List<Slot> settled = new ArrayList<>();

        Commune(AreaOrder order) {
            ranks = order.ranks();
            Set<String> clusters = wishes.clusters().apply(order.area());
            for (Slot slot : all) {
                Set<String> common = new HashSet<>(clusters);
                common.retainAll(targets.getOrDefault(slot.id(), Set.of()));
                if (!common.isEmpty()) {
                    here.put(slot.id(), common);
                }
            }
        }

        /** All that somebody has put into an order, when it sounds here, with the clusters that stand here. */
        List<Slot> settled() {
            all.stream()
                    .filter(slot -> here.containsKey(slot.id()) && (isListed(slot) || slot.order() > 0))
                    .sorted(Comparator.comparingInt(this::rank)
                            .thenComparingInt(Slot::order)
                            .thenComparing(Slot::planned)
                            .thenComparing(Slot::id))
                    .forEach(slot -> settled.add(free.containsKey(slot.id()) ? settled(slot) : slot));
            return settled.stream()
                    .map(slot -> slot.with(slot.order(), List.copyOf(here.getOrDefault(slot.id(), Set.of()))))
                    .toList();
        }

        /** One of the list is placed anew; others only give way. */
        private Slot settled(Slot slot) {
            Slot from = isListed(slot) ? slot.startingAt(slot.planned()) : slot;
            Instant latest = slot.planned().plus(SlotMaker.MOST_MOVED).plusSeconds(slot.seconds());
            List<Slot> rivals = new ArrayList<>();
            settled.stream()
                    .filter(other -> meet(other, slot))
                    .filter(other -> isListed(slot) ? rank(other) < rank(slot) : SlotMaker.comesFirst(other, slot))
                    .forEach(rivals::add);
            all.stream()
                    .filter(other -> isListed(slot) && SlotMaker.comesFirst(other, slot))
                    .filter(other ->
                            other.starts().isBefore(latest) && other.ends().isAfter(slot.planned()))
                    .filter(other -> !(isListed(other) && meet(other, slot)) && haveOneInCommon(other, slot))
                    .forEach(rivals::add);
            return SlotMaker.after(from, rivals).orElse(slot);
        }

        private boolean isListed(Slot slot) {
            return ranks.containsKey(slot.bulletin());
        }

        private int rank(Slot slot) {
            return ranks.getOrDefault(slot.bulletin(), Integer.MAX_VALUE);
        }

        /** Here. */
        private boolean meet(Slot one, Slot other) {
            return share(here, one, other);
        }

        private boolean haveOneInCommon(Slot one, Slot other) {
            return share(targets, one, other);
        }
    }

    private static boolean share(Map<String, Set<String>> clusters, Slot one, Slot other) {
        return !Collections.disjoint(
                clusters.getOrDefault(one.id(), Set.of()), clusters.getOrDefault(other.id(), Set.of()));
    }
}
