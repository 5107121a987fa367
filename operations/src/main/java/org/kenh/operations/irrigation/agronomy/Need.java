package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Water that a field needs. Times are civil and in this order.
 *
 * @param earliest from when on it may come: there is room for most of it, and with wetting and drying the soil has dried
 * @param needed when the trigger is reached
 * @param dueBy latest time at which the water should come
 * @param stressFrom when the crop begins to suffer without it; empty if it will not within the horizon
 * @param lastBy when the field closes: rice ripens or the crop is harvested; empty if not within the horizon
 * @param net mm that fill the field at {@code needed}, no more than there is room for at {@code earliest} and no more than
 *     the crop uses until {@code lastBy}
 * @param gross mm to take from the source for it
 * @param cubicMetres to take from the source for the whole field
 */
public record Need(
        LocalDateTime earliest,
        LocalDateTime needed,
        LocalDateTime dueBy,
        Optional<LocalDateTime> stressFrom,
        Optional<LocalDateTime> lastBy,
        double net,
        double gross,
        double cubicMetres) {}
