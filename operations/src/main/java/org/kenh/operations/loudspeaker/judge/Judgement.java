package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the judge says of a cluster.
 *
 * @param verdicts one for each slot, in the order of their starts
 * @param unplanned by their starts
 * @param next when it may say something else although no new evidence comes; empty: never
 */
public record Judgement(List<SlotVerdict> verdicts, List<Unplanned> unplanned, Optional<Instant> next) {
    public Judgement {
        verdicts = List.copyOf(verdicts);
        unplanned = List.copyOf(unplanned);
    }
}
