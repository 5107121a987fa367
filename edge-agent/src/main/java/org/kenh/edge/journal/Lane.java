package org.kenh.edge.journal;

/** How urgent something is; earlier lanes are emptied first, later ones are dropped first. */
public enum Lane {
    /** Answers to commands. */
    CONTROL,
    /** Alarms and events that a person should hear of at once. */
    URGENT,
    /** What was just measured. */
    LIVE,
    /** What was measured earlier. */
    BACKLOG
}
