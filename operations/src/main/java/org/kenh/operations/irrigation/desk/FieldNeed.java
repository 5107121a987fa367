package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.util.Optional;

/**
 * Water that a field needs by its balance.
 *
 * @param volume m³ at its inlet, losses on the field included
 * @param earliest before which it is not wanted
 * @param dueBy when the crop begins to suffer
 * @param lastBy after which the field gets no water, not even late, because rice ripens or the crop is harvested
 * @param weight of its stress against that of others, over 0; 1 is usual
 * @param counted water that the volume takes for given; empty: that of turns which are over as it is planned
 */
public record FieldNeed(
        String field,
        double volume,
        Instant earliest,
        Instant dueBy,
        Optional<Instant> lastBy,
        double weight,
        Optional<Counted> counted) {
    public FieldNeed {
        if (!(volume > 0) || !(weight > 0)) {
            throw new IllegalArgumentException(
                    "field " + field + " needs a volume and a weight over 0: " + volume + ", " + weight);
        }
    }

    /** A need of a field that may be watered for long. */
    public FieldNeed(String field, double volume, Instant earliest, Instant dueBy, double weight) {
        this(field, volume, earliest, dueBy, Optional.empty(), weight, Optional.empty());
    }

    /** The same need with another volume. */
    FieldNeed with(double other) {
        return new FieldNeed(field, other, earliest, dueBy, lastBy, weight, counted);
    }

    /** The same need, wanted from an earlier moment on. */
    FieldNeed from(Instant sooner) {
        return new FieldNeed(field, volume, sooner, dueBy, lastBy, weight, counted);
    }

    /**
     * Water that has come already.
     *
     * @param ended that of turns which were over by then
     * @param measured when the field's level was last believed: what had come by then shows in it, also that of a turn which runs
     */
    public record Counted(Instant ended, Optional<Instant> measured) {}
}
