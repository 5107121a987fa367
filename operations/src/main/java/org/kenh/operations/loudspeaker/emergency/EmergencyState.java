package org.kenh.operations.loudspeaker.emergency;

import java.util.Locale;

/**
 * How far an emergency bulletin has come.
 *
 * <pre>
 *          another person           commands are queued       heard everywhere, or a person
 *   DRAFT ───────────────▶ APPROVED ──────────────────▶ SENT ───────────────────────────────▶ CLOSED
 *     │                       │                           │
 *     └───────────────────────┴── a person calls it off ──┴──▶ CANCELLED
 * </pre>
 */
public enum EmergencyState {
    DRAFT,
    APPROVED,
    SENT,
    CLOSED,
    CANCELLED;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static EmergencyState fromWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean isOver() {
        return this == CLOSED || this == CANCELLED;
    }
}
