package org.kenh.edge.journal;

import java.util.Locale;

/** What is kept in files of its own, because it is sent or dropped in another order. */
enum Strand {
    /** Answers to commands. */
    ANSWERS,
    /** Alarms and events: kept longest. */
    URGENT,
    /** All other readings. */
    READINGS;

    /** The beginning of the names of its files. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
