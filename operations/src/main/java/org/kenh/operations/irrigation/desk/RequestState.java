package org.kenh.operations.irrigation.desk;

import java.util.Locale;

/**
 * How far a request for water has come.
 *
 * <pre>
 *            staff            in a published plan          the turn is done
 *   ASKED ──────────▶ APPROVED ───────────────▶ PLANNED ───────────────▶ SERVED
 *     │ │                ▲ a newer plan leaves it out │
 *     │ └─▶ REFUSED      └────────────────────────────┘
 *     └───▶ WITHDRAWN (also from APPROVED, by who asked), LAPSED (any open one, when its time is over)
 * </pre>
 */
public enum RequestState {
    ASKED,
    APPROVED,
    REFUSED,
    WITHDRAWN,
    LAPSED,
    PLANNED,
    SERVED;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RequestState fromWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
