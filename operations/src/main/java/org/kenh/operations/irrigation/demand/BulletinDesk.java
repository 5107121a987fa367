package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;

/** Writes one bulletin a day for each commune that has fields with a running season. */
final class BulletinDesk {
    private static final Set<String> COMMUNES = Set.of("commune", "town", "ward");

    private final Registry registry;
    private final DemandStore store;
    private @Nullable LocalDate written;
    private final Set<String> done = new HashSet<>();

    BulletinDesk(Registry registry, DemandStore store) {
        this.registry = registry;
        this.store = store;
    }

    /** Writes those of the day that are not there yet. */
    void write(LocalDate day, List<FieldState> states, Instant now) {
        if (!day.equals(written)) {
            done.clear();
            store.bulletins(day).forEach(bulletin -> done.add(bulletin.area()));
            written = day;
        }
        boolean missing = states.stream().anyMatch(state -> !done.contains(state.area()));
        if (!missing) {
            return;
        }
        Map<String, Area> areas = registry.areas().stream().collect(Collectors.toMap(Area::id, Function.identity()));
        Map<String, List<FieldState>> byCommune = states.stream()
                .collect(Collectors.groupingBy(
                        state -> commune(state.area(), areas), TreeMap::new, Collectors.toList()));
        List<Bulletin> bulletins = new ArrayList<>();
        byCommune.forEach((area, fields) -> {
            if (!done.contains(area)) {
                String name =
                        Optional.ofNullable(areas.get(area)).map(Area::name).orElse(area);
                bulletins.add(new BulletinWriter(area, name, day).write(fields, now));
            }
        });
        store.keepBulletins(bulletins);
        bulletins.forEach(bulletin -> done.add(bulletin.area()));
        states.forEach(state -> done.add(state.area()));
    }

    /** The commune that an area lies in; the area itself where there is none. */
    private static String commune(String area, Map<String, Area> areas) {
        Set<String> passed = new HashSet<>();
        Optional<Area> place = Optional.ofNullable(areas.get(area));
        while (place.isPresent() && passed.add(place.get().id())) {
            if (COMMUNES.contains(place.get().kind())) {
                return place.get().id();
            }
            place = place.get().parent().map(areas::get);
        }
        return area;
    }
}
