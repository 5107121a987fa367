package org.kenh.ingest.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/**
 * A device as the registry knows it. Its presence is in {@link org.kenh.ingest.presence.PresenceBoard}.
 *
 * @param site id of its site
 * @param kind for example {@code pump-controller}, {@code level-gauge}, {@code loudspeaker}
 * @param interval how often it reports, as it last said at birth
 * @param commands what it obeys, as it last said at birth
 */
public record Device(
        DeviceId id,
        String site,
        String kind,
        String name,
        Optional<String> model,
        Optional<String> firmware,
        Optional<Duration> interval,
        List<String> commands,
        Optional<Instant> bornAt,
        Instant createdAt) {
    public Device {
        commands = List.copyOf(commands);
    }
}
