package org.kenh.ingest.presence;

import java.util.Map;
import org.kenh.telemetry.DeviceId;

/** Who is there, now; answers from memory. Deadlines run on monotonic time, so a stepped clock flips nobody. */
public interface PresenceBoard {
    /** Presence of a device; state NEVER for one that was never heard of. */
    Presence of(DeviceId device);

    /** Presence of every device that was ever heard of. */
    Map<DeviceId, Presence> all();
}
