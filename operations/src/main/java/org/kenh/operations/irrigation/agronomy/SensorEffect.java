package org.kenh.operations.irrigation.agronomy;

import java.time.Duration;

/** What a sensor did to one step of the balance. */
public sealed interface SensorEffect {
    /** Age from which on a reading says nothing of the step. */
    Duration STALE = Duration.ofHours(24);

    /**
     * Age up to which a reading tells the water at the end of the step. An older one tells only what there was before the
     * rain and the irrigation that may have come since: with them the water may stand higher, not lower.
     */
    Duration FRESH = Duration.ofHours(2);

    /** Water in mm that the balance had to be given or taken to agree with the sensor. */
    default double correction() {
        return 0;
    }

    /** There was no reading. */
    record None() implements SensorEffect {}

    /** There was one, which was not used. */
    record Ignored(SensorReading reading, Cause cause) implements SensorEffect {}

    /**
     * The balance was moved to the sensor.
     *
     * @param computed storage in mm before
     * @param measured storage in mm that the sensor tells
     * @param correction mm that were added, negative if taken
     */
    record Applied(SensorReading reading, double computed, double measured, double correction)
            implements SensorEffect {}

    /** Why a reading was not used. */
    enum Cause {
        BAD_QUALITY,
        STALE,
        /** Taken after the end of the step. */
        FUTURE,
        /** Not a number, or nothing that this sensor can measure on this field. */
        IMPLAUSIBLE
    }
}
