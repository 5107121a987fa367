package org.kenh.operations.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Flaw;
import org.kenh.operations.loudspeaker.programme.Schedule;
import org.kenh.operations.loudspeaker.programme.Slot;

/** What a person sees of the loudspeakers at one moment: the clusters of the area, and the bulletins that sound there. */
final class LoudspeakerSight {
    /** Verdicts that people have to follow up. */
    static final Set<Verdict> BAD = EnumSet.of(Verdict.MISSED, Verdict.PARTIAL);

    private final AreaScope scope;
    private final ClusterMap map;
    private final Map<String, ClusterPlace> places = new LinkedHashMap<>();

    LoudspeakerSight(AreaScope scope, ClusterMap map) {
        this.scope = scope;
        this.map = map;
        map.places().stream()
                .filter(place -> scope.contains(place.area()))
                .forEach(place -> places.put(place.device(), place));
    }

    Collection<ClusterPlace> places() {
        return places.values();
    }

    Optional<ClusterPlace> place(String device) {
        return Optional.ofNullable(places.get(device));
    }

    /** The clusters in sight, where these are not all of them. */
    Optional<Collection<String>> devices() {
        return scope.isEverything() ? Optional.empty() : Optional.of(places.keySet());
    }

    /** The slot's clusters that are in sight. */
    List<ClusterPlace> targets(Slot slot) {
        return slot.targets().stream().flatMap(device -> place(device).stream()).toList();
    }

    ClusterMap map() {
        return map;
    }

    /** Whether it is of this area, or sounds there. */
    boolean sees(Bulletin bulletin) {
        return scope.isEverything()
                || owns(bulletin.content())
                || bulletin.content().schedules().stream()
                        .flatMap(schedule -> map.resolve(schedule.areas(), schedule.clusters()).stream())
                        .anyMatch(places::containsKey);
    }

    boolean owns(Content content) {
        return scope.contains(content.area());
    }

    /** The area of bulletins that name none: the person's own, or the whole district. */
    String usualArea(Call call) {
        return call.principal().account().area().orElseGet(() -> map.root().orElse(""));
    }

    /** What a bulletin names that is not there, or not this person's. */
    List<Flaw> flaws(Content content) {
        List<Flaw> flaws = new ArrayList<>();
        if (content.kind() == BulletinClass.EMERGENCY) {
            flaws.add(new Flaw("class", "field.emergencyBulletin", List.of()));
        }
        area(content.area(), "area", flaws);
        for (int i = 0; i < content.schedules().size(); i++) {
            Schedule schedule = content.schedules().get(i);
            String place = "schedules[" + i + "].";
            schedule.areas().forEach(area -> area(area, place + "areas", flaws));
            schedule.clusters().stream()
                    .filter(device -> !places.containsKey(device))
                    .forEach(device -> flaws.add(new Flaw(place + "clusters", "field.reference", List.of(device))));
        }
        return flaws;
    }

    private void area(String area, String member, List<Flaw> flaws) {
        if (map.area(area).isEmpty() || !scope.contains(area)) {
            flaws.add(new Flaw(member, "field.reference", List.of(area)));
        }
    }

    static Map<String, Slot> byId(Collection<Slot> slots) {
        Map<String, Slot> found = new HashMap<>();
        slots.forEach(slot -> found.put(slot.id(), slot));
        return found;
    }

    /** What there is of each cluster. */
    static <T> Map<String, List<T>> byDevice(Collection<T> all, Function<T, String> device) {
        Map<String, List<T>> found = new HashMap<>();
        all.forEach(one -> found.computeIfAbsent(device.apply(one), id -> new ArrayList<>())
                .add(one));
        return found;
    }
}
