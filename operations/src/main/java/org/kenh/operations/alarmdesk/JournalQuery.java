package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kenh.operations.account.AreaScope;

/**
 * Which rows of the journal; an empty set or value means any. Times are those at which things happened.
 *
 * @param from included
 * @param to excluded
 * @param before only rows with a smaller id
 */
public record JournalQuery(
        AreaScope scope,
        Optional<Long> alarm,
        Optional<UUID> occurrence,
        Optional<Instant> from,
        Optional<Instant> to,
        Set<Integer> priorities,
        Set<String> events,
        Optional<Long> before,
        int limit) {
    public static final int MOST = 5_000;

    public JournalQuery {
        priorities = Set.copyOf(priorities);
        events = Set.copyOf(events);
    }

    /** The newest rows of a scope. */
    public static JournalQuery of(AreaScope scope, int limit) {
        return new JournalQuery(
                scope,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                limit);
    }

    public JournalQuery ofAlarm(long id, Optional<UUID> one) {
        return new JournalQuery(scope, Optional.of(id), one, from, to, priorities, events, before, limit);
    }

    public JournalQuery between(Instant first, Instant after) {
        return new JournalQuery(
                scope, alarm, occurrence, Optional.of(first), Optional.of(after), priorities, events, before, limit);
    }
}
