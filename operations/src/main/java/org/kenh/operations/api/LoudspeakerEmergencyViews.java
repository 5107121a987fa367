package org.kenh.operations.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Coverage;
import org.kenh.operations.loudspeaker.emergency.Emergencies;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.emergency.Emergency.Round;
import org.kenh.operations.loudspeaker.emergency.EmergencyStore.Delivery;
import org.kenh.operations.loudspeaker.emergency.Reach;
import org.kenh.operations.loudspeaker.emergency.Template;
import org.kenh.operations.loudspeaker.judge.Audio;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Measured;
import org.kenh.operations.loudspeaker.judge.SlotVerdict;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;

/** How the API shows emergency bulletins; clusters outside the person's area are left out. */
final class LoudspeakerEmergencyViews {
    private final Clusters clusters;
    private final AreaScope scope;
    private final Emergencies desk;

    LoudspeakerEmergencyViews(Clusters clusters, AreaScope scope, Emergencies desk) {
        this.clusters = clusters;
        this.desk = desk;
        this.scope = scope;
    }

    View view(Emergency emergency, List<String> targets) {
        List<ClusterPlace> places = places(targets);
        Reach reach = desk.reach(places.stream().map(ClusterPlace::device).toList());
        Emergency.Draft draft = emergency.draft();
        return new View(
                emergency.id(),
                draft.alarm().map(Emergency.Cause::alarm).orElse(null),
                draft.alarm().filter(Emergency.Cause::proposed).isPresent(),
                draft.template(),
                draft.title(),
                draft.text(),
                areas(draft, places),
                own(draft.clusters()),
                draft.repeats(),
                draft.seconds(),
                emergency.state().word(),
                emergency.created().at(),
                emergency.created().by(),
                emergency.approved().map(Emergency.Deed::at).orElse(null),
                emergency.approved().map(Emergency.Deed::by).orElse(null),
                emergency.ended().map(Emergency.Deed::at).orElse(null),
                emergency.ended().map(Emergency.Deed::by).orElse(null),
                emergency.reason().isEmpty() ? null : emergency.reason(),
                emergency.rounds().isEmpty()
                        ? null
                        : emergency.rounds().getFirst().slot(),
                emergency.rounds().stream()
                        .map(round -> new RoundView(
                                round.slot(), round.at(), own(round.targets()).size()))
                        .toList(),
                emergency.toldAt().orElse(null),
                own(emergency.unheard()),
                places.size(),
                population(places),
                reach.playing(),
                reach.reading(),
                problems(emergency, draft),
                emergency.revision());
    }

    /** What keeps a draft from being sent. */
    private List<ProblemView> problems(Emergency emergency, Emergency.Draft draft) {
        List<String> holes = Template.holes(draft.text().vi());
        boolean open = emergency.rounds().isEmpty() && !holes.isEmpty();
        return open ? List.of(new ProblemView("holes", List.of(String.join(", ", holes)))) : List.of();
    }

    Page page(Emergency emergency, List<String> targets, Optional<Coverage> coverage, List<Delivery> deliveries) {
        List<ClusterPlace> places = places(targets);
        View view = view(emergency, targets);
        if (coverage.isEmpty()) {
            return new Page(view, null, List.of());
        }
        Map<String, Delivery> commands = new HashMap<>();
        deliveries.forEach(delivery -> commands.put(delivery.device(), delivery));
        Tally whole = new Tally();
        Map<String, Tally> communes = new LinkedHashMap<>();
        List<ClusterView> open = new ArrayList<>();
        for (ClusterPlace place : places) {
            Verdict verdict = coverage.get().verdict(place.device());
            long people = clusters.cluster(place.device()).population();
            boolean heard = coverage.get().isHeard(place.device());
            whole.add(verdict, heard ? people : 0, people);
            communes.computeIfAbsent(place.area(), area -> new Tally()).add(verdict, heard ? people : 0, people);
            if (!heard) {
                open.add(cluster(emergency, place, coverage.get(), Optional.ofNullable(commands.get(place.device()))));
            }
        }
        List<CommuneView> areas = new ArrayList<>();
        communes.forEach((area, tally) -> areas.add(new CommuneView(
                area, clusters.map().areaName(area), tally.clusters, tally.population, tally.words(), tally.verified)));
        areas.sort(Comparator.comparing(CommuneView::name));
        Round first = emergency.rounds().getFirst();
        CoverageView covered = new CoverageView(
                first.slot(),
                emergency.bulletin().map(String::valueOf).orElse(""),
                emergency.draft().title().vi(),
                "emergency",
                first.at(),
                emergency.seconds(),
                whole.clusters,
                whole.population,
                whole.words(),
                whole.verified,
                areas);
        return new Page(view, covered, open);
    }

