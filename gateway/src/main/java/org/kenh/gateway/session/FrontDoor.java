package org.kenh.gateway.session;

import java.time.Duration;
import java.util.List;
import org.kenh.telemetry.DeviceId;

/** One protocol's way in. Starting and stopping block; call them from a thread that may. */
public interface FrontDoor {
    /** Listens from here on; throws {@link ListenException} when an address cannot be had. */
    void start();

    /**
     * Stops accepting and reading, waits at most {@code patience} for what was taken to be answered, says goodbye where
     * the protocol can, and closes.
     */
    void stop(Duration patience);

    /** Where it really listens; empty before the start. */
    List<BoundListener> listeners();

    /** Ends the device's connection, because its secret was renewed or it was deleted. Does not wait. */
    void disconnect(DeviceId device);

    /** An address cannot be listened on, or a certificate cannot be read. */
    final class ListenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ListenException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
