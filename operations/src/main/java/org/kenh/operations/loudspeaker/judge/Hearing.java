package org.kenh.operations.loudspeaker.judge;

import java.util.Optional;

/** What the cluster itself made of the sound of a play, from the whole of it. */
public enum Hearing {
    MATCHING,
    WRONG,
    SILENT,
    /** Too loud for the microphone to tell what it was. */
    CLIPPED,
    /** Too short, too noisy, or nothing to compare with. */
    UNSURE;

    public static Optional<Hearing> fromWord(String word) {
        for (Hearing hearing : values()) {
            if (hearing.name().equals(word)) {
                return Optional.of(hearing);
            }
        }
        return Optional.empty();
    }

    /** Whether a score of likeness that comes with it tells something. */
    boolean isOfLikeness() {
        return this == MATCHING || this == WRONG;
    }
}
