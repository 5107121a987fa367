package org.kenh.operations.alarmdesk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kenh.ingest.alarm.Action;
import org.kenh.ingest.alarm.AlarmStatus;

/**
 * One cause, one alarm: while an alarm whose rule hides others is active, the others within its reach are suppressed. It
 * need not be told for that, only be active: one that is hidden or shelved itself hides all the same, one that is out of
 * service does not. A larger group does not hide a smaller one that has been told already: it would be told twice.
 */
final class Groups {
    private final Hands hands;
    private final Map<String, Set<Hosted>> byDevice = new HashMap<>();
    private final Map<String, Set<Hosted>> bySite = new HashMap<>();
    /** Also under every area that its own lies in. */
    private final Map<String, Set<Hosted>> byArea = new HashMap<>();

    private final Set<Hosted> groups = new LinkedHashSet<>();
    private final Set<Hosted> stirred = new LinkedHashSet<>();
    private final Set<Hosted> recount = new LinkedHashSet<>();

    Groups(Hands hands) {
        this.hands = hands;
    }

    /** The alarm is watched no more; {@link #rebuild} is to follow. */
    void remove(Hosted alarm) {
        stirred.remove(alarm);
        recount.remove(alarm);
    }

    /** Something happened to a group alarm. */
    void stir(Hosted group) {
        stirred.add(group);
    }

    boolean isStirred() {
        return !stirred.isEmpty();
    }

    /** Suppresses and releases what follows from the groups that were stirred; the larger ones first. */
    void settle() {
        while (!stirred.isEmpty()) {
            List<Hosted> now = new ArrayList<>(stirred);
            stirred.clear();
            now.sort(Comparator.comparingInt(group -> group.watched().rank()));
            for (Hosted group : now) {
                boolean hiding = isEffective(hands.status(group));
                if (hiding && !group.isHiding()) {
                    group.setHiding(true);
                    members(group).forEach(member -> hide(group, member));
                } else if (!hiding && group.isHiding()) {
                    group.setHiding(false);
                    List.copyOf(group.hides()).forEach(member -> release(group, member));
                }
            }
        }
    }

    /** Follows whether an alarm is active, for the counts of the groups that hide it. */
    void follow(Hosted alarm, boolean active) {
        if (alarm.isCountedActive() != active) {
            alarm.setCountedActive(active);
            recount.addAll(alarm.hiddenBy());
        }
    }

    /** The groups whose count of active members has changed. */
    List<Hosted> takeRecounted() {
        List<Hosted> changed = new ArrayList<>();
        for (Hosted group : recount) {
            int before = group.activeMembers();
            group.countMembers();
            if (group.activeMembers() != before) {
                changed.add(group);
            }
        }
        recount.clear();
        return changed;
    }

    /**
     * Looks at everything anew, after alarms have come, gone or changed.
     *
     * @param releasing whether what nothing hides any more is released
     */
    void rebuild(Iterable<Hosted> all, boolean releasing) {
        List.of(byDevice, bySite, byArea).forEach(Map::clear);
        groups.clear();
        stirred.clear();
        for (Hosted alarm : all) {
            alarm.hiddenBy().clear();
            alarm.hides().clear();
            place(alarm);
        }
        List<Hosted> ordered = new ArrayList<>(groups);
        ordered.sort(Comparator.comparingInt(group -> group.watched().rank()));
        for (Hosted group : ordered) {
            group.setHiding(isEffective(hands.status(group)));
            if (group.isHiding()) {
                members(group).forEach(member -> hide(group, member));
            }
            recount.add(group);
        }
        if (releasing) {
            for (Hosted alarm : all) {
                releaseFromOthers(alarm);
            }
        }
    }

    private void hide(Hosted group, Hosted member) {
        AlarmStatus status = hands.status(member);
        boolean told = member.watched().isGroup()
                && status.active()
                && status.suppressors().isEmpty();
        if (told) {
            return;
        }
        group.hides().add(member);
        recount.add(group);
        member.hiddenBy().add(group);
        String cause = String.valueOf(group.id());
        if (!status.suppressors().contains(cause)) {
            hands.perform(member, new Action.Suppress(cause));
        }
    }

    /** Of causes that are gone it may know from before a restart. */
    private void releaseFromOthers(Hosted alarm) {
        for (String cause : hands.status(alarm).suppressors()) {
            boolean gone = alarm.hiddenBy().stream()
                    .noneMatch(group -> String.valueOf(group.id()).equals(cause));
            if (gone) {
                hands.perform(alarm, new Action.Unsuppress(cause));
            }
        }
    }

    private void release(Hosted group, Hosted member) {
        group.hides().remove(member);
        member.hiddenBy().remove(group);
        recount.add(group);
        hands.perform(member, new Action.Unsuppress(String.valueOf(group.id())));
    }

    private List<Hosted> members(Hosted group) {
        Watched watched = group.watched();
        Suppresses suppresses = watched.live().suppresses().orElseThrow();
        Set<Hosted> near = switch (suppresses.within()) {
            case DEVICE -> at(byDevice, watched.where().device().orElse(""));
            case SITE -> at(bySite, watched.where().site().orElse(""));
            case AREA -> at(byArea, watched.where().area());
        };
        return near.stream()
                .filter(member -> member.watched().rank() > watched.rank())
                .filter(member -> suppresses.classes().isEmpty()
                        || suppresses
                                .classes()
                                .contains(member.watched()
                                        .binding()
                                        .rule()
                                        .rationalisation()
                                        .alarmClass()))
                .toList();
    }

    private static Set<Hosted> at(Map<String, Set<Hosted>> index, String id) {
        return index.getOrDefault(id, Set.of());
    }

    private void place(Hosted alarm) {
        AlarmStore.Where where = alarm.watched().where();
        where.device().ifPresent(id -> put(byDevice, id, alarm));
        where.site().ifPresent(id -> put(bySite, id, alarm));
        for (String id : hands.upwards(where.area())) {
            put(byArea, id, alarm);
        }
        if (alarm.watched().isGroup()) {
            groups.add(alarm);
        }
    }

    private static void put(Map<String, Set<Hosted>> index, String id, Hosted alarm) {
        index.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(alarm);
    }

    private static boolean isEffective(AlarmStatus status) {
        return status.active() && !status.outOfService();
    }

    /** What groups need of the board. */
    interface Hands {
        AlarmStatus status(Hosted alarm);

        void perform(Hosted alarm, Action action);

        /** The area and all that it lies in. */
        List<String> upwards(String area);
    }
}
