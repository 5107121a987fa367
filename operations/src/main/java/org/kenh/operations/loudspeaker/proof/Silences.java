package org.kenh.operations.loudspeaker.proof;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.ingest.presence.Presence;
import org.kenh.operations.loudspeaker.judge.Silence;

/** When clusters could not be heard, their last times. Safe for any thread; never blocks. */
final class Silences {
    /** What was before so many has long been told. */
    private static final int MOST = 16;

    private final Map<String, Deque<Silence>> lost = new ConcurrentHashMap<>();

    /** Remembers when it was lost and when it came back. */
    void take(Presence presence) {
        lost.computeIfPresent(presence.device().value(), (device, known) -> with(known, presence));
        if (presence.state() != Presence.State.ONLINE) {
            lost.computeIfAbsent(presence.device().value(), device -> with(new ArrayDeque<>(), presence));
        }
    }

    /** Never changes what another thread reads. */
    private static Deque<Silence> with(Deque<Silence> known, Presence presence) {
        Deque<Silence> silences = new ArrayDeque<>(known);
        boolean open = !silences.isEmpty() && silences.getLast().to().isEmpty();
        if (presence.state() != Presence.State.ONLINE) {
            if (!open) {
                silences.addLast(new Silence(lastWord(presence), Optional.empty()));
            }
        } else if (open) {
            silences.addLast(between(silences.removeLast().from(), presence.since()));
        }
        if (silences.size() > MOST) {
            silences.removeFirst();
        }
        return silences;
    }

    /** The last ones; what began before this server did is not known and counts from the start of time. */
    Set<Silence> of(Presence presence) {
        Deque<Silence> known = lost.getOrDefault(presence.device().value(), new ArrayDeque<>());
        Set<Silence> silences = new HashSet<>(with(known, presence));
        boolean back =
                silences.stream().flatMap(silence -> silence.to().stream()).anyMatch(to -> to.equals(presence.since()));
        if (presence.state() == Presence.State.ONLINE && !back) {
            silences.add(between(Instant.EPOCH, presence.since()));
        }
        return silences;
    }

    private static Silence between(Instant from, Instant to) {
        return new Silence(from.isBefore(to) ? from : to, Optional.of(to));
    }

    private static Instant lastWord(Presence presence) {
        return presence.lastSeen().orElse(Instant.EPOCH);
    }
}
