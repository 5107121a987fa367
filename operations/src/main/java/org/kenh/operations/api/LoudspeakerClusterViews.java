package org.kenh.operations.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.Cluster;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.ClusterStatus;
import org.kenh.operations.loudspeaker.cluster.SelfTest;
import org.kenh.operations.loudspeaker.judge.DueSlot;
import org.kenh.operations.loudspeaker.judge.StateReading.State;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.operations.loudspeaker.proof.Proof;
import org.kenh.operations.loudspeaker.proof.VerdictStore;
import org.kenh.telemetry.DeviceId;

/** How the API shows clusters, all as of one moment. Made for one answer; blocks on the database. */
final class LoudspeakerClusterViews {
    private static final double HOT = 70;
    private static final double BURNING = 85;
    private static final double WEAK = -115;
    private static final double NO_MAINS = 90;
    private static final double STUTTERS = 3;

    private final Loudspeakers desk;
    private final PresenceBoard presence;
    private final Instant now;
    private final LocalDate today;
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<String, KeptVerdict> playing = new HashMap<>();
    private final Map<String, Map<Verdict, Integer>> counts = new HashMap<>();
    private final Map<String, Integer> unplanned = new HashMap<>();

    LoudspeakerClusterViews(Loudspeakers desk, PresenceBoard presence, Instant now) {
        this.desk = desk;
        this.presence = presence;
        this.now = now;
        this.today = LocalDay.of(now);
        VerdictStore store = desk.proof().store();
        desk.proof().slots(today).forEach(slot -> slots.put(slot.id(), slot));
        desk.proof().slots(today.plusDays(1)).forEach(slot -> slots.put(slot.id(), slot));
        store.verdicts(today, Set.of(Verdict.PLAYING, Verdict.HEARD)).forEach(kept -> playing.put(kept.device(), kept));
        store.countsByDevice(today)
                .forEach(count -> counts.computeIfAbsent(count.device(), id -> new EnumMap<>(Verdict.class))
                        .put(count.verdict(), count.count()));
        store.unplanned(today, today).forEach(kept -> unplanned.merge(kept.device(), 1, Integer::sum));
    }

    ClusterView of(ClusterPlace place) {
        String device = place.device();
        Cluster cluster = desk.clusters().cluster(device);
        Cluster.Equipment equipment = cluster.equipment();
        ClusterStatus status = desk.clusters().status(device);
        Presence seen = presence.of(DeviceId.of(device));
        boolean online = seen.state() == Presence.State.ONLINE;
        boolean latched = status.latched().orElse(false);
        return new ClusterView(
                device,
                place.name(),
                place.site(),
                place.area(),
                place.areaName(),
                LoudspeakerViews.text(cluster.village()),
                cluster.population() == 0 ? null : cluster.population(),
                place.lat(),
                place.lon(),
                online,
                seen.lastSeen().orElse(null),
                status.state()
                        .map(state -> state.name().toLowerCase(java.util.Locale.ROOT))
                        .orElse(null),
                LoudspeakerViews.number(status.volume()),
                latched || status.isMuted(),
                latched,
                playing(device),
                desk.proof().lastHeard(device).orElse(null),
                next(device),
                health(device, status, online),
                LoudspeakerViews.number(status.temperature()),
                LoudspeakerViews.number(status.impedance()),
                LoudspeakerViews.number(cluster.baseline()),
                LoudspeakerViews.number(cluster.agreed().volume()),
                cluster.agreed().certificate().orElse(null),
                status.certificate().orElse(null),
                LoudspeakerViews.number(status.rsrp()),
                LoudspeakerViews.text(equipment.vendor()),
                place.model().orElse(LoudspeakerViews.text(equipment.model())),
                place.firmware().orElse(LoudspeakerViews.text(equipment.firmware())),
                equipment.amplifierWatts() == 0 ? null : equipment.amplifierWatts(),
                equipment.horns() == 0 ? null : equipment.horns(),
                equipment.installedOn().orElse(null),
                LoudspeakerViews.text(cluster.sim()),
                cluster.revision(),
                today(device));
    }

    private @Nullable PlayingView playing(String device) {
        return Optional.ofNullable(playing.get(device))
                .flatMap(kept -> Optional.ofNullable(slots.get(kept.said().slot()))
                        .map(slot -> new PlayingView(
                                slot.id(),
                                String.valueOf(slot.bulletin()),
                                slot.title(),
                                kept.said().start().orElse(slot.starts()))))
                .orElse(null);
    }

