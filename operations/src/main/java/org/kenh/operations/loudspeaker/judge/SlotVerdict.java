package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.Optional;

/**
 * How a slot went at one cluster, with the evidence.
 *
 * @param cause empty when there is nothing to explain
 * @param start when it began; empty: it did not
 * @param end when its last piece ended; empty: it goes on, or nobody told
 * @param played seconds
 * @param settled nothing is waited for any more; what comes all the same still corrects it
 */
public record SlotVerdict(
        String slot,
        Verdict verdict,
        Optional<Cause> cause,
        Optional<Instant> start,
        Optional<Instant> end,
        double played,
        Measured measured,
        Audio audio,
        boolean settled) {}
