package org.kenh.operations.loudspeaker.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.account.AreaScope;

/** All clusters and areas at one moment. Safe for any thread. */
public final class ClusterMap {
    /** The kind of their devices. */
    public static final String KIND = "loudspeaker";

    private static final Duration USUAL = Duration.ofMinutes(1);

    private final Map<String, ClusterPlace> places = new LinkedHashMap<>();
    private final Map<String, Area> areas;
    private final Map<String, Set<String>> byArea = new ConcurrentHashMap<>();

    private ClusterMap(Map<String, Area> areas) {
        this.areas = areas;
    }

    /** Blocks on the database. */
    static ClusterMap read(Registry registry) {
        Map<String, Area> areas = registry.areas().stream().collect(Collectors.toMap(Area::id, Function.identity()));
        Map<String, Site> sites = new HashMap<>();
        registry.sites().forEach(site -> sites.put(site.id(), site));
        ClusterMap map = new ClusterMap(areas);
        for (Device device : registry.devices()) {
            if (device.kind().equals(KIND)) {
                Optional.ofNullable(sites.get(device.site())).ifPresent(site -> map.add(device, site));
            }
        }
        return map;
    }

    private void add(Device device, Site site) {
        String id = device.id().value();
        places.put(
                id,
                new ClusterPlace(
                        id,
                        device.name(),
                        site.id(),
                        site.area(),
                        areaName(site.area()),
                        site.lat(),
                        site.lon(),
                        device.interval().orElse(USUAL),
                        device.model(),
                        device.firmware(),
                        device.commands(),
                        device.bornAt()));
    }

    public Collection<ClusterPlace> places() {
        return java.util.Collections.unmodifiableCollection(places.values());
    }

    public Optional<ClusterPlace> place(String device) {
        return Optional.ofNullable(places.get(device));
    }

    /** Whether the same clusters lie in the same areas. */
    public boolean hasSameClusters(ClusterMap other) {
        return places.keySet().equals(other.places.keySet())
                && places.values().stream()
                        .allMatch(place -> other.place(place.device())
                                .filter(same -> same.area().equals(place.area()))
                                .isPresent())
                && areas.equals(other.areas);
    }

    public Optional<Area> area(String id) {
        return Optional.ofNullable(areas.get(id));
    }

    /** The area that everything lies in: one without a parent, the first by id. */
    public Optional<String> root() {
        return areas.values().stream()
                .filter(area -> area.parent().isEmpty())
                .map(Area::id)
                .min(Comparator.naturalOrder());
    }

    /** Its id where it has no name. */
    public String areaName(String id) {
        return area(id).map(Area::name).orElse(id);
    }

    /** The clusters of an area and of all that lies in it. */
    public Set<String> within(String area) {
        return byArea.computeIfAbsent(area, id -> {
            AreaScope scope = AreaScope.of(Optional.of(id), areas.values());
            return places.values().stream()
                    .filter(place -> scope.contains(place.area()))
                    .map(ClusterPlace::device)
                    .collect(Collectors.toUnmodifiableSet());
        });
    }

    /** The clusters whose sites lie in the area itself, as in a commune. */
    public Set<String> in(String area) {
        return places.values().stream()
                .filter(place -> place.area().equals(area))
                .map(ClusterPlace::device)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The clusters of these areas, and these that exist. */
    public Set<String> resolve(List<String> wanted, List<String> clusters) {
        Set<String> found = new TreeSet<>();
        wanted.forEach(area -> found.addAll(within(area)));
        clusters.stream().filter(places::containsKey).forEach(found::add);
        return found;
    }
}
