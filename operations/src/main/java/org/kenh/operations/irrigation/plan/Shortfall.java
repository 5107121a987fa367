package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Water that a field does not get by its deadline, and why.
 *
 * @param missing m³
 * @param by the deadline, or the end of the horizon if that is earlier
 * @param reasons that which takes most time first
 */
public record Shortfall(String field, double missing, Instant by, List<Reason> reasons) {
    public Shortfall {
        reasons = List.copyOf(reasons);
    }

    /** What kept water from a field. */
    public enum Cause {
        /** The inlet takes too little for the time that there is. */
        INLET,
        /** The time is not long enough for a turn of the minimum length. */
        PIECE,
        /** A block of the field itself. */
        FIELD_BLOCKED,
        /** A block of a canal on the way. */
        CANAL_BLOCKED,
        /** All pumps are blocked; the subject is the one whose block lasts longest. */
        PUMP_BLOCKED,
        /** No pump feeds the canal. */
        NO_PUMP,
        /** The canal carries no more. */
        CANAL_FULL,
        /** Other fields of the canal are in turn. */
        CANAL_IN_TURN,
        /** The pumps give no more. */
        PUMP_FULL,
        /** Minimum run, minimum rest or starts of the pumps. */
        PUMP_STARTS
    }

    /**
     * A cause, and where.
     *
     * @param subject the field, canal or pump
     * @param block for what is blocked
     * @param until the end of the last such block before the deadline, for what is blocked
     * @param lasting how much of the field's time it takes
     */
    public record Reason(
            Cause cause,
            String subject,
            @Nullable BlockReason block,
            @Nullable Instant until,
            Duration lasting) {}
}
