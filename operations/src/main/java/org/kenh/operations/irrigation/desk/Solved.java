package org.kenh.operations.irrigation.desk;

import java.util.List;
import org.kenh.operations.irrigation.plan.Plan;

/** What solving gave. */
public record Solved(Plan plan, PlanHead.Figures figures, List<PlannedTurn> turns) {
    public Solved {
        turns = List.copyOf(turns);
    }
}
