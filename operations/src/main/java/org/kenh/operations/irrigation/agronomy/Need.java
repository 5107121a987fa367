package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Water that a field needs. Times are civil and in this order.
 *
 * @param earliest from when on there is room for most of the water
 * @param needed when the trigger is reached
 * @param dueBy latest time at which the water should come
 * @param stressFrom when the crop begins to suffer without it; empty if it will not within the horizon
 * @param net mm that fill the field at {@code needed}
 * @param gross mm to take from the source for it
 * @param cubicMetres to take from the source for the whole field
 */
public record Need(
        LocalDateTime earliest,
        LocalDateTime needed,
        LocalDateTime dueBy,
        Optional<LocalDateTime> stressFrom,
        double net,
        double gross,
        double cubicMetres) {}
