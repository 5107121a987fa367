package org.kenh.gateway.session;

import java.time.Duration;

/**
 * How much one device may send in the long run, whatever protocol it speaks.
 *
 * @param messagesPerSecond 0 for any number
 * @param bytesPerSecond of payload; 0 for any number
 * @param burst how much time's worth may come at once after a pause
 */
public record RateLimit(int messagesPerSecond, int bytesPerSecond, Duration burst) {
    public static final int LEAST_BYTES_PER_SECOND = 16 * 1024;

    /** A device that reports twenty values every second sends a fiftieth of it; one that went wild does no harm. */
    public static final RateLimit DEFAULT = new RateLimit(1_000, 2 * 1024 * 1024, Duration.ofSeconds(10));

    public RateLimit {
        if (messagesPerSecond < 0) {
            throw new IllegalArgumentException("messagesPerSecond must not be negative, but is " + messagesPerSecond);
        }
        if (bytesPerSecond != 0 && bytesPerSecond < LEAST_BYTES_PER_SECOND) {
            throw new IllegalArgumentException(
                    "bytesPerSecond must be 0 or at least " + LEAST_BYTES_PER_SECOND + ", but is " + bytesPerSecond);
        }
        if (burst.isNegative() || burst.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("burst must be 0 to 1 h, but is " + burst);
        }
    }
}
