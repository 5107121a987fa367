package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.irrigation.plan.TariffCalendar;

/** What was measured at pumps and inlets. May block on the database. */
interface Measures {
    /** m³ that flowed; empty if the flow is not measured well enough. */
    OptionalDouble volume(Target target, Period period);

    /** kWh by tariff band; empty if neither energy nor power is measured well enough. */
    Optional<TurnAccount.Energy> energy(Target target, Period period, TariffCalendar tariff);

    /** When it ran, by its contactor or else by its flow, oldest first; what is not known is left out. */
    List<Run> runs(Target target, Period period);

    /**
     * A stretch of running.
     *
     * @param period as far as it is seen: until a reading says that it stands
     * @param seen the last reading that says that it runs
     * @param goesOn at the end of what is known it still ran
     */
    record Run(Period period, Instant seen, boolean goesOn) {}

    /** What a constant power takes. */
    static List<BandEnergy> constant(double kilowatts, Period period, TariffCalendar tariff) {
        return Bands.split(
                        period,
                        tariff,
                        stretch ->
                                OptionalDouble.of(kilowatts * stretch.length().toMillis() / Bands.MILLIS_PER_HOUR))
                .orElse(List.of());
    }
}
