package org.kenh.operations.alarmdesk.handover;

import java.time.Instant;
import java.util.Optional;

/**
 * A shift that was handed over. Only the acceptance is ever added.
 *
 * @param area empty: everything
 * @param by who handed it over
 * @param taker who is to take it over
 * @param content {@link HandoverContent} as JSON, as it was at {@code createdAt}
 */
public record Handover(
        long id,
        Optional<String> area,
        Instant from,
        Instant to,
        String notes,
        String by,
        String taker,
        Instant createdAt,
        Optional<Instant> acceptedAt,
        String content) {}
