package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Water of a rice field. It is reckoned as storage (see {@link PaddyField}), so that water below the surface counts by the
 * drainable porosity and every term is in mm. Rice has its full evapotranspiration until a fifth of the water at saturation
 * is gone (FAO-56), then less.
 */
public record PaddyBalance(PaddyField field, PaddyCalendar calendar) implements WaterBalance {
    /** Lowest level in mm that a water tube of the field can tell. */
    private static final double LOWEST_READING = -1_000;

    /** Above the bund by this much in mm a reading is a fault; below, the neighbours are flooded too. */
    private static final double ABOVE_BUND = 500;

    @Override
    public Season season() {
        return calendar.season();
    }

    /** A state of this field at a level in mm, not measured. */
    public WaterState at(double level) {
        return new WaterState(field.storageAt(level), Confidence.neverMeasured());
    }

    /** Level in mm over the soil. */
    public double level(WaterState state) {
        return field.levelAt(state.storage());
    }

    @Override
    public BalanceDay step(WaterState before, DayWater water, Measurement measurement) {
        double potential = season().coefficientOn(water.day()) * water.reference();
        double filled = before.storage() + water.rain() + water.irrigation() + water.capillaryRise();
        double evapotranspiration = evapotranspiration(filled, potential);
        double evaporated = filled - evapotranspiration;
        double free = evaporated - field.storageAt(PaddyField.FREE_WATER_ENDS);
        double percolation = Math.clamp(free, 0, field.percolation());
        double percolated = evaporated - percolation;
        double runoff = Math.max(Math.clamp(percolated, 0, water.drainage()), percolated - field.bund());
        double computed = percolated - runoff;
        SensorEffect effect =
                tube().effect(computed, water.rain() + water.irrigation() + water.capillaryRise(), measurement);
        return new BalanceDay(
                water.day(),
                before.storage(),
                water.rain(),
                0,
                water.irrigation(),
                water.capillaryRise(),
                evapotranspiration,
                potential,
                percolation,
                runoff,
                effect,
                SensorCheck.after(computed, effect, before.confidence()));
    }

    @Override
    public Optional<Limits> limits(LocalDate day, double reference) {
        return calendar.levelsOn(day)
                .map(levels -> new Limits(
                        field.storageAt(levels.target()),
                        field.storageAt(levels.trigger()),
                        field.storageAt(levels.stress())));
    }

    /** Percolation is the only term that is taken from the length of the step. */
    @Override
    public WaterBalance during(double part) {
        return new PaddyBalance(
                new PaddyField(field.bund(), field.percolation() * part, field.porosity(), field.available()),
                calendar);
    }

    @Override
    public WaterBalance in(Climate climate) {
        return new PaddyBalance(field, calendar.in(climate));
    }

    @Override
    public double brim() {
        return field.bund();
    }

    @Override
    public double use(double potential) {
        return potential + field.percolation();
    }

    private double evapotranspiration(double storage, double potential) {
        double left = Math.max(0, storage + field.available());
        double easy = season().crop().depletion() * field.available();
        double stress = -storage <= easy ? 1 : left / (field.available() - easy);
        return Math.min(stress * potential, left);
    }

    private SensorCheck tube() {
        return new SensorCheck(
                value -> value >= LOWEST_READING && value <= field.bund() + ABOVE_BUND, this::measured, 1);
    }

    /** A tube that is dry tells only that the free water is gone, which is no reason to make a drier soil wetter. */
    private double measured(double computed, double level) {
        double dry = field.storageAt(PaddyField.FREE_WATER_ENDS);
        return level > PaddyField.FREE_WATER_ENDS ? field.storageAt(level) : Math.min(computed, dry);
    }
}
