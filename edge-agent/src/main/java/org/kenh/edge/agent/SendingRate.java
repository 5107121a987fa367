package org.kenh.edge.agent;

import java.time.Duration;
import org.kenh.edge.clock.MonotonicClock;

/**
 * How much may be sent: after each message a pause in which it would have gone over a line of that rate. Not
 * thread-safe.
 */
final class SendingRate {
    /** Headers of IP, TCP or UDP, TLS and MQTT or CoAP, and the acknowledgement, about. */
    private static final int OVERHEAD_BYTES = 160;

    private static final double BITS = 8;
    private static final double NANOS = 1e9;

    private final double bitsPerSecond;
    private final MonotonicClock clock;
    private long freeAt;

    /** Infinity is a rate. */
    SendingRate(double bitsPerSecond, MonotonicClock clock) {
        this.bitsPerSecond = bitsPerSecond;
        this.clock = clock;
        this.freeAt = clock.nanos();
    }

    /** How long to wait for the next message; zero if it may go now. */
    Duration untilNext() {
        long wait = freeAt - clock.nanos();
        return wait <= 0 ? Duration.ZERO : Duration.ofNanos(wait);
    }

    /** A message of that many bytes goes now. */
    void sent(int bytes) {
        long now = clock.nanos();
        long time = (long) ((bytes + OVERHEAD_BYTES) * BITS * NANOS / bitsPerSecond);
        freeAt = Math.max(freeAt, now) + time;
    }
}
