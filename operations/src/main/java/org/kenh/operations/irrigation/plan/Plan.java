package org.kenh.operations.irrigation.plan;

import java.util.List;

/** Turns of fields and pumps, in order of their start and then their id; what could not be given; pins that could not be kept. */
public record Plan(
        List<FieldTurn> fieldTurns, List<PumpTurn> pumpTurns, List<Shortfall> shortfalls, List<PinRefusal> refusals) {
    public Plan {
        fieldTurns = List.copyOf(fieldTurns);
        pumpTurns = List.copyOf(pumpTurns);
        shortfalls = List.copyOf(shortfalls);
        refusals = List.copyOf(refusals);
    }

    /** VND. */
    public double cost() {
        return pumpTurns.stream().mapToDouble(PumpTurn::cost).sum();
    }

    public double kilowattHours() {
        return pumpTurns.stream().mapToDouble(PumpTurn::kilowattHours).sum();
    }

    /** Energy in a band, kWh. */
    public double kilowattHours(String band) {
        return pumpTurns.stream()
                .flatMap(turn -> turn.energy().stream())
                .filter(energy -> energy.band().equals(band))
                .mapToDouble(BandEnergy::kilowattHours)
                .sum();
    }

    /** Volume given to all fields, m³. */
    public double volume() {
        return fieldTurns.stream().mapToDouble(FieldTurn::volume).sum();
    }

    /** Volume that is missing at deadlines, m³. */
    public double missing() {
        return shortfalls.stream().mapToDouble(Shortfall::missing).sum();
    }
}
