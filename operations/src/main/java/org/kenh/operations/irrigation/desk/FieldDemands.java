package org.kenh.operations.irrigation.desk;

import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.demand.Demands;
import org.kenh.operations.irrigation.demand.FieldState;
import org.kenh.operations.irrigation.plan.Period;

/** What the daily balances say: a field whose trigger is reached before the plan ends is watered in it. */
public final class FieldDemands implements DemandSource {
    private final Demands demands;

    public FieldDemands(Demands demands) {
        this.demands = demands;
    }

    @Override
    public List<FieldNeed> within(Period period) {
        return demands.states().stream()
                .flatMap(state -> need(state, period).stream())
                .toList();
    }

    private static Optional<FieldNeed> need(FieldState state, Period period) {
        return state.needed()
                .filter(needed -> needed.needBy().isBefore(period.to()) && needed.cubicMetres() > 0)
                .map(needed ->
                        new FieldNeed(state.field(), needed.cubicMetres(), needed.earliest(), needed.dueBy(), 1));
    }
}
