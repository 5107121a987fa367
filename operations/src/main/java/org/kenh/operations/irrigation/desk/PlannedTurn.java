package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;

/**
 * A turn of a plan, as devices and books know it. A turn that a newer plan keeps has the same id and content there.
 *
 * @param id {@code p<plan>-<number>}, of the plan in which it came first
 * @param kind pump or field
 * @param subject id of the pump or field
 * @param target what is switched; empty: a person does it
 * @param flow m³/s
 * @param volume m³
 * @param energy of a pump, by tariff band
 * @param pinned set by a person, or it had begun
 * @param withdrawn why it is no longer wanted, though its plan stands; empty: it is
 */
public record PlannedTurn(
        String id,
        SubjectKind kind,
        String subject,
        String canal,
        Optional<Target> target,
        Period period,
        double flow,
        double volume,
        List<BandEnergy> energy,
        boolean pinned,
        Optional<String> withdrawn) {
    public PlannedTurn {
        energy = List.copyOf(energy);
    }

    public boolean isWanted() {
        return withdrawn.isEmpty();
    }

    /** The same, ended before its time, for reckoning with it; empty: it did not run. */
    Optional<PlannedTurn> endedAt(Instant end) {
        if (!end.isAfter(period.from())) {
            return Optional.empty();
        }
        Period ran = end.isBefore(period.to()) ? new Period(period.from(), end) : period;
        double share = ran.length().toMillis() / (double) period.length().toMillis();
        return Optional.of(new PlannedTurn(
                id, kind, subject, canal, target, ran, flow, volume * share, energy, pinned, withdrawn));
    }

    public double kilowattHours() {
        return energy.stream().mapToDouble(BandEnergy::kilowattHours).sum();
    }

    /** VND. */
    public double cost() {
        return energy.stream().mapToDouble(BandEnergy::cost).sum();
    }
}
