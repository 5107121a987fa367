package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.Optional;

/** Soil water of a crop that is not flooded, FAO-56 chapter 8. Storage is the negative depletion, from −TAW to 0 mm. */
public record DryCropBalance(Soil soil, Season season) implements WaterBalance {
    /** Less rain than this part of ET0 evaporates before it helps. */
    static final double IGNORED_RAIN = 0.2;

    private static final double DRIEST_READING = 0.01;
    private static final double WETTEST_READING = 0.65;

    /** A probe sees one place and depth of a whole field, so the balance goes only half the way to it each day. */
    private static final double PROBE_WEIGHT = 0.5;

    /** TAW in mm. */
    public double available(LocalDate day) {
        return soil.available(season.rootDepthOn(day));
    }

    /** RAW in mm at a crop evapotranspiration in mm (p of FAO-56 table 22 with its correction). */
    public double readily(LocalDate day, double evapotranspiration) {
        double part = Math.clamp(season.crop().depletion() + 0.04 * (5 - evapotranspiration), 0.1, 0.8);
        return part * available(day);
    }

    @Override
    public BalanceDay step(WaterState before, DayWater water, Measurement measurement) {
        double potential = season.coefficientOn(water.day()) * water.reference();
        double available = available(water.day());
        double rain = water.rain() < IGNORED_RAIN * water.reference() ? 0 : water.rain();
        double runoff = rain == 0 ? 0 : water.runoff();
        // Water is given early in the day, so what was given has already ended the stress.
        double depletion = Math.max(0, -(before.storage() + water.irrigation()));
        double evapotranspiration = evapotranspiration(depletion, available, water);
        double open =
                before.storage() - evapotranspiration + rain - runoff + water.irrigation() + water.capillaryRise();
        double percolation = Math.max(0, open);
        double computed = open - percolation;
        SensorEffect effect = probe(available, season.rootDepthOn(water.day()))
                .effect(computed, rain + water.irrigation() + water.capillaryRise(), measurement);
        return new BalanceDay(
                water.day(),
                before.storage(),
                rain,
                water.rain() - rain,
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
        Stage stage = season.stageOn(day);
        if (stage == Stage.BEFORE || stage == Stage.AFTER) {
            return Optional.empty();
        }
        double readily = readily(day, season.coefficientOn(day) * reference);
        return Optional.of(new Limits(0, -readily, -readily));
    }

    @Override
    public WaterBalance during(double part) {
        return this;
    }

    @Override
    public WaterBalance in(Climate climate) {
        return new DryCropBalance(soil, season.in(climate));
    }

    @Override
    public double brim() {
        return 0;
    }

    @Override
    public double use(double potential) {
        return potential;
    }

    /** Ks × Kc × ET0, but no more than the roots can still take. */
    private double evapotranspiration(double depletion, double available, DayWater water) {
        double potential = season.coefficientOn(water.day()) * water.reference();
        double readily = readily(water.day(), potential);
        double left = Math.max(0, available - depletion);
        double stress = depletion <= readily ? 1 : left / (available - readily);
        return Math.min(stress * potential, left);
    }

    private SensorCheck probe(double available, double rootDepth) {
        return new SensorCheck(
                value -> value >= DRIEST_READING && value <= WETTEST_READING,
                (computed, value) -> Math.clamp(1_000 * (value - soil.fieldCapacity()) * rootDepth, -available, 0),
                PROBE_WEIGHT);
    }
}
