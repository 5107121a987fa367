package org.kenh.operations.irrigation.plan;

/**
 * What planning gave.
 *
 * @param score of the plan, never above {@code greedyScore}
 * @param greedyScore of the simple plan
 * @param greedyMissing m³ that the simple plan leaves missing at the deadlines, as {@link Plan#missing}
 * @param withSolver whether CP-SAT could be loaded on this machine; without it the search is by ruin and recreate alone
 */
public record PlanOutcome(
        Plan plan, PlanScore score, PlanScore greedyScore, double greedyMissing, boolean withSolver) {}
