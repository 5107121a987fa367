package org.kenh.edge.sound;

import java.util.Optional;

/**
 * What was heard of a play so far.
 *
 * @param level while it played, dB(A)
 * @param rise of the level over the one before, dB; empty when that one is not known
 * @param score 0 to 1, of which 0.5 and more means that it is what should sound; empty without anything to compare with
 * @param clipped share of clipped frames, 0 to 1
 * @param liveliness as {@link Liveliness} has it
 */
record Evidence(
        Hearing hearing,
        double level,
        Optional<Double> rise,
        Optional<Double> score,
        double clipped,
        double liveliness) {
    static final double MATCHES = 0.5;

    /** The score where it tells something: neither in silence nor when nobody can tell. */
    Optional<Double> match() {
        return switch (hearing) {
            case MATCHING, WRONG -> score;
            case CLIPPED -> score.filter(value -> value >= MATCHES);
            case SILENT, UNSURE -> Optional.empty();
        };
    }
}
