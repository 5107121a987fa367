package org.kenh.operations.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.judge.SlotVerdict;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Conflicts;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.loudspeaker.proof.KeptUnplanned;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.operations.loudspeaker.proof.VerdictStore;
import org.kenh.telemetry.Excerpt;

/** What was planned for a day and what became of it. */
final class LoudspeakerSlotResource {
    /** More rows than this are for nobody to read. */
    private static final int MOST_ROWS = 120;

    private final Loudspeakers desk;
    private final Places places;
    private final InstantSource clock;

    LoudspeakerSlotResource(Backend backend, Places places) {
        this.desk = backend.loudspeakers();
        this.places = places;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/loudspeakers/slots", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.get("/loudspeakers/slots/{id}", Endpoint.Access.SIGNED_IN, this::one),
                Endpoint.get("/loudspeakers/timeline", Endpoint.Access.SIGNED_IN, this::timeline));
    }

    private Answer list(Call call) {
        Asked asked = asked(call);
        List<Slot> slots = desk.proof().slots(asked.day());
        Map<String, List<String>> conflicts = Conflicts.of(slots);
        Map<String, List<VerdictStore.SlotCount>> counts = LoudspeakerSight.byDevice(
                desk.proof().store().countsBySlot(asked.day(), asked.sight().devices()), VerdictStore.SlotCount::slot);
        Map<String, Slot> known = LoudspeakerSight.byId(slots);
        List<SlotView> views = new ArrayList<>();
        for (Slot slot : slots) {
            List<ClusterPlace> targets = asked.sight().targets(slot);
            if (!targets.isEmpty()) {
                LoudspeakerViews.Tally tally = new LoudspeakerViews.Tally();
                counts.getOrDefault(slot.id(), List.of())
                        .forEach(count -> tally.add(count.verdict(), count.count(), count.population()));
                tally.rest(targets.size(), people(targets));
                views.add(slot(
                        slot,
                        tally,
                        asked.sight(),
                        collisions(asked.sight(), slot, conflicts.getOrDefault(slot.id(), List.of()), known)));
            }
        }
        return Answer.ok(views);
    }

    private Answer one(Call call) {
        call.query().finish();
        String id = call.path("id");
        LoudspeakerSight sight =
                new LoudspeakerSight(call.scope(), desk.clusters().map());
        Slot slot = desk.programme()
                .slot(id)
                .filter(found -> !sight.targets(found).isEmpty())
                .orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
        return Answer.ok(coverage(slot, sight));
    }

    /** Which villages heard it, as far as they are in sight. */
    CoverageView coverage(Slot slot, LoudspeakerSight sight) {
        Map<String, KeptVerdict> kept = desk.proof().store().ofSlot(slot.day(), slot.id()).stream()
                .collect(Collectors.toMap(KeptVerdict::device, Function.identity()));
        LoudspeakerViews.Tally whole = new LoudspeakerViews.Tally();
        Map<String, LoudspeakerViews.Tally> communes = new LinkedHashMap<>();
        List<LoudspeakerViews.VerdictView> clusters = new ArrayList<>();
        for (ClusterPlace place : sight.targets(slot)) {
            Optional<KeptVerdict> verdict = Optional.ofNullable(kept.get(place.device()));
            Verdict word =
                    verdict.map(KeptVerdict::said).map(SlotVerdict::verdict).orElse(Verdict.DUE);
            long people = desk.clusters().cluster(place.device()).population();
            whole.add(word, 1, people);
            communes.computeIfAbsent(place.area(), area -> new LoudspeakerViews.Tally())
                    .add(word, 1, people);
            clusters.add(LoudspeakerViews.verdict(slot, place, verdict));
        }
        List<Slot> sameDay = desk.proof().slots(slot.day());
        List<String> conflicts = Conflicts.of(sameDay).getOrDefault(slot.id(), List.of());
        List<CollisionView> collisions = collisions(sight, slot, conflicts, LoudspeakerSight.byId(sameDay));
        List<CommuneView> views = new ArrayList<>();
        communes.forEach((area, tally) -> views.add(new CommuneView(
                area,
                sight.map().areaName(area),
                tally.clusters(),
                tally.population(),
                tally.counts(),
                tally.populationVerified())));
        views.sort(Comparator.comparing(CommuneView::name));
        return new CoverageView(slot(slot, whole, sight, collisions), views, clusters);
    }

    private Answer timeline(Call call) {
        Asked asked = asked(call);
        if (asked.sight().places().size() > MOST_ROWS) {
            throw Problem.invalid("area", "field.required");
        }
        List<String> devices =
                asked.sight().places().stream().map(ClusterPlace::device).toList();
        Map<String, KeptVerdict> kept = new HashMap<>();
        desk.proof()
                .store()
                .verdicts(asked.day(), devices)
                .forEach(verdict ->
                        kept.put(verdict.device() + " " + verdict.said().slot(), verdict));
        Map<String, List<KeptUnplanned>> unplanned =
                LoudspeakerSight.byDevice(desk.proof().store().unplanned(asked.day(), devices), KeptUnplanned::device);
        Map<String, List<Slot>> slots = new HashMap<>();
        for (Slot slot : desk.proof().slots(asked.day())) {
            slot.targets()
                    .forEach(device -> slots.computeIfAbsent(device, id -> new ArrayList<>())
                            .add(slot));
        }
        return Answer.ok(asked.sight().places().stream()
                .map(place -> new TimelineRow(
                        place.device(),
                        place.name(),
                        place.area(),
                        place.areaName(),
                        slots.getOrDefault(place.device(), List.of()).stream()
                                .map(slot -> LoudspeakerViews.verdict(
                                        slot, place, Optional.ofNullable(kept.get(place.device() + " " + slot.id()))))
                                .toList(),
                        unplanned.getOrDefault(place.device(), List.of()).stream()
                                .filter(found -> !found.explained())
                                .map(found -> LoudspeakerViews.unplanned(found, place))
                                .toList()))
                .toList());
    }

    /** Of the day that is asked for, or today. */
    private Asked asked(Call call) {
        Query query = call.query();
        LocalDate day = query.date("day").orElseGet(() -> LocalDay.of(clock.instant()));
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        return new Asked(
                day,
                new LoudspeakerSight(
                        places.narrowed(call, area), desk.clusters().map()));
    }

    private long people(List<ClusterPlace> targets) {
        return targets.stream()
                .mapToLong(place -> desk.clusters().cluster(place.device()).population())
                .sum();
    }

    /** With those that collide with it where the person sees it. */
    private static List<CollisionView> collisions(
            LoudspeakerSight sight, Slot slot, List<String> conflicts, Map<String, Slot> known) {
        List<CollisionView> found = new ArrayList<>();
        for (String id : conflicts) {
            Optional.ofNullable(known.get(id)).ifPresent(other -> {
                Set<String> targets = Set.copyOf(other.targets());
                List<CommuneName> areas = communes(sight.targets(slot).stream()
                        .filter(place -> targets.contains(place.device()))
                        .toList());
                if (!areas.isEmpty()) {
                    found.add(new CollisionView(
                            id, String.valueOf(other.bulletin()), other.title(), other.starts(), areas));
                }
            });
        }
        return found;
    }

    private static List<CommuneName> communes(Collection<ClusterPlace> places) {
        return places.stream()
                .map(place -> new CommuneName(place.area(), place.areaName()))
                .distinct()
                .sorted(Comparator.comparing(CommuneName::name))
                .toList();
    }

    private static SlotView slot(
            Slot slot, LoudspeakerViews.Tally tally, LoudspeakerSight sight, List<CollisionView> collisions) {
        List<CommuneName> communes = communes(slot.targets().stream()
                .flatMap(device -> sight.map().place(device).stream())
                .toList());
        return new SlotView(
                slot.id(),
                String.valueOf(slot.bulletin()),
                slot.title(),
                slot.kind().word(),
                slot.planned(),
                slot.starts(),
                slot.seconds(),
                slot.isCancelled(),
                tally.clusters(),
                tally.population(),
                tally.counts(),
                tally.populationVerified(),
                communes.size() == 1 ? communes.getFirst() : null,
                collisions.stream().map(CollisionView::slot).toList(),
                collisions);
    }

    private record Asked(LocalDate day, LoudspeakerSight sight) {}

    /**
     * A slot.
     *
     * @param planned when its schedule asks for it; it starts later where the order wants that
     * @param commune the only one in which it sounds
     * @param conflicts slots that want a cluster in sight at the same time, where nobody has decided the order
     * @param collisions the same, and in which communes
     */
    record SlotView(
            String id,
            String bulletin,
            String title,

            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String kind,

            Instant planned,
            Instant starts,
            int seconds,
            boolean cancelled,
            int targets,
            long population,
            Map<String, Integer> counts,
            long populationVerified,
            @Nullable CommuneName commune,
            List<String> conflicts,
            List<CollisionView> collisions) {}

    record CollisionView(String slot, String bulletin, String title, Instant starts, List<CommuneName> areas) {}

    record CommuneName(String area, String name) {}

    record CommuneView(
            String area,
            String name,
            int clusters,
            long population,
            Map<String, Integer> counts,
            long populationVerified) {}

    record CoverageView(
            @JsonUnwrapped SlotView slot, List<CommuneView> communes, List<LoudspeakerViews.VerdictView> clusters) {}

    record TimelineRow(
            String device,
            String name,
            String area,
            String areaName,
            List<LoudspeakerViews.VerdictView> slots,
            List<LoudspeakerViews.UnplannedView> unplanned) {}
}
