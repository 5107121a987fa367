package org.kenh.operations.loudspeaker.proof;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.ingest.presence.Presence;
import org.kenh.operations.loudspeaker.judge.Silence;

/** When clusters could not be heard, as far as it matters: their last silence. Safe for any thread; never blocks. */
final class Silences {
    private final Map<String, Instant> lost = new ConcurrentHashMap<>();

    /** Remembers when it was last heard. */
    void take(Presence presence) {
        if (presence.state() != Presence.State.ONLINE) {
            lost.put(presence.device().value(), lastWord(presence));
        }
    }

    /** The last one; what began before this server did is not known and counts from the start of time. */
    Set<Silence> of(Presence presence) {
        if (presence.state() != Presence.State.ONLINE) {
            return Set.of(new Silence(lastWord(presence), Optional.empty()));
        }
        Instant from = lost.getOrDefault(presence.device().value(), Instant.EPOCH);
        Instant to = presence.since();
        return Set.of(new Silence(from.isBefore(to) ? from : to, Optional.of(to)));
    }

    private static Instant lastWord(Presence presence) {
        return presence.lastSeen().orElse(Instant.EPOCH);
    }
}
