package org.kenh.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * What a device sends at once; it is stored whole or not at all.
 *
 * @param number empty when the device does not number its packs
 */
public record Pack(List<Reading> readings, Optional<PackNumber> number) {
    public Pack {
        readings = List.copyOf(readings);
    }

    public static Pack unnumbered(List<Reading> readings) {
        return new Pack(readings, Optional.empty());
    }
}
