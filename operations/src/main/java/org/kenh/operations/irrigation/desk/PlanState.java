package org.kenh.operations.irrigation.desk;

import java.util.Locale;

/**
 * How far a plan has come.
 *
 * <pre>
 *             solved           accepted           published by          a newer one
 *                              by one             another person        is published
 *   SOLVING ─────────▶ DRAFT ─────────▶ ACCEPTED ───────────▶ PUBLISHED ─────────▶ SUPERSEDED
 *      │ │               │                 │
 *      │ └───────────────┴─────────────────┴──▶ DISCARDED
 *      ▼ error, restart
 *   FAILED
 * </pre>
 *
 * At most one is being solved and at most one is published.
 */
public enum PlanState {
    SOLVING,
    DRAFT,
    ACCEPTED,
    PUBLISHED,
    SUPERSEDED,
    DISCARDED,
    FAILED;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static PlanState fromWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
