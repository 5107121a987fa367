package org.kenh.ingest.alarm;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One row of the journal.
 *
 * @param at when it happened, by the time of the readings; never before the transition that came before
 * @param recordedAt the present when it was found out
 * @param occurrence the one this is about; empty when there is none
 * @param ended the occurrence that is not live any more from here on; with an activation the one before
 * @param level of severity after this, 0 when clear
 * @param priority of the level, after a return of the level it returned from
 * @param value what was measured (a difference or count where the condition is about that); NaN if there is none
 * @param limit what it was held against; NaN if there is none
 * @param who the person, or {@code system}
 * @param reason what the person wrote, or why the system did it; may be empty
 * @param historical found in late readings: it never was a present alarm and changes no state
 */
public record Transition(
        AlarmKey alarm,
        int ruleVersion,
        Event event,
        Letter from,
        Letter to,
        Instant at,
        Instant recordedAt,
        Optional<UUID> occurrence,
        Optional<UUID> ended,
        int level,
        Priority priority,
        double value,
        double limit,
        String who,
        String reason,
        boolean historical) {
    /** Whether an operator is to be told, by sound and message. */
    public boolean annunciates() {
        if (historical || to != Letter.B) {
            return false;
        }
        return from != Letter.B || event == Event.SEVERITY_RAISED;
    }
}
