package org.kenh.operations.irrigation.desk;

import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.irrigation.plan.WeeklyWindow;

/**
 * A field as a plan needs it.
 *
 * @param valve empty: opened by hand
 * @param flow m³/s of its inlet
 * @param efficiency share of the water let in that the crop can use
 */
public record FieldWork(
        String id,
        String canal,
        Optional<Target> valve,
        double flow,
        double hectares,
        double efficiency,
        List<WeeklyWindow> quiet) {
    private static final double M3_PER_MM_AND_HECTARE = 10;

    public FieldWork {
        quiet = List.copyOf(quiet);
    }

    /** m³ to let in so that so many mm reach the crop. */
    double volume(double millimetres) {
        return millimetres * hectares * M3_PER_MM_AND_HECTARE / efficiency;
    }
}