    private @Nullable NextView next(String device) {
        Proof proof = desk.proof();
        return java.util.stream.Stream.concat(
                        proof.slots(device, today).stream(), proof.slots(device, today.plusDays(1)).stream())
                .filter(slot -> slot.starts().isAfter(now) && slot.cancelledAt().isEmpty())
                .findFirst()
                .map(DueSlot::id)
                .flatMap(id -> Optional.ofNullable(slots.get(id)))
                .map(slot -> new NextView(slot.id(), String.valueOf(slot.bulletin()), slot.title(), slot.starts()))
                .orElse(null);
    }

    private List<AilmentView> health(String device, ClusterStatus status, boolean online) {
        List<AilmentView> found = new ArrayList<>();
        Set<Flag> flags = desk.proof().flags(device);
        add(found, flags.contains(Flag.SPEAKER_UNPLANNED), "unplanned", 1);
        add(found, flags.contains(Flag.SPEAKER_HASH), "hash", 1);
        add(found, flags.contains(Flag.SPEAKER_CERTIFICATE), "certificate", 1);
        add(found, status.tampered().orElse(false), "tamper", 2);
        add(found, reaches(status.temperature(), BURNING), "temperature", 2);
        add(found, status.state().filter(state -> state == State.FAULT).isPresent(), "fault", 3);
        add(found, flags.contains(Flag.SPEAKER_DRIFT), "drift", 3);
        add(found, reaches(status.temperature(), HOT) && !reaches(status.temperature(), BURNING), "temperature", 3);
        add(found, !online, "offline", 3);
        add(found, flags.contains(Flag.SPEAKER_MISSED), "missed", 3);
        add(found, below(status.mains(), NO_MAINS), "mains", 3);
        add(found, below(status.rsrp(), WEAK), "signal", 3);
        add(found, flags.contains(Flag.SPEAKER_VOLUME), "volume", 3);
        add(found, reaches(status.underruns(), STUTTERS + 1), "underruns", 3);
        boolean failed = desk.clusters()
                .newestSelfTest(device)
                .filter(test -> !test.ok())
                .isPresent();
        add(found, failed, "selftest", 3);
        return found;
    }

    private static void add(List<AilmentView> found, boolean holds, String key, int severity) {
        if (holds) {
            found.add(new AilmentView(key, severity));
        }
    }

    private static boolean reaches(OptionalDouble value, double limit) {
        return value.isPresent() && value.getAsDouble() >= limit;
    }

    private static boolean below(OptionalDouble value, double limit) {
        return value.isPresent() && value.getAsDouble() < limit;
    }

    private TodayView today(String device) {
        Map<Verdict, Integer> said = counts.getOrDefault(device, Map.of());
        long planned = desk.proof().slots(device, today).stream()
                .filter(slot -> slot.cancelledAt().isEmpty())
                .count();
        return new TodayView(
                planned,
                said.getOrDefault(Verdict.VERIFIED, 0),
                said.getOrDefault(Verdict.PARTIAL, 0),
                said.getOrDefault(Verdict.MISSED, 0),
                unplanned.getOrDefault(device, 0));
    }

    /** What the newest self-test of a cluster found. */
    static List<LoudspeakerViews.SelfTestView> selfTests(List<SelfTest> tests) {
        return tests.stream().map(LoudspeakerViews::selfTest).toList();
    }

    record ClusterView(
            String device,
            String name,
            String site,
            String area,
            String areaName,
            @Nullable String village,
            @Nullable Integer population,
            double lat,
            double lon,
            boolean online,
            @Nullable Instant lastSeen,
            @Nullable String state,
            @Nullable Double volume,
            boolean muted,
            boolean latched,
            @Nullable PlayingView playing,
            @Nullable Instant lastHeard,
            @Nullable NextView nextDue,
            List<AilmentView> health,
            @Nullable Double temperature,
            @Nullable Double impedance,
            @Nullable Double baseline,
            @Nullable Double volumeWanted,
            @Nullable String certificate,
            @Nullable String certificateTold,
            @Nullable Double rsrp,
            @Nullable String vendor,
            @Nullable String model,
            @Nullable String firmware,
            @Nullable Double amplifierWatts,
            @Nullable Integer horns,
            @Nullable LocalDate installedOn,
            @Nullable String sim,
            int revision,
            TodayView today) {}

    record PlayingView(String slot, String bulletin, String title, Instant since) {}

    record NextView(String slot, String bulletin, String title, Instant at) {}

    record AilmentView(String key, int severity) {}

    record TodayView(long planned, int verified, int partial, int missed, int unplanned) {}
}
