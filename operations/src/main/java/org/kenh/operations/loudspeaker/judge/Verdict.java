package org.kenh.operations.loudspeaker.judge;

import java.util.Locale;
import java.util.Optional;

/**
 * How a slot went at a cluster.
 *
 * <pre>
 *   DUE ──▶ PLAYING ──▶ HEARD ──▶ AWAITING ──▶ VERIFIED | PARTIAL | MISSED | EXCUSED
 *    │                                          ▲
 *    └──────── nobody told of it ───────────────┘
 * </pre>
 *
 * Evidence that comes late leads from MISSED and PARTIAL to another one.
 */
public enum Verdict {
    DUE,
    PLAYING,
    /** Plays, and was measured to sound. */
    HEARD,
    /** It has ended; what is missing may still come. */
    AWAITING,
    VERIFIED,
    PARTIAL,
    MISSED,
    /** Cancelled, or an emergency took its place: neither heard nor a failure. */
    EXCUSED;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Verdict> fromWord(String word) {
        for (Verdict verdict : values()) {
            if (verdict.word().equals(word)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** Whether it says how the slot has ended, if only for now. */
    public boolean isDecided() {
        return compareTo(AWAITING) > 0;
    }
}
