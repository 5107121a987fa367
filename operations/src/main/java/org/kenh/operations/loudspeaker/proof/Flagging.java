package org.kenh.operations.loudspeaker.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.SlotVerdict;
import org.kenh.operations.loudspeaker.judge.Unplanned.Why;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.telemetry.DeviceId;

/** Says of each cluster how it goes, for the alarm desk. Never blocks; for one thread but {@link #raised} and {@link #health}. */
final class Flagging {
    /** So long after it was known it is said; the alarm itself stays until somebody resets it. */
    private static final Duration SAID = Duration.ofMinutes(10);

    /** What has not ended is said for as long as this. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final DeviceFlags flags;
    private final Clusters clusters;
    private final Map<String, Set<Flag>> raised = new ConcurrentHashMap<>();
    /** Of today and yesterday, and of other days as long as something is to be said of them. */
    private final Map<String, NavigableMap<LocalDate, Standing>> standing = new ConcurrentHashMap<>();

    Flagging(DeviceFlags flags, Clusters clusters) {
        this.flags = flags;
        this.clusters = clusters;
    }

    /** What is said of it now. */
    Set<Flag> raised(String device) {
        return raised.getOrDefault(device, Set.of());
    }

    /**
     * By how a day of it stands now, verdicts in the order of their slots; what was said of other days counts as well. When it must
     * be said anew although nothing happens; empty: never.
     */
    Optional<Instant> say(DeviceDay day, List<SlotVerdict> verdicts, List<KeptUnplanned> unplanned, Instant now) {
        String device = day.device();
        NavigableMap<LocalDate, Standing> known = standing.computeIfAbsent(device, id -> new TreeMap<>());
        known.put(day.day(), new Standing(lastMissed(verdicts), fresh(unplanned, now)));
        LocalDate yesterday = LocalDay.of(now).minusDays(1);
        known.entrySet()
                .removeIf(entry -> entry.getKey().isBefore(yesterday)
                        && fresh(entry.getValue().unplanned(), now).isEmpty());
        List<KeptUnplanned> fresh = known.values().stream()
                .flatMap(one -> fresh(one.unplanned(), now).stream())
                .toList();
        if (unknown(device, now).isEmpty()) {
            // Before both days are known it might be taken back by mistake.
            set(device, Flag.SPEAKER_MISSED, lastOf(known));
        }
        Predicate<KeptUnplanned> wrong = kept -> kept.said().why() == Why.WRONG_AUDIO;
        Predicate<KeptUnplanned> foreign =
                wrong.negate().and(kept -> kept.said().why().isForeign());
        set(device, Flag.SPEAKER_UNPLANNED, fresh.stream().anyMatch(foreign));
        set(device, Flag.SPEAKER_HASH, fresh.stream().anyMatch(wrong));
        health(device);
        return fresh.stream().map(kept -> until(kept, now)).min(Comparator.naturalOrder());
    }

    /** Days that count for what is said of it and that have had no look yet. */
    List<DeviceDay> unknown(String device, Instant now) {
        LocalDate today = LocalDay.of(now);
        Set<LocalDate> known =
                standing.getOrDefault(device, Collections.emptyNavigableMap()).keySet();
        return Stream.of(today.minusDays(1), today)
                .filter(day -> !known.contains(day))
                .map(day -> new DeviceDay(device, day))
                .toList();
    }

    /** It has told of its line, volume or certificate. From any thread. */
    void health(String device) {
        set(device, Flag.SPEAKER_DRIFT, clusters.hasDrifted(device));
        set(device, Flag.SPEAKER_CERTIFICATE, clusters.hasStrangeCertificate(device));
        clusters.hasOtherVolume(device).ifPresent(other -> set(device, Flag.SPEAKER_VOLUME, other));
    }

    private void set(String device, Flag flag, boolean on) {
        flags.set(DeviceId.of(device), flag, on);
        raised.compute(device, (id, before) -> {
            Set<Flag> said = EnumSet.noneOf(Flag.class);
            said.addAll(before == null ? Set.of() : before);
            boolean changed = on ? said.add(flag) : said.remove(flag);
            return changed || before == null ? Set.copyOf(said) : before;
        });
    }

    private static List<KeptUnplanned> fresh(List<KeptUnplanned> unplanned, Instant now) {
        return unplanned.stream().filter(kept -> now.isBefore(until(kept, now))).toList();
    }

    private static Instant until(KeptUnplanned kept, Instant now) {
        boolean goesOn =
                kept.said().end().isEmpty() && now.isBefore(kept.said().start().plus(LONGEST));
        Instant known = kept.judgedAt().plus(SAID);
        return goesOn && known.isBefore(now.plus(SAID)) ? now.plus(SAID) : known;
    }

    /** Of the newest day on which anything is decided. */
    private static boolean lastOf(NavigableMap<LocalDate, Standing> known) {
        return known.descendingMap().values().stream()
                .flatMap(one -> one.missed().stream())
                .findFirst()
                .orElse(false);
    }

    /** A lost link has an alarm of its own, and what is excused is nobody's fault. Empty: nothing is decided. */
    private static Optional<Boolean> lastMissed(List<SlotVerdict> verdicts) {
        return verdicts.reversed().stream()
                .filter(said -> said.verdict().isDecided() && said.verdict() != Verdict.EXCUSED)
                .filter(said -> !said.cause().equals(Optional.of(Cause.NO_LINK)))
                .findFirst()
                .map(said -> said.verdict() == Verdict.MISSED);
    }

    /**
     * How a day of a cluster stands.
     *
     * @param missed whether the last slot that is decided was missed
     */
    private record Standing(Optional<Boolean> missed, List<KeptUnplanned> unplanned) {}
}
