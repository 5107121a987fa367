package org.kenh.operations.irrigation.desk;

import java.util.Optional;
import org.kenh.operations.irrigation.plan.Period;

/**
 * Somebody asks for water on a field.
 *
 * @param area and the field's name, as the registry has them
 * @param wanted when the water is to come
 * @param millimetres on the field; empty: what the balance says
 * @param reason of the decision
 * @param plan in which it is
 */
public record WaterRequest(
        long id,
        String field,
        String fieldName,
        String area,
        Step asked,
        Period wanted,
        Optional<Double> millimetres,
        String note,
        RequestState state,
        Optional<Step> decided,
        String reason,
        Optional<Long> plan) {
    /** What is asked for. */
    public record Wish(String field, Period wanted, Optional<Double> millimetres, String note) {}
}
