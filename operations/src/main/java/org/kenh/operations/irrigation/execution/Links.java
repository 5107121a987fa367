package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/** Which devices can be heard. Answers from memory. */
@FunctionalInterface
public interface Links {
    /** Since when, without a break; empty: it cannot be heard now. */
    Optional<Instant> since(DeviceId device);
}
