package org.kenh.operations.loudspeaker.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which days of which clusters are to be judged, now or at some time. Safe for any thread. */
final class Agenda {
    private final Set<DeviceDay> now = new LinkedHashSet<>();
    private final TreeMap<Instant, Set<DeviceDay>> later = new TreeMap<>();
    private final Map<DeviceDay, Instant> at = new HashMap<>();

    synchronized void add(DeviceDay day) {
        now.add(day);
    }

    /** Takes the place of the time that it had. */
    synchronized void add(DeviceDay day, Instant moment) {
        remove(day);
        at.put(day, moment);
        later.computeIfAbsent(moment, any -> new LinkedHashSet<>()).add(day);
    }

    synchronized void remove(DeviceDay day) {
        Instant before = at.remove(day);
        if (before != null) {
            Set<DeviceDay> then = later.get(before);
            if (then != null) {
                then.remove(day);
                if (then.isEmpty()) {
                    later.remove(before);
                }
            }
        }
    }

    /** What is due, at most so many; it is taken from the agenda. */
    synchronized List<DeviceDay> take(Instant moment, int most) {
        while (!later.isEmpty() && !later.firstKey().isAfter(moment)) {
            Set<DeviceDay> due = later.pollFirstEntry().getValue();
            due.forEach(at::remove);
            now.addAll(due);
        }
        List<DeviceDay> taken = new ArrayList<>(now.stream().limit(most).toList());
        taken.forEach(now::remove);
        return taken;
    }
}
