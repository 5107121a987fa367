package org.kenh.operations.irrigation.desk;

import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.Plan;
import org.kenh.operations.irrigation.plan.PlanProblem;

/**
 * All of a plan.
 *
 * @param problem as it was given to the solver
 * @param plan once it is solved
 * @param turns of it, and those of the plan before that had begun, by their start
 */
public record PlanContent(
        PlanHead head,
        PlanProblem problem,
        Optional<Plan> plan,
        List<PlannedTurn> turns,
        List<Constraint> constraints) {
    public PlanContent {
        turns = List.copyOf(turns);
        constraints = List.copyOf(constraints);
    }
}
