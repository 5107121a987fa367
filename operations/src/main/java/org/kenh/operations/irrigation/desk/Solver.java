package org.kenh.operations.irrigation.desk;

import org.kenh.operations.irrigation.plan.PlanOutcome;
import org.kenh.operations.irrigation.plan.PlanProblem;

/** Makes plans. Blocks for up to its own time limit; an interrupt ends it. */
@FunctionalInterface
public interface Solver {
    /**
     * The best plan that it finds.
     *
     * @throws InterruptedException it was given up
     */
    PlanOutcome plan(PlanProblem problem) throws InterruptedException;
}
