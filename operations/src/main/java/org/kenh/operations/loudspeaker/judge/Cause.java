package org.kenh.operations.loudspeaker.judge;

import java.util.Locale;
import java.util.Optional;

/** Why a slot was not verified. */
public enum Cause {
    /** It began 30 to 120 s beside its time. */
    LATE,
    /** Less than 95 % was played. */
    SHORT,
    /** Played, but nothing proves that it could be heard, or that it was the right audio. */
    NO_EVIDENCE,
    /** It did not begin within 120 s. */
    NO_START,
    /** Less than half was played. */
    TOO_SHORT,
    /** Measured: neither the level nor the current rose. */
    SILENT,
    WRONG_AUDIO,
    MUTED,
    FAULT,
    /** No word from the cluster since; it may tell later. */
    NO_LINK,
    /** An emergency took its place. */
    PREEMPTED,
    CANCELLED;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Cause> fromWord(String word) {
        for (Cause cause : values()) {
            if (cause.word().equals(word)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
