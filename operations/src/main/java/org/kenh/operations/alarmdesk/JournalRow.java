package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Letter;

/**
 * A row of the journal; see {@link org.kenh.ingest.alarm.Transition}.
 *
 * @param id rises in the order of the commits
 * @param event the name of an {@link org.kenh.ingest.alarm.Event} in lower case with hyphens, or {@code comment},
 *     {@code assign}, {@code removed}
 * @param area at the time of the row
 * @param name in Vietnamese, at the time of the row
 * @param reason what was written; for suppression by a group its id
 */
public record JournalRow(
        long id,
        long alarm,
        String rule,
        int ruleVersion,
        String subject,
        String name,
        @Nullable String site,
        String area,
        Instant at,
        Instant recordedAt,
        String event,
        Letter from,
        Letter to,
        @Nullable UUID occurrence,
        int level,
        int priority,
        @Nullable Double value,
        @Nullable Double limit,
        String who,
        String reason,
        boolean historical,
        boolean annunciated) {}
