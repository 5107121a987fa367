package org.kenh.operations.irrigation.book;

import java.util.List;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.plan.BandEnergy;

/**
 * A line of a book.
 *
 * @param key the id of what it is about; empty: energy that no field took water from
 * @param area in which it lies; empty where that says nothing
 * @param hectares of the fields that got water
 * @param pumped m³ that pumps lifted
 * @param delivered m³ that fields got
 * @param guessed m³ of both that are known from nameplates alone
 * @param turns how many have come to an end
 * @param missed how many were missed or cut short
 * @param hours that pumps ran, or inlets were open in a line without pumps
 * @param energy by tariff band; a field's share follows the water it took while the pump ran, with the losses on the way
 * @param efficiency of a pump and its motor, measured
 * @param expected the same by the pump's curve
 * @param saved m³ against continuous flooding; empty where no rice is watered by turns
 */
public record Line(
        String key,
        String name,
        String area,
        double hectares,
        double pumped,
        double delivered,
        double guessed,
        int turns,
        int missed,
        double hours,
        List<BandEnergy> energy,
        OptionalDouble efficiency,
        OptionalDouble expected,
        OptionalDouble saved) {
    public Line {
        energy = List.copyOf(energy);
    }

    /** The same under another name. */
    public Line named(String other) {
        return new Line(
                key,
                other,
                area,
                hectares,
                pumped,
                delivered,
                guessed,
                turns,
                missed,
                hours,
                energy,
                efficiency,
                expected,
                saved);
    }

    /** mm over the fields; 0 without any. */
    public double millimetres() {
        return hectares > 0 ? delivered / hectares / 10 : 0;
    }

    public double kilowattHours() {
        return energy.stream().mapToDouble(BandEnergy::kilowattHours).sum();
    }

    /** VND. */
    public double cost() {
        return energy.stream().mapToDouble(BandEnergy::cost).sum();
    }

    /** kWh for 1,000 m³: of a pump what it lifted, else what fields got; empty without water. */
    public OptionalDouble perThousand() {
        double water = pumped > 0 ? pumped : delivered;
        return water > 0 ? OptionalDouble.of(kilowattHours() * 1_000 / water) : OptionalDouble.empty();
    }
}
