package org.kenh.operations.alarmdesk.rule;

import java.util.ArrayList;
import java.util.List;

/** Gathers all that is wrong with a rule; of each member the first mistake only. */
final class Mistakes {
    private static final int MOST = 50;

    private final List<Mistake> all = new ArrayList<>();

    void add(String member, String key, Object... arguments) {
        boolean first = all.stream().noneMatch(mistake -> mistake.member().equals(member));
        if (first && all.size() < MOST) {
            all.add(Mistake.of(member, key, arguments));
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Mistake> all() {
        return List.copyOf(all);
    }
}
