package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.Optional;

/**
 * How a slot went at one cluster, with the evidence.
 *
 * @param cause empty when there is nothing to explain
 * @param start when it began; empty: it did not
 * @param played seconds
 * @param hashOk empty: nothing to compare
 * @param settled nothing is waited for any more; what comes all the same still corrects it
 */
public record SlotVerdict(
        String slot,
        Verdict verdict,
        Optional<Cause> cause,
        Optional<Instant> start,
        double played,
        Measured measured,
        Optional<Boolean> hashOk,
        boolean settled) {}
