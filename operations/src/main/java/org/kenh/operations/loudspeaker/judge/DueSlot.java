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
 * @param estimated its length is a guess, as of a text that is read out
 * @param planned when it would sound if nothing had been put before it; not after its start
 */
public record DueSlot(
        String id,
        String bulletin,
        BulletinClass kind,
        Instant starts,
        Duration length,
        Optional<String> sha256,
        Optional<Instant> cancelledAt,
        boolean estimated,
        Instant planned) {
    public DueSlot {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("slot " + id + " must last some time, but lasts " + length);
        }
    }

    /** One that sounds when its schedule says. */
    public DueSlot(
            String id,
            String bulletin,
            BulletinClass kind,
            Instant starts,
            Duration length,
            Optional<String> sha256,
            Optional<Instant> cancelledAt,
            boolean estimated) {
        this(id, bulletin, kind, starts, length, sha256, cancelledAt, estimated, starts);
    }

    public Instant ends() {
        return starts.plus(length);
    }

    /** The longest that it may last: what is read out slowly takes up to half as long again as was guessed. */
    Duration longest() {
        return estimated ? length.plus(length.dividedBy(2)) : length;
    }

    /** Of what was wanted until it was called off. */
    Duration wanted() {
        return cancelledAt
                .map(at -> Duration.between(starts, at))
                .filter(until -> until.compareTo(length) < 0)
                .orElse(length);
    }

    boolean isEmergency() {
        return kind == BulletinClass.EMERGENCY;
    }
}
