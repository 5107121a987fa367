package org.kenh.operations.document;

import java.util.ArrayList;
import java.util.List;

/** Gathers all that is wrong with a document; of each member the first mistake only. */
public final class Mistakes {
    private static final int MOST = 50;

    private final List<Mistake> all = new ArrayList<>();

    public void add(String member, String key, Object... arguments) {
        boolean first = all.stream().noneMatch(mistake -> mistake.member().equals(member));
        if (first && all.size() < MOST) {
            all.add(Mistake.of(member, key, arguments));
        }
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public List<Mistake> all() {
        return List.copyOf(all);
    }
}
