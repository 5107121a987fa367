package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.kenh.ingest.alarm.Arrival;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.telemetry.DeviceId;

/**
 * What alarms were told from the store, so that it is not taken for something late when the feed brings it too. One entry
 * for each device. For one thread.
 */
final class AlreadyRead {
    private final Map<DeviceId, Stretch> stretches = new HashMap<>();

    /** Of each device, what is newer than the time given was read; what is received after {@code end} cannot have been. */
    void note(Map<DeviceId, Instant> after, Instant end) {
        after.forEach((device, from) -> stretches.merge(device, new Stretch(from, end), Stretch::joined));
    }

    Arrival arrivalOf(Pack pack) {
        Arrival arrival = Arrival.at(pack.receivedAt());
        Stretch stretch = stretches.get(pack.device());
        if (stretch == null || pack.receivedAt().isAfter(stretch.end)) {
            return arrival;
        }
        return arrival.maybeKnownAfter(stretch.after);
    }

    private record Stretch(Instant after, Instant end) {
        private Stretch joined(Stretch other) {
            return new Stretch(
                    after.isBefore(other.after) ? after : other.after, end.isAfter(other.end) ? end : other.end);
        }
    }
}
