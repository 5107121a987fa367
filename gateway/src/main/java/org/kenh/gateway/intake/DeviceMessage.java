package org.kenh.gateway.intake;

import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;

/** What an authenticated device sent under its own identity, other than answers to commands. */
public sealed interface DeviceMessage {
    Origin origin();

    /**
     * A valid pack, stored whole or not at all.
     *
     * @param number empty when the device does not number its packs
     */
    record Readings(Origin origin, List<Reading> readings, Optional<PackNumber> number) implements DeviceMessage {
        public Readings {
            readings = List.copyOf(readings);
        }

        /** A pack without a number. */
        public Readings(Origin origin, List<Reading> readings) {
            this(origin, readings, Optional.empty());
        }
    }

    /** The device (re)started and says what it is. */
    record BirthReport(Origin origin, Birth birth) implements DeviceMessage {}

    /** Not understood: kept whole with the reason, then answered as a refusal. */
    record Malformed(Origin origin, String reason, String where) implements DeviceMessage {}
}
