package org.kenh.ingest.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How an alarm stands, for screens and stores.
 *
 * @param level of severity, 0 when clear
 * @param priority of the level, of the mildest when clear
 * @param occurrence the live one; empty in A and when nothing has happened while suppressed
 * @param activatedAt when the live occurrence began
 * @param shelvedUntil present while shelved, also under H and I
 * @param byRule suppressed by the rule's own condition
 * @param suppressors the causes given with {@link Action.Suppress} that hide it now, in the order in which they came
 * @param chattering held active because it came and went
 * @param unknown the condition cannot be told now: an input is missing, stale or bad; the rest stands as it was
 * @param value as in {@link Transition}
 * @param limit as in {@link Transition}
 */
public record AlarmStatus(
        Letter letter,
        boolean active,
        boolean acknowledged,
        boolean latched,
        int level,
        Priority priority,
        Optional<UUID> occurrence,
        Optional<Instant> activatedAt,
        Optional<Instant> shelvedUntil,
        boolean byRule,
        List<String> suppressors,
        boolean outOfService,
        boolean chattering,
        boolean unknown,
        double value,
        double limit) {}
