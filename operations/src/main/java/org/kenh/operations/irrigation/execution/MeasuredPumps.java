package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.irrigation.desk.PumpStates;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Period;

/** How pumps are, by what they told in the last two hours. Blocks on the database; safe for any thread. */
public final class MeasuredPumps implements PumpStates {
    private static final Duration SIGHT = Duration.ofHours(2);

    private final IrrigationRegistry registry;
    private final Measures measures;
    private final InstantSource clock;

    public MeasuredPumps(IrrigationRegistry registry, SeriesReader series, InstantSource clock) {
        this.registry = registry;
        this.measures = new SeriesMeasures(series);
        this.clock = clock;
    }

    @Override
    public Map<String, PumpState> now() {
        Instant now = clock.instant();
        Map<String, PumpState> states = new HashMap<>();
        for (Pump pump : registry.pumps().all()) {
            List<Measures.Run> runs =
                    measures.runs(Waterways.target(pump.control()), new Period(now.minus(SIGHT), now));
            if (!runs.isEmpty()) {
                Measures.Run last = runs.getLast();
                states.put(
                        pump.id(),
                        last.goesOn()
                                ? new PumpState(Optional.of(last.period().from()), Optional.empty())
                                : new PumpState(
                                        Optional.empty(),
                                        Optional.of(last.period().to())));
            }
        }
        return Map.copyOf(states);
    }
}
