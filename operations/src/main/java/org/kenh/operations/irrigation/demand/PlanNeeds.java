package org.kenh.operations.irrigation.demand;

import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.agronomy.PaddyPhase;
import org.kenh.operations.irrigation.desk.DemandSource;
import org.kenh.operations.irrigation.desk.FieldNeed;
import org.kenh.operations.irrigation.plan.Period;

/** The needs of the fields for a plan. */
public final class PlanNeeds implements DemandSource {
    /** Rice loses most of its yield when it lacks water while it flowers. */
    private static final double FLOWERING = 2;

    private static final double USUAL = 1;

    private final Demands demands;

    public PlanNeeds(Demands demands) {
        this.demands = demands;
    }

    @Override
    public List<FieldNeed> within(Period period) {
        return demands.states().stream()
                .flatMap(state -> state.needed().stream()
                        .filter(needed ->
                                needed.cubicMetres() > 0 && needed.needBy().isBefore(period.to()))
                        .filter(needed -> needed.lastBy()
                                .filter(end -> !end.isAfter(period.from()))
                                .isEmpty())
                        .map(needed -> new FieldNeed(
                                state.field(),
                                needed.cubicMetres(),
                                needed.earliest(),
                                needed.dueBy(),
                                needed.lastBy(),
                                weight(state),
                                Optional.of(new FieldNeed.Counted(
                                        state.asOf(), state.water().lastMeasured())))))
                .toList();
    }

    private static double weight(FieldState state) {
        return state.growth().phase().filter(PaddyPhase.FLOWERING::equals).isPresent() ? FLOWERING : USUAL;
    }
}
