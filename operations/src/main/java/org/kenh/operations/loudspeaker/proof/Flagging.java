package org.kenh.operations.loudspeaker.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.SlotVerdict;
import org.kenh.operations.loudspeaker.judge.Unplanned.Why;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.telemetry.DeviceId;

/** Says of each cluster how it goes, for the alarm desk. Safe for any thread; never blocks. */
final class Flagging {
    /** So long after it was known it is said; the alarm itself stays until somebody resets it. */
    private static final Duration SAID = Duration.ofMinutes(10);

    /** What has not ended is said for as long as this. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final DeviceFlags flags;
    private final Clusters clusters;
    private final Map<String, Set<Flag>> raised = new ConcurrentHashMap<>();

    Flagging(DeviceFlags flags, Clusters clusters) {
        this.flags = flags;
        this.clusters = clusters;
    }

    /** What is said of it now. */
    Set<Flag> raised(String device) {
        return raised.getOrDefault(device, Set.of());
    }

    /** By what stands of today, verdicts in the order of their slots. When it must be said anew although nothing happens; empty: never. */
    Optional<Instant> say(String device, List<SlotVerdict> verdicts, List<KeptUnplanned> unplanned, Instant now) {
        DeviceId id = DeviceId.of(device);
        Predicate<KeptUnplanned> wrong = kept -> kept.said().why() == Why.WRONG_AUDIO;
        List<KeptUnplanned> fresh = unplanned.stream()
                .filter(kept -> now.isBefore(until(kept, now)))
                .toList();
        Map<Flag, Boolean> said = new EnumMap<>(Flag.class);
        said.put(Flag.SPEAKER_MISSED, lastWasMissed(verdicts));
        said.put(
                Flag.SPEAKER_UNPLANNED,
                fresh.stream()
                        .anyMatch(wrong.negate().and(kept -> kept.said().why().isForeign())));
        said.put(Flag.SPEAKER_HASH, fresh.stream().anyMatch(wrong));
        said.put(Flag.SPEAKER_DRIFT, clusters.hasDrifted(device));
        said.forEach((flag, on) -> flags.set(id, flag, on));
        said.values().removeIf(on -> !on);
        raised.put(device, Set.copyOf(said.keySet()));
        return fresh.stream().map(kept -> until(kept, now)).min(Comparator.naturalOrder());
    }

    private static Instant until(KeptUnplanned kept, Instant now) {
        boolean goesOn =
                kept.said().end().isEmpty() && now.isBefore(kept.said().start().plus(LONGEST));
        Instant known = kept.judgedAt().plus(SAID);
        return goesOn && known.isBefore(now.plus(SAID)) ? now.plus(SAID) : known;
    }

    /** A lost link has an alarm of its own, and what is excused is nobody's fault. */
    private static boolean lastWasMissed(List<SlotVerdict> verdicts) {
        return verdicts.reversed().stream()
                .filter(said -> said.verdict().isDecided() && said.verdict() != Verdict.EXCUSED)
                .filter(said -> !said.cause().equals(Optional.of(Cause.NO_LINK)))
                .findFirst()
                .filter(said -> said.verdict() == Verdict.MISSED)
                .isPresent();
    }
}
