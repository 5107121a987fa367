package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.util.Optional;

/**
 * Water that a field needs by its balance.
 *
 * @param volume m³ at its inlet, losses on the field included, not counting turns that run already
 * @param earliest before which it is not wanted
 * @param dueBy when the crop begins to suffer
 * @param lastBy after which the field gets no water, not even late, because rice ripens or the crop is harvested
 * @param weight of its stress against that of others, over 0; 1 is usual
 */
public record FieldNeed(
        String field, double volume, Instant earliest, Instant dueBy, Optional<Instant> lastBy, double weight) {
    public FieldNeed {
        if (!(volume > 0) || !(weight > 0)) {
            throw new IllegalArgumentException(
                    "field " + field + " needs a volume and a weight over 0: " + volume + ", " + weight);
        }
    }

    /** A need of a field that may be watered for long. */
    public FieldNeed(String field, double volume, Instant earliest, Instant dueBy, double weight) {
        this(field, volume, earliest, dueBy, Optional.empty(), weight);
    }
}