    private static ClusterView cluster(
            Emergency emergency, ClusterPlace place, Coverage coverage, Optional<Delivery> delivery) {
        Optional<KeptVerdict> kept = coverage.of(place.device());
        Optional<SlotVerdict> said = kept.map(KeptVerdict::said);
        Measured measured = said.map(SlotVerdict::measured).orElse(Measured.NOTHING);
        Audio audio = said.map(SlotVerdict::audio).orElse(Audio.UNTOLD);
        Round round = coverage.round(place.device());
        Optional<KeptVerdict.Correction> correction = kept.flatMap(KeptVerdict::correction);
        return new ClusterView(
                round.slot(),
                emergency.bulletin().map(String::valueOf).orElse(""),
                emergency.draft().title().vi(),
                "emergency",
                place.device(),
                place.name(),
                place.area(),
                place.areaName(),
                round.at(),
                emergency.seconds(),
                coverage.verdict(place.device()).word(),
                said.flatMap(SlotVerdict::cause).map(Cause::word).orElse(null),
                said.flatMap(SlotVerdict::start).orElse(null),
                said.flatMap(SlotVerdict::end).orElse(null),
                said.filter(known -> known.start().isPresent())
                        .map(SlotVerdict::played)
                        .orElse(null),
                number(measured.rise()),
                number(measured.match()),
                number(measured.current()),
                number(audio.volume()),
                audio.sha256().orElse(null),
                audio.asPlanned().orElse(null),
                said.map(SlotVerdict::settled).orElse(false),
                correction.map(was -> was.was().word()).orElse(null),
                correction.map(KeptVerdict.Correction::at).orElse(null),
                correction.map(was -> was.why().word()).orElse(null),
                delivery.map(order -> order.state().word()).orElse(null),
                delivery.map(Delivery::detail)
                        .filter(detail -> !detail.isEmpty())
                        .orElse(null));
    }

    /** The person's own of them; of a larger one, the communes that lie in it. */
    private List<String> areas(Emergency.Draft draft, List<ClusterPlace> places) {
        boolean larger = draft.areas().stream().anyMatch(area -> !scope.contains(area));
        return larger
                ? places.stream().map(ClusterPlace::area).distinct().sorted().toList()
                : draft.areas();
    }

    private List<String> own(List<String> devices) {
        return places(devices).stream().map(ClusterPlace::device).toList();
    }

    private List<ClusterPlace> places(List<String> targets) {
        return targets.stream()
                .flatMap(device -> clusters.map().place(device).stream())
                .filter(place -> scope.contains(place.area()))
                .toList();
    }

    private long population(List<ClusterPlace> places) {
        return places.stream()
                .mapToLong(place -> clusters.cluster(place.device()).population())
                .sum();
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static final class Tally {
        private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        private int clusters;
        private long population;
        private long verified;

        void add(Verdict verdict, long hearers, long people) {
            counts.merge(verdict, 1, Integer::sum);
            clusters++;
            population += people;
            verified += hearers;
        }

        Map<String, Integer> words() {
            Map<String, Integer> words = new LinkedHashMap<>();
            counts.forEach((verdict, count) -> words.put(verdict.word(), count));
            return words;
        }
    }

    record ProblemView(String code, List<String> arguments) {}

    record RoundView(String slot, Instant at, int targets) {}

    record View(
            long id,
            @Nullable Long alarm,
            boolean proposed,
            String template,
            Bilingual title,
            Bilingual text,
            List<String> areas,
            List<String> clusters,
            int repeats,
            int seconds,
            String state,
            Instant createdAt,
            String createdBy,
            @Nullable Instant approvedAt,
            @Nullable String approvedBy,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String reason,
            @Nullable String slot,
            List<RoundView> rounds,
            @Nullable Instant toldAt,
            List<String> unheard,
            int targets,
            long population,
            int playing,
            int reading,
            List<ProblemView> problems,
            int revision) {}

    record CommuneView(
            String area,
            String name,
            int clusters,
            long population,
            Map<String, Integer> counts,
            long populationVerified) {}

    record CoverageView(
            String id,
            String bulletin,
            String title,
            @JsonProperty("class") String kind,
            Instant starts,
            int seconds,
            int targets,
            long population,
            Map<String, Integer> counts,
            long populationVerified,
            List<CommuneView> communes) {}

    record ClusterView(
            String slot,
            String bulletin,
            String title,
            @JsonProperty("class") String kind,
            String device,
            String name,
            String area,
            String areaName,
            Instant starts,
            int seconds,
            String verdict,
            @Nullable String cause,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Double played,
            @Nullable Double rise,
            @Nullable Double match,
            @Nullable Double current,
            @Nullable Double volume,
            @Nullable String sha256,
            @Nullable Boolean hashOk,
            @JsonProperty("final") boolean settled,
            @Nullable String was,
            @Nullable Instant correctedAt,
            @Nullable String why,
            @Nullable String command,
            @Nullable String commandDetail) {}

    record Page(@JsonUnwrapped View emergency, @Nullable CoverageView coverage, List<ClusterView> open) {}
}
