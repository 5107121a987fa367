package org.kenh.operations.irrigation.agronomy;

import java.util.OptionalDouble;

/**
 * A value that could not be used.
 *
 * @param value what was reported; empty if nothing was
 */
public record Gap(Quantity quantity, Cause cause, OptionalDouble value) {
    static Gap absent(Quantity quantity) {
        return new Gap(quantity, Cause.ABSENT, OptionalDouble.empty());
    }

    /** Why it could not. */
    public enum Cause {
        /** Nothing was reported. */
        ABSENT,
        /** Not a number, or outside what the quantity can be on any day. */
        OUT_OF_RANGE,
        /** Cannot be true beside another value of the day, or at this place in this season. */
        CONTRADICTORY
    }
}
