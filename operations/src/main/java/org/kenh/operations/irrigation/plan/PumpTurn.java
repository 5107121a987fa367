package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.List;

/**
 * A pump runs.
 *
 * @param energy by band, in the order in which they come first
 */
public record PumpTurn(String pump, String canal, Target target, Instant start, Instant end, List<BandEnergy> energy) {
    public PumpTurn {
        energy = List.copyOf(energy);
    }

    public Period period() {
        return new Period(start, end);
    }

    public double kilowattHours() {
        return energy.stream().mapToDouble(BandEnergy::kilowattHours).sum();
    }

    /** VND. */
    public double cost() {
        return energy.stream().mapToDouble(BandEnergy::cost).sum();
    }
}
