package org.kenh.operations.loudspeaker.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.report.ReportStore.Place;

/** Remembers which commune had a cluster when. Safe for any thread; blocks on the database. */
final class Dwellings {
    private final ReportStore store;
    private final Clusters clusters;
    private Optional<Map<String, NavigableMap<LocalDate, Place>>> known = Optional.empty();

    Dwellings(ReportStore store, Clusters clusters) {
        this.store = store;
        this.clusters = clusters;
    }

    /** Keeps what is another way since the day. */
    synchronized void remember(LocalDate today) {
        List<Place> changed = new ArrayList<>();
        for (ClusterPlace place : clusters.map().places()) {
            Place now = new Place(
                    place.device(),
                    today,
                    place.area(),
                    place.name(),
                    clusters.cluster(place.device()).population());
            NavigableMap<LocalDate, Place> before = known().getOrDefault(place.device(), new TreeMap<>());
            if (before.isEmpty() || !before.lastEntry().getValue().isLike(now)) {
                changed.add(now);
            }
        }
        if (!changed.isEmpty()) {
            store.keep(changed);
            changed.forEach(this::add);
        }
    }

    /** Where it was on the day; before anything was remembered, where it was first; empty for one that was never known. */
    synchronized Optional<Place> on(String device, LocalDate day) {
        NavigableMap<LocalDate, Place> history = known().getOrDefault(device, new TreeMap<>());
        Map.Entry<LocalDate, Place> found = history.floorEntry(day);
        if (found != null) {
            return Optional.of(found.getValue());
        }
        return history.isEmpty()
                ? clusters.map()
                        .place(device)
                        .map(place -> new Place(
                                device,
                                day,
                                place.area(),
                                place.name(),
                                clusters.cluster(device).population()))
                : Optional.of(history.firstEntry().getValue());
    }

    private Map<String, NavigableMap<LocalDate, Place>> known() {
        if (known.isEmpty()) {
            known = Optional.of(new HashMap<>());
            store.places().forEach(this::add);
        }
        return known.get();
    }

    private void add(Place place) {
        known.orElseThrow()
                .computeIfAbsent(place.device(), device -> new TreeMap<>())
                .put(place.since(), place);
    }
}
