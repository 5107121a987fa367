package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.Map;

/**
 * A broken constraint.
 *
 * @param subject field, canal or pump
 * @param at since when it is broken
 * @param arguments by name: numbers with units in the name, instants in ISO 8601, ids
 */
public record Violation(ViolationCode code, String subject, Instant at, Map<String, String> arguments) {
    public Violation {
        arguments = Map.copyOf(arguments);
    }
}
