package org.kenh.operations.alarmdesk.rule;

import java.time.Instant;
import java.util.Optional;

/**
 * One version of a rule as it is stored.
 *
 * @param number counts from 1
 * @param document the rule as JSON; of a deleted one as it was before
 * @param pack the pack of the library that it came from
 * @param edited whether a person has written or changed it
 * @param changedBy who made this version and stands for it
 * @param reason why; may be empty
 */
public record RuleVersion(
        String id,
        int number,
        String document,
        boolean deleted,
        Optional<String> pack,
        boolean edited,
        Instant changedAt,
        String changedBy,
        String reason) {}
