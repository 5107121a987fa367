package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Water that a field needs within the horizon; a field has one demand at most.
 *
 * @param valve absent: opened by hand
 * @param flow which its inlet takes, m³/s
 * @param volume at the inlet, m³, that is still to be given; pinned turns count towards it
 * @param earliest before which it is not wanted
 * @param dueBy when the crop begins to suffer: the turn should have ended; water that comes later is told as missing by then
 * @param latest after which it is no longer wanted though it is late, not before {@code dueBy}
 * @param weight of its stress against that of others, over 0; 1 is usual
 * @param splittable may be given in several turns
 * @param minimumPiece of such a turn; a demand that is shorter is given in one
 * @param quiet windows near houses
 * @param blocks rain delay, forbidden times
 */
public record FieldDemand(
        String field,
        String canal,
        @Nullable Target valve,
        double flow,
        double volume,
        Instant earliest,
        Instant dueBy,
        Instant latest,
        double weight,
        boolean splittable,
        Duration minimumPiece,
        List<WeeklyWindow> quiet,
        List<Block> blocks) {
    public FieldDemand {
        Checks.positive(flow, "flow of field " + field);
        Checks.notNegative(volume, "volume of field " + field);
        Checks.positive(weight, "weight of field " + field);
        Checks.notNegative(minimumPiece, "minimum piece of field " + field);
        // Problems that were stored before there was late water have none.
        latest = Objects.requireNonNullElse(latest, dueBy);
        if (latest.isBefore(dueBy)) {
            throw new IllegalArgumentException(
                    "water for field " + field + " is due by " + dueBy + ", after it is wanted last: " + latest);
        }
        quiet = List.copyOf(quiet);
        blocks = List.copyOf(blocks);
    }
}
