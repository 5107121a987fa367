package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.List;

/** Water that fields were given, as far as it is accounted. May block on the database. */
@FunctionalInterface
public interface DeliveredWater {
    /** Nobody keeps accounts. */
    DeliveredWater NONE = (field, first, last) -> List.of();

    /**
     * What a field was given in these days, both of them included, in any order; several for one day are added up. Days
     * that are not there got nothing.
     */
    List<Delivered> to(String field, LocalDate first, LocalDate last);

    /**
     * Water of one day.
     *
     * @param cubicMetres at the inlet of the field, not negative
     */
    record Delivered(LocalDate day, double cubicMetres, How how) {
        public Delivered {
            if (!(cubicMetres >= 0)) {
                throw new IllegalArgumentException("water of " + day + " must not be negative: " + cubicMetres);
            }
        }
    }

    /** How the volume is known, the best first. */
    enum How {
        /** The device has told it at the end of the turn. */
        TURN_EVENT,
        /** From the readings of the inlet's flow. */
        FLOW_SERIES,
        /** From the time and the flow that the inlet should have. */
        NAMEPLATE
    }
}
