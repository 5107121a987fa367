package org.kenh.operations.loudspeaker.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.SlotVerdict;
import org.kenh.operations.loudspeaker.judge.Unplanned;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.proof.KeptVerdict.Correction;

/** Compares what is said of a cluster's day with what was said before. */
final class Records {
    final List<KeptVerdict> changed = new ArrayList<>();
    final List<String> dueAgain = new ArrayList<>();
    final List<KeptUnplanned> unplanned = new ArrayList<>();

    private final List<KeptUnplanned> standing = new ArrayList<>();
    private final DeviceDay day;
    private final List<KeptVerdict> verdictsBefore;
    private final List<KeptUnplanned> unplannedBefore;
    private final Instant now;

    /** With what was kept of the day. */
    Records(DeviceDay day, List<KeptVerdict> verdicts, List<KeptUnplanned> unplanned, Instant now) {
        this.day = day;
        this.verdictsBefore = verdicts;
        this.unplannedBefore = unplanned;
        this.now = now;
    }

    DeviceDay day() {
        return day;
    }

    Instant now() {
        return now;
    }

    /** The verdicts must all be of slots of the day. */
    void verdicts(List<SlotVerdict> said) {
        Map<String, KeptVerdict> known = new HashMap<>();
        verdictsBefore.forEach(kept -> known.put(kept.said().slot(), kept));
        for (SlotVerdict verdict : said) {
            Optional<KeptVerdict> kept = Optional.ofNullable(known.get(verdict.slot()));
            if (verdict.verdict() == Verdict.DUE) {
                kept.ifPresent(old -> dueAgain.add(verdict.slot()));
            } else if (kept.isEmpty() || differs(kept.get().said(), verdict)) {
                changed.add(new KeptVerdict(
                        day.day(), day.device(), verdict, kept.flatMap(old -> correction(old, verdict)), now));
            }
        }
    }

    /** That a cluster may tell later is no news of what is settled: it had its time to tell. */
    private static boolean differs(SlotVerdict before, SlotVerdict said) {
        boolean doubt = before.settled() && !said.settled() && said.cause().equals(Optional.of(Cause.NO_LINK));
        return !doubt && !before.equals(said);
    }

    private Optional<Correction> correction(KeptVerdict before, SlotVerdict said) {
        Verdict old = before.said().verdict();
        Optional<Correction> earlier = before.correction();
        if (old == said.verdict()) {
            return earlier;
        }
        Verdict was = earlier.map(Correction::was).orElse(old);
        if (!was.isDecided() || was == said.verdict()) {
            return Optional.empty();
        }
        KeptVerdict.Why why = earlier.map(Correction::why).orElseGet(() -> why(before.said(), said));
        return Optional.of(new Correction(was, now, why));
    }

    private static KeptVerdict.Why why(SlotVerdict before, SlotVerdict said) {
        if (before.cause().equals(Optional.of(Cause.NO_LINK))) {
            return KeptVerdict.Why.AFTER_LINK_LOSS;
        }
        boolean planned = said.cause().equals(Optional.of(Cause.CANCELLED));
        return planned ? KeptVerdict.Why.PLAN_CHANGED : KeptVerdict.Why.LATE_EVIDENCE;
    }

    /** All of them must begin on the day. */
    void unplanned(List<Unplanned> said, Muting muting) {
        LocalDate on = day.day();
        Map<String, KeptUnplanned> known = new LinkedHashMap<>();
        unplannedBefore.forEach(kept -> known.put(kept.said().evidence(), kept));
        for (Unplanned found : said) {
            Optional<KeptUnplanned> kept = Optional.ofNullable(known.remove(found.evidence()));
            Instant judgedAt = kept.map(KeptUnplanned::judgedAt).orElse(now);
            Instant changedAt = kept.filter(
                            old -> !old.explained() && old.said().equals(found))
                    .map(KeptUnplanned::changedAt)
                    .orElse(now);
            Optional<String> command = kept.flatMap(KeptUnplanned::command);
            KeptUnplanned anew = muting.silence(
                    new KeptUnplanned(day.device(), on, found, judgedAt, changedAt, false, command), now);
            standing.add(anew);
            if (!kept.equals(Optional.of(anew))) {
                unplanned.add(anew);
            }
        }
        known.values().stream()
                .filter(kept -> !kept.explained())
                .map(kept -> new KeptUnplanned(kept.device(), on, kept.said(), now, now, true, kept.command()))
                .forEach(unplanned::add);
    }

    /** What was unplanned and stands, by now. */
    List<KeptUnplanned> standing() {
        return standing;
    }
}
