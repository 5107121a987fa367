package org.kenh.operations.irrigation.desk;

import java.util.List;
import java.util.stream.Stream;
import org.kenh.operations.irrigation.plan.Period;

/**
 * What must be at rest: lockouts by bad water, emergency stops, drainage mode, rain delay, too little water before pumps. May block on the
 * database.
 */
@FunctionalInterface
public interface Blocks {
    Blocks NONE = period -> List.of();

    /** Both together. */
    default Blocks and(Blocks other) {
        return period -> Stream.concat(within(period).stream(), other.within(period).stream())
                .toList();
    }

    /** All that touch the period; what has no known end lasts to its end. */
    List<Blocked> within(Period period);
}
