package org.kenh.operations.irrigation.desk;

import org.kenh.operations.irrigation.plan.Period;

/**
 * What a person wants of a plan, and of the ones that follow on it until it is released.
 *
 * @param number within its plan, from 1 on
 * @param forbidden the subject must be at rest; else its turn is to be exactly then
 * @param kind of a pin always field
 */
public record Constraint(
        int number, boolean forbidden, SubjectKind kind, String subject, Period period, String reason, Step set) {
    Constraint numbered(int other) {
        return new Constraint(other, forbidden, kind, subject, period, reason, set);
    }
}
