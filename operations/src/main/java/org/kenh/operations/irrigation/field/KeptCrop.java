package org.kenh.operations.irrigation.field;

import java.time.Instant;
import java.util.Optional;
import org.kenh.operations.irrigation.agronomy.Crop;

/**
 * A crop as it holds now or held once.
 *
 * @param version 0 for the library's, then one more with every change of the staff
 * @param change empty for the library's
 */
public record KeptCrop(Crop crop, int version, Optional<Change> change) {
    /** Who changed it, when, and why. */
    public record Change(Instant at, String by, String reason) {}
}
