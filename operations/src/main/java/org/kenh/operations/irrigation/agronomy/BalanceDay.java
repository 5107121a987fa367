package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;

/**
 * One day of a field's water with all its terms, in mm of water over the field.
 *
 * @param before storage at the start
 * @param rain that counted
 * @param ignoredRain that fell and evaporated from leaves and crust: less than a fifth of ET0 on a dry crop
 * @param evapotranspiration of the crop, as far as there was water
 * @param potential evapotranspiration that the crop would have had without stress
 * @param percolation below the roots or out of the paddy's bottom
 * @param runoff over the surface: rain that ran off, what spilled over the bund, what people drained
 * @param sensor what a sensor did at the end
 * @param after state at the end
 */
public record BalanceDay(
        LocalDate day,
        double before,
        double rain,
        double ignoredRain,
        double irrigation,
        double capillaryRise,
        double evapotranspiration,
        double potential,
        double percolation,
        double runoff,
        SensorEffect sensor,
        WaterState after) {
    /** What came minus what went minus the change of storage; 0 but for rounding. */
    public double residual() {
        double came = rain + irrigation + capillaryRise + sensor.correction();
        double went = evapotranspiration + percolation + runoff;
        return came - went - (after.storage() - before);
    }

    /** Ks: part of the potential evapotranspiration that the crop had; 1 without stress. */
    public double stress() {
        return potential > 0 ? Math.min(1, evapotranspiration / potential) : 1;
    }
}
