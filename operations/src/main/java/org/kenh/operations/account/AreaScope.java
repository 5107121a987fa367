package org.kenh.operations.account;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.registry.Area;

/**
 * What part of the district a person sees: an area, what lies in it, and what it has taken over from former areas, with
 * all that lies in those.
 */
public final class AreaScope {
    private static final AreaScope EVERYTHING = new AreaScope(Optional.empty());

    private final Optional<Set<String>> areas;

    private AreaScope(Optional<Set<String>> areas) {
        this.areas = areas;
    }

    /** An empty root means everything; a root that is not among the areas still holds itself. */
    public static AreaScope of(Optional<String> root, Collection<Area> areas) {
        return root.map(id -> new AreaScope(Optional.of(closure(id, areas)))).orElse(EVERYTHING);
    }

    public boolean isEverything() {
        return areas.isEmpty();
    }

    /** The ids of the areas; empty: everything. */
    public Optional<Set<String>> areas() {
        return areas.map(Set::copyOf);
    }

    public boolean contains(String area) {
        return areas.isEmpty() || areas.get().contains(area);
    }

    /** The part of this scope that lies in the other one as well. */
    public AreaScope within(AreaScope other) {
        if (areas.isEmpty()) {
            return other;
        }
        Set<String> both = new HashSet<>(areas.get());
        both.removeIf(area -> !other.contains(area));
        return new AreaScope(Optional.of(both));
    }

    private static Set<String> closure(String root, Collection<Area> areas) {
        Set<String> found = new HashSet<>(Set.of(root));
        boolean grown = true;
        while (grown) {
            List<String> further = areas.stream()
                    .filter(area -> belongsTo(area, found))
                    .map(Area::id)
                    .toList();
            grown = found.addAll(further);
        }
        return Set.copyOf(found);
    }

    private static boolean belongsTo(Area area, Set<String> found) {
        return area.parent().filter(found::contains).isPresent()
                || area.replacedBy().filter(found::contains).isPresent();
    }
}
