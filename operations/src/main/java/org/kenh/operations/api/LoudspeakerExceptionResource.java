package org.kenh.operations.api;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.Cluster;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.ClusterStatus;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.StateReading.State;
import org.kenh.operations.loudspeaker.judge.Unplanned;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.loudspeaker.proof.KeptUnplanned;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.telemetry.DeviceId;

/** What of a day needs a person, the worst first. */
final class LoudspeakerExceptionResource {
    /** The worst of each cluster; the others are counted, and are on its page. */
    private static final int MOST_OF_A_CLUSTER = 2;

    /** The priority of the alarms of sound that nobody may have made, and of emergencies that were not heard. */
    private static final int URGENT = 1;
    /** The priority of all others, and of what is listed without an alarm. */
    private static final int LATER = 3;
    /** What weighs the same, in the order in which people should look at it. */
    private static final List<String> KINDS = List.of("unplanned", "fault", "missed", "drift", "offline", "partial");

    private static final Comparator<ExceptionView> WORST_FIRST = Comparator.comparingInt(ExceptionView::severity)
            .thenComparingInt(one -> KINDS.indexOf(one.kind()))
            .thenComparing(ExceptionView::at, Comparator.reverseOrder())
            .thenComparing(ExceptionView::device);

    private final Loudspeakers desk;
    private final Places places;
    private final PresenceBoard presence;
    private final InstantSource clock;

    LoudspeakerExceptionResource(Backend backend, Places places) {
        this.desk = backend.loudspeakers();
        this.places = places;
        this.presence = backend.telemetry().presence();
        this.clock = backend.clock();
    }

    Endpoint endpoint() {
        return Endpoint.get("/loudspeakers/exceptions", Endpoint.Access.SIGNED_IN, this::list);
    }

    private Answer list(Call call) {
        Query query = call.query();
        Instant now = clock.instant();
        LocalDate day = query.date("day").orElseGet(() -> LocalDay.of(now));
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        LoudspeakerSight sight = new LoudspeakerSight(
                places.narrowed(call, area), desk.clusters().map());
        List<ExceptionView> found = new ArrayList<>();
        unplanned(day, sight, call.language(), found);
        verdicts(day, sight, found);
        if (day.equals(LocalDay.of(now))) {
            sight.places().forEach(place -> state(place, now, call.language(), found));
        }
        found.sort(WORST_FIRST);
        return Answer.ok(found);
    }

    private void unplanned(LocalDate day, LoudspeakerSight sight, Language language, List<ExceptionView> found) {
        List<KeptUnplanned> all = desk.proof().store().unplanned(day, day).stream()
                .filter(kept -> sight.place(kept.device()).isPresent())
                .toList();
        Set<String> mutes = desk.proof().mutes(all);
        for (KeptUnplanned kept : all) {
            Unplanned said = kept.said();
            sight.place(kept.device())
                    .ifPresent(place -> found.add(new ExceptionView(
                            "unplanned",
                            place.device(),
                            place.name(),
                            place.area(),
                            place.areaName(),
                            said.start(),
                            said.end().orElse(null),
                            said.slot().orElse(null),
                            null,
                            said.why().word(),
                            said.why().isForeign() ? URGENT : LATER,
                            loudness(said, language),
                            kept.command().filter(mutes::contains).orElse(null),
                            0)));
        }
    }

    private void verdicts(LocalDate day, LoudspeakerSight sight, List<ExceptionView> found) {
        Map<String, Slot> slots = new HashMap<>();
        desk.proof().slots(day).forEach(slot -> slots.put(slot.id(), slot));
        Map<String, List<KeptVerdict>> bad = LoudspeakerSight.byDevice(
                desk.proof().store().verdicts(day, LoudspeakerSight.BAD), KeptVerdict::device);
        for (ClusterPlace place : sight.places()) {
            List<ExceptionView> ofCluster = bad.getOrDefault(place.device(), List.of()).stream()
                    .flatMap(kept ->
                            Optional.ofNullable(slots.get(kept.said().slot()))
                                    .map(slot -> verdict(place, kept, slot))
                                    .stream())
                    .sorted(WORST_FIRST)
                    .toList();
            int shown = Math.min(ofCluster.size(), MOST_OF_A_CLUSTER);
            for (int i = 0; i < shown; i++) {
                ExceptionView one = ofCluster.get(i);
                found.add(i == shown - 1 ? one.and(ofCluster.size() - shown) : one);
            }
        }
    }

    private static ExceptionView verdict(ClusterPlace place, KeptVerdict kept, Slot slot) {
        boolean missed = kept.said().verdict() == Verdict.MISSED;
        return new ExceptionView(
                missed ? "missed" : "partial",
                place.device(),
                place.name(),
                place.area(),
                place.areaName(),
                slot.starts(),
                slot.ends(),
                slot.id(),
                slot.title(),
                kept.said().cause().map(Cause::word).orElse(null),
                missed && slot.kind() == BulletinClass.EMERGENCY ? URGENT : LATER,
                null,
                null,
                0);
    }

    private void state(ClusterPlace place, Instant now, Language language, List<ExceptionView> found) {
        Presence seen = presence.of(DeviceId.of(place.device()));
        ClusterStatus status = desk.clusters().status(place.device());
        if (seen.state() != Presence.State.ONLINE) {
            found.add(state(place, "offline", seen.lastSeen().orElse(seen.since()), null));
        } else if (status.state().filter(state -> state == State.FAULT).isPresent()) {
            found.add(state(place, "fault", status.at().orElse(now), null));
        }
        if (desk.clusters().hasDrifted(place.device())) {
            Cluster cluster = desk.clusters().cluster(place.device());
            String detail = ohms(status.impedance(), language) + " / " + ohms(cluster.baseline(), language);
            found.add(state(place, "drift", status.at().orElse(now), detail));
        }
    }

    private static ExceptionView state(ClusterPlace place, String kind, Instant at, @Nullable String detail) {
        return new ExceptionView(
                kind,
                place.device(),
                place.name(),
                place.area(),
                place.areaName(),
                at,
                null,
                null,
                null,
                null,
                LATER,
                detail,
                null,
                0);
    }

    private static @Nullable String loudness(Unplanned said, Language language) {
        String level = said.level().isPresent() ? figure(said.level().getAsDouble(), language) + " dB" : "";
        String rise = said.rise().isPresent() ? "+" + figure(said.rise().getAsDouble(), language) + " dB" : "";
        String both = (level + " " + rise).strip();
        return both.isEmpty() ? null : both;
    }

    private static String ohms(OptionalDouble ohms, Language language) {
        return ohms.isPresent() ? figure(ohms.getAsDouble(), language) + " Ω" : "–";
    }

    private static String figure(double value, Language language) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.forLanguageTag(language.tag()));
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }

    /**
     * Something that needs a person.
     *
     * @param severity the priority of the alarm about it: 1 is the worst
     * @param command one that waits for a second person, such as muting what nobody planned
     * @param more how many slots of the cluster went wrong beside those that are listed
     */
    record ExceptionView(
            String kind,
            String device,
            String name,
            String area,
            String areaName,
            Instant at,
            @Nullable Instant until,
            @Nullable String slot,
            @Nullable String title,
            @Nullable String cause,
            int severity,
            @Nullable String detail,
            @Nullable String command,
            int more) {
        ExceptionView and(int others) {
            return new ExceptionView(
                    kind, device, name, area, areaName, at, until, slot, title, cause, severity, detail, command,
                    others);
        }
    }
}
