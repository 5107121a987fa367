package org.kenh.operations.alarmdesk.handover;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.handover.HandoverContent.Comment;
import org.kenh.operations.alarmdesk.handover.HandoverContent.Happened;

/** Where shifts are kept, and what the journal knows of one. All calls block; a store that is away throws. */
public interface HandoverStore {
    /** How many times operators were told, by priority. */
    Map<Integer, Integer> annunciated(Shift shift);

    /** How many rows of the journal, by event. */
    Map<String, Integer> events(Shift shift);

    /** Occurrences that operators were told of in the shift, newest first. */
    List<Happened> occurrences(Shift shift, int limit);

    /** Oldest first. */
    List<Comment> comments(Shift shift, int limit);

    Handover add(NewHandover handover);

    Optional<Handover> find(long id);

    /** Newest first. */
    List<Handover> list(AreaScope scope, int limit);

    /** False if it is accepted already. */
    boolean accept(long id, Instant at);

    /**
     * A stretch of time.
     *
     * @param from included
     * @param to excluded
     */
    record Shift(AreaScope scope, Instant from, Instant to) {}

    /** A handover to be. */
    record NewHandover(
            Optional<String> area,
            Instant from,
            Instant to,
            String notes,
            String by,
            String taker,
            Instant createdAt,
            String content) {}
}
