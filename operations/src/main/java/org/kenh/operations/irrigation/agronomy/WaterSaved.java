package org.kenh.operations.irrigation.agronomy;

import java.util.List;

/**
 * Water that a rice field was spared against continuous flooding.
 *
 * @param flooded net irrigation in mm that the same days would have taken with the field flooded all the time
 * @param given net irrigation in mm that it was given
 */
public record WaterSaved(double flooded, double given) {
    private static final double CUBIC_METRES = 10;

    /** Compares what was given in the days with a run of the same field, start and weather under water. */
    public static WaterSaved of(PaddyBalance balance, WaterState start, List<DayWater> days) {
        return new WaterSaved(
                SeasonRun.flooded(balance, start, days).irrigation(),
                days.stream().mapToDouble(DayWater::irrigation).sum());
    }

    /** Net m³/ha; negative if more was given than flooding would have taken. */
    public double cubicMetresPerHectare() {
        return CUBIC_METRES * (flooded - given);
    }
}
