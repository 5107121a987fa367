package org.kenh.gateway.mqtt;

import java.time.Duration;
import java.util.Optional;
import org.kenh.gateway.session.ConnectionListener.Departure;

/**
 * How a connection ended.
 *
 * @param sessionExpiry how long its session lives on
 * @param will what is still to be said in the device's name unless it returns in time
 */
record Farewell(Departure departure, Duration sessionExpiry, Optional<ScheduledWill> will) {
    /**
     * A will that waits.
     *
     * @param delay not zero
     * @param speaking says it; does not block
     */
    record ScheduledWill(Duration delay, Runnable speaking) {}
}
