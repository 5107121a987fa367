package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One planned sounding, as it concerns one cluster.
 *
 * @param length of the whole, with repetitions
 * @param sha256 of the audio, lower-case hexadecimal; empty: not known
 * @param cancelledAt since when it is not wanted any more
 */
public record DueSlot(
        String id,
        String bulletin,
        BulletinClass kind,
        Instant starts,
        Duration length,
        Optional<String> sha256,
        Optional<Instant> cancelledAt) {
    public DueSlot {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("slot " + id + " must last some time, but lasts " + length);
        }
    }

    public Instant ends() {
        return starts.plus(length);
    }

    boolean isEmergency() {
        return kind == BulletinClass.EMERGENCY;
    }
}
