package org.kenh.gateway.session;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.kenh.telemetry.DeviceId;

/**
 * Keeps MQTT sessions that outlive their connection, so that session-present is truthful also after a restart of the
 * centre. Queued messages are not part of it: commands wait in the {@link org.kenh.gateway.downlink.CommandQueue}.
 * Calls block; make them from a virtual thread. They throw {@link SessionStoreException} when the store is away.
 */
public interface SessionStore {
    /** The session, unless there is none or it has expired. */
    Optional<StoredSession> load(DeviceId device, Instant now);

    void save(DeviceId device, StoredSession session);

    void remove(DeviceId device);

    /**
     * A session without its connection.
     *
     * @param subscriptions topic filters with their granted QoS in the form {@code qos:filter}
     * @param expiresAt after this it is gone
     */
    record StoredSession(Set<String> subscriptions, Instant expiresAt) {
        public StoredSession {
            subscriptions = Set.copyOf(subscriptions);
        }
    }

    /** The store could not be asked. */
    final class SessionStoreException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public SessionStoreException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
