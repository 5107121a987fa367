package org.kenh.operations.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.registry.Device;

/**
 * A device as the API shows it.
 *
 * @param interval seconds
 */
record DeviceView(
        String id,
        String site,
        String kind,
        String name,
        @Nullable String model,
        @Nullable String firmware,
        @Nullable Number interval,
        List<String> commands,
        Instant createdAt,
        @Nullable Instant bornAt,
        boolean online,
        String presence,
        @Nullable Instant since,
        @Nullable Instant lastSeen,
        @Nullable String transport,
        @Nullable String reason) {

    static DeviceView of(Device device, Presence presence) {
        boolean heardOf = presence.state() != Presence.State.NEVER;
        return new DeviceView(
                device.id().value(),
                device.site(),
                device.kind(),
                device.name(),
                device.model().orElse(null),
                device.firmware().orElse(null),
                device.interval().map(DeviceView::seconds).orElse(null),
                device.commands(),
                device.createdAt(),
                device.bornAt().orElse(null),
                presence.state() == Presence.State.ONLINE,
                presence.state().word(),
                heardOf ? presence.since() : null,
                presence.lastSeen().orElse(null),
                presence.transport().orElse(null),
                presence.reason().orElse(null));
    }

    /** Whole seconds as a whole number. */
    private static Number seconds(Duration interval) {
        double seconds = interval.toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? (Number) (long) seconds : (Number) seconds;
    }
}
