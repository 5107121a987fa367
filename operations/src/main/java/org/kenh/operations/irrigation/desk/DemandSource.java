package org.kenh.operations.irrigation.desk;

import java.util.List;
import org.kenh.operations.irrigation.plan.Period;

/** What fields need by their balances; at most one need for a field. May block on the database. */
@FunctionalInterface
public interface DemandSource {
    /** Nobody knows of any need: only requests are planned. */
    DemandSource NONE = period -> List.of();

    /** Needs whose water is wanted within the period. */
    List<FieldNeed> within(Period period);
}
