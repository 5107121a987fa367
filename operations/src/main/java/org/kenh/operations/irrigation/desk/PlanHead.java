package org.kenh.operations.irrigation.desk;

import java.util.Optional;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.PlanOutcome;

/**
 * A plan without its turns.
 *
 * @param id from 1 on; the version by which people know it
 * @param base the plan that was published when this one was made; only on that it may follow
 * @param parent the plan from which this one was re-planned
 * @param ended when it was superseded, discarded or failed
 * @param figures once it is solved
 * @param note why it failed or was discarded; empty if there is nothing to say
 */
public record PlanHead(
        long id,
        PlanState state,
        Period horizon,
        Optional<Long> base,
        Optional<Long> parent,
        Step made,
        Optional<Step> accepted,
        Optional<Step> published,
        Optional<Step> ended,
        Optional<Figures> figures,
        String note) {
    /**
     * What it comes to.
     *
     * @param cost VND
     * @param energy kWh
     * @param volume m³ that fields get
     * @param missing m³ that fields do not get in time
     * @param greedyCost VND of the simple plan
     * @param greedyMissing m³ that fields would not get in time by the simple plan
     * @param withSolver whether the solver could be loaded on this machine
     */
    public record Figures(
            double cost,
            double energy,
            double volume,
            double missing,
            double greedyCost,
            double greedyMissing,
            boolean withSolver) {
        static Figures of(PlanOutcome outcome) {
            return new Figures(
                    outcome.plan().cost(),
                    outcome.plan().kilowattHours(),
                    outcome.plan().volume(),
                    outcome.plan().missing(),
                    outcome.greedyScore().cost(),
                    outcome.greedyMissing(),
                    outcome.withSolver());
        }
    }
}
