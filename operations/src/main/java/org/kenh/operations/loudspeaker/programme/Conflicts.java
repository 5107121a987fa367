package org.kenh.operations.loudspeaker.programme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kenh.operations.loudspeaker.judge.BulletinClass;

/** Finds slots that want the same cluster at the same time, where nobody has decided which comes first. */
public final class Conflicts {
    private Conflicts() {}

    /** Of each slot that has any, the ids of those that it collides with. Emergencies collide with nothing: they preempt. */
    public static Map<String, List<String>> of(Collection<Slot> slots) {
        List<Slot> ordered = slots.stream()
                .filter(slot -> slot.kind() != BulletinClass.EMERGENCY && !slot.isCancelled())
                .sorted(Comparator.comparing(Slot::starts).thenComparing(Slot::id))
                .toList();
        Map<String, List<String>> found = new LinkedHashMap<>();
        List<Slot> sounding = new ArrayList<>();
        for (Slot slot : ordered) {
            sounding.removeIf(other -> !other.ends().isAfter(slot.starts()));
            for (Slot other : sounding) {
                if (SlotMaker.haveOneInCommon(slot, other)) {
                    found.computeIfAbsent(slot.id(), id -> new ArrayList<>()).add(other.id());
                    found.computeIfAbsent(other.id(), id -> new ArrayList<>()).add(slot.id());
                }
            }
            sounding.add(slot);
        }
        return found;
    }
}
