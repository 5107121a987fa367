package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Water for a field. A pinned one may have begun before the horizon; its volume is what falls within.
 *
 * @param flow m³/s
 * @param volume m³
 */
public record FieldTurn(
        String field,
        String canal,
        @Nullable Target valve,
        Instant start,
        Instant end,
        double flow,
        double volume,
        boolean pinned) {
    public Period period() {
        return new Period(start, end);
    }
}
