package org.kenh.ingest.live;

import java.util.List;
import org.kenh.ingest.presence.Presence;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** Something that a screen may want to know at once. Sent after commit. */
public sealed interface LiveEvent {
    DeviceId device();

    /** New last values of a device: per series the newest reading of a batch, only where newer than what was known. */
    record NewReadings(DeviceId device, List<Reading> readings) implements LiveEvent {
        public NewReadings {
            readings = List.copyOf(readings);
        }
    }

    record PresenceChanged(Presence presence) implements LiveEvent {
        @Override
        public DeviceId device() {
            return presence.device();
        }
    }
}
