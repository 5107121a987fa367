package org.kenh.operations.irrigation.plan;

/**
 * What planning gave.
 *
 * @param score of the plan, never above {@code greedyScore}
 * @param greedyScore of the simple plan from which the solver started
 * @param leastCost VND below which no plan that gives as much water can lie, as far as was proven; 0 if nothing was
 * @param search how it ended
 */
public record PlanOutcome(Plan plan, PlanScore score, PlanScore greedyScore, double leastCost, Search search) {
    /** How the search ended. */
    public enum Search {
        /** No better plan exists on these slots. */
        PROVEN,
        /** The limit was reached. */
        LIMITED,
        /** The solver could not run on this machine: the greedy plan. */
        WITHOUT_SOLVER
    }
}
