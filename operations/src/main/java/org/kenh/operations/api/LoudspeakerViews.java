package org.kenh.operations.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.SelfTest;
import org.kenh.operations.loudspeaker.judge.Audio;
import org.kenh.operations.loudspeaker.judge.Measured;
import org.kenh.operations.loudspeaker.judge.SlotVerdict;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Origin;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Schedule;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.loudspeaker.proof.KeptUnplanned;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;

/** How the API shows bulletins, slots, verdicts and what was unplanned. */
final class LoudspeakerViews {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(LocalDay.ZONE);

    private LoudspeakerViews() {}

    /** Of many, where nobody is told what a change came too late for. */
    static BulletinView bulletin(Bulletin bulletin) {
        return bulletin(bulletin, List.of(), Language.VIETNAMESE);
    }

    /** With its slots that keep what it was before. */
    static BulletinView bulletin(Bulletin bulletin, List<Slot> frozen, Language language) {
        Content content = bulletin.content();
        return new BulletinView(
                String.valueOf(bulletin.id()),
                content.origin().map(Origin::id).orElse(null),
                content.origin().map(Origin::source).orElse(null),
                content.title(),
                content.kind().word(),
                content.seconds(),
                content.sha256().orElse(null),
                content.text().orElse(null),
                content.area(),
                bulletin.createdAt(),
                bulletin.createdBy(),
                bulletin.isActive() ? "active" : "cancelled",
                bulletin.cancelled().map(Bulletin.Cancellation::at).orElse(null),
                bulletin.cancelled().map(Bulletin.Cancellation::reason).orElse(null),
                bulletin.revision(),
                content.schedules().stream().map(LoudspeakerViews::schedule).toList(),
                frozen.isEmpty() ? null : language.say(notice(frozen)));
    }

    /** That slots keep what a bulletin was before it was changed. */
    static Text notice(List<Slot> frozen) {
        return notice("notice.slotsFrozen", frozen);
    }

    /** Something about the times of these slots and how long before it is too late. */
    static Text notice(String key, List<Slot> frozen) {
        String times = frozen.stream()
                .map(slot -> CLOCK.format(slot.starts()))
                .distinct()
                .collect(Collectors.joining(", "));
        return Text.of(key, times, Programme.FROZEN.toMinutes());
    }

    private static ScheduleView schedule(Schedule schedule) {
        return new ScheduleView(
                schedule.from(),
                schedule.to().orElse(null),
                schedule.days().size() == 7
                        ? List.of()
                        : schedule.days().stream().map(Enum::name).toList(),
                schedule.times().stream().map(LocalTime::toString).toList(),
                schedule.areas(),
                schedule.clusters(),
                schedule.order());
    }

    /** Of a cluster; without a verdict it is due. */
    static VerdictView verdict(Slot slot, ClusterPlace place, Optional<KeptVerdict> kept) {
        Optional<SlotVerdict> said = kept.map(KeptVerdict::said);
        Optional<KeptVerdict.Correction> correction = kept.flatMap(KeptVerdict::correction);
        Measured measured = said.map(SlotVerdict::measured).orElse(Measured.NOTHING);
        Audio audio = said.map(SlotVerdict::audio).orElse(Audio.UNTOLD);
        return new VerdictView(
                slot.id(),
                String.valueOf(slot.bulletin()),
                slot.title(),
                slot.kind().word(),
                place.device(),
                place.name(),
                place.area(),
                place.areaName(),
                slot.starts(),
                slot.seconds(),
                said.map(SlotVerdict::verdict).orElse(Verdict.DUE).word(),
                said.flatMap(SlotVerdict::cause).map(cause -> cause.word()).orElse(null),
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
                correction.map(was -> was.why().word()).orElse(null));
    }

    static UnplannedView unplanned(KeptUnplanned kept, ClusterPlace place) {
        return new UnplannedView(
                kept.device(),
                place.name(),
                place.area(),
                place.areaName(),
                kept.said().start(),
                kept.said().end().orElse(null),
                number(kept.said().level()),
                number(kept.said().rise()),
                number(kept.said().current()),
                number(kept.said().audio().volume()),
                kept.said().audio().sha256().orElse(null),
                kept.said().slot().orElse(null),
                kept.said().why().word());
    }

    static SelfTestView selfTest(SelfTest test) {
        return new SelfTestView(
                test.at(),
                test.ok(),
                number(test.tone()),
                number(test.impedance()),
                number(test.floor()),
                test.microphone(),
                test.reason().isEmpty() ? null : test.reason());
    }

    static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    static @Nullable String text(String value) {
        return value.isEmpty() ? null : value;
    }

    /** By verdict, in the order of the verdicts. */
    static final class Tally {
        private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        private int clusters;
        private long population;
        private long verified;

        void add(Verdict verdict, int count, long people) {
            counts.merge(verdict, count, Integer::sum);
            clusters += count;
            population += people;
            verified += verdict == Verdict.VERIFIED ? people : 0;
        }

        /** What has no verdict yet is due. */
        void rest(int allClusters, long allPeople) {
            if (allClusters > clusters) {
                add(Verdict.DUE, allClusters - clusters, Math.max(0, allPeople - population));
            }
            population = allPeople;
        }

        Map<String, Integer> counts() {
            Map<String, Integer> words = new LinkedHashMap<>();
            counts.forEach((verdict, count) -> words.put(verdict.word(), count));
            return words;
        }

        int clusters() {
            return clusters;
        }

        long population() {
            return population;
        }

        long populationVerified() {
            return verified;
        }
    }

    record BulletinView(
            String id,
            @Nullable String externalId,
            @Nullable String source,
            String title,

            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String kind,

            int seconds,
            @Nullable String sha256,
            @Nullable String text,
            String area,
            Instant createdAt,
            String createdBy,
            String state,
            @Nullable Instant cancelledAt,
            @Nullable String reason,
            int revision,
            List<ScheduleView> schedules,
            @Nullable String notice) {}

    record ScheduleView(
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            List<String> weekdays,
            List<String> times,
            List<String> areas,
            List<String> clusters,
            int order) {}

    record VerdictView(
            String slot,
            String bulletin,
            String title,

            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String kind,

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

            @com.fasterxml.jackson.annotation.JsonProperty("final")
            boolean settled,

            @Nullable String was,
            @Nullable Instant correctedAt,
            @Nullable String why) {}

    record UnplannedView(
            String device,
            String name,
            String area,
            String areaName,
            Instant start,
            @Nullable Instant end,
            @Nullable Double level,
            @Nullable Double rise,
            @Nullable Double current,
            @Nullable Double volume,
            @Nullable String sha256,
            @Nullable String slot,
            String cause) {}

    record SelfTestView(
            Instant at,
            boolean ok,
            @Nullable Double tone,
            @Nullable Double impedance,
            @Nullable Double floor,
            boolean microphone,
            @Nullable String reason) {}
}
