package org.kenh.operations.irrigation.agronomy;

import java.time.Instant;
import java.util.Optional;

/**
 * What a field's sensor offers for one step of the balance.
 *
 * @param newest reading; empty if the field has no sensor or it has never spoken
 * @param asOf end of the step
 */
public record Measurement(Optional<SensorReading> newest, Instant asOf) {
    /** A field without a sensor. */
    public static Measurement none() {
        return new Measurement(Optional.empty(), Instant.EPOCH);
    }

    public static Measurement of(SensorReading reading, Instant asOf) {
        return new Measurement(Optional.of(reading), asOf);
    }
}
