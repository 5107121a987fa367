package org.kenh.operations.loudspeaker.emergency;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.emergency.Emergency.Round;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.operations.loudspeaker.proof.VerdictStore;

/** What became of an emergency bulletin at each cluster: of all its rounds the one that was heard best. */
public final class Coverage {
    /** The better one comes later. */
    private static final List<Verdict> ORDER = List.of(
            Verdict.EXCUSED,
            Verdict.MISSED,
            Verdict.DUE,
            Verdict.AWAITING,
            Verdict.PARTIAL,
            Verdict.PLAYING,
            Verdict.HEARD,
            Verdict.VERIFIED);

    private final Emergency emergency;
    private final Map<String, KeptVerdict> best = new HashMap<>();
    private final Map<String, KeptVerdict> newest = new HashMap<>();

    private Coverage(Emergency emergency) {
        this.emergency = emergency;
    }

    /** Blocks on the database. */
    static Coverage of(Emergency emergency, VerdictStore verdicts) {
        Coverage coverage = new Coverage(emergency);
        for (Round round : emergency.rounds()) {
            verdicts.ofSlot(LocalDay.of(round.at()), round.slot()).forEach(kept -> {
                coverage.best.merge(kept.device(), kept, Coverage::better);
                coverage.newest.put(kept.device(), kept);
            });
        }
        return coverage;
    }

    private static KeptVerdict better(KeptVerdict one, KeptVerdict other) {
        return ORDER.indexOf(other.said().verdict()) >= ORDER.indexOf(one.said().verdict()) ? other : one;
    }

    /** Empty: nothing is known of it yet. */
    public Optional<KeptVerdict> of(String device) {
        return Optional.ofNullable(best.get(device));
    }

    public Verdict verdict(String device) {
        return of(device).map(kept -> kept.said().verdict()).orElse(Verdict.DUE);
    }

    /** The round that the verdict of the cluster is about, else the last one that it was in. */
    public Round round(String device) {
        Optional<String> slot = of(device).map(kept -> kept.said().slot());
        return emergency.rounds().reversed().stream()
                .filter(round -> slot.map(round.slot()::equals)
                        .orElseGet(() -> Collections.binarySearch(round.targets(), device) >= 0))
                .findFirst()
                .orElse(emergency.rounds().getFirst());
    }

    /** Whether the people there have heard it to its end. A minute late is late by the rules of proof, but nobody need hear it again. */
    public boolean isHeard(String device) {
        return verdict(device) == Verdict.VERIFIED
                || of(device)
                        .flatMap(kept -> kept.said().cause())
                        .filter(cause -> cause == Cause.LATE)
                        .isPresent();
    }

    /** Clusters that are not proven to have been heard. */
    public List<String> open() {
        return emergency.targets().stream().filter(device -> !isHeard(device)).toList();
    }

    /** Whether it sounds there, as far as is known. */
    boolean isSounding(String device) {
        return verdict(device) == Verdict.PLAYING || verdict(device) == Verdict.HEARD;
    }

    /** Whether nothing more can come of the round by itself. */
    boolean isSettled(Round round) {
        return round.targets().stream()
                .map(newest::get)
                .allMatch(kept -> kept != null
                        && kept.said().slot().equals(round.slot())
                        && kept.said().verdict().isDecided()
                        && kept.said().settled());
    }
}
