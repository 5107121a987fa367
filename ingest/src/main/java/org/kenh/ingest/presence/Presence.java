package org.kenh.ingest.presence;

import java.time.Instant;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/**
 * Whether a device is there.
 *
 * @param since when it entered this state
 * @param lastSeen when the centre last heard of it, in any form
 * @param transport the way of its last message or connection, in lower case; empty if never
 * @param reason why it is away (lower-case name of the departure, or {@code silent}); empty when online
 */
public record Presence(
        DeviceId device,
        State state,
        Instant since,
        Optional<Instant> lastSeen,
        Optional<String> transport,
        Optional<String> reason) {

    /**
     * <pre>
     *            message or connection
     *   NEVER ──────────────────────────▶ ONLINE ◀──────────────┐
     *                                     │   │                  │ message
     *            nothing for 2 × interval │   │ connection lost  │ or connection
     *                                     ▼   ▼                  │
     *                                  SILENT  OFFLINE ──────────┘
     * </pre>
     *
     * SILENT: nothing was heard for twice the reporting interval, connected or not. OFFLINE: its connection ended and
     * no other one came.
     */
    public enum State {
        NEVER,
        ONLINE,
        SILENT,
        OFFLINE;

        /** The word in the API. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
