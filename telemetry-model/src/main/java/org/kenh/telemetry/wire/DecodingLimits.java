package org.kenh.telemetry.wire;

import java.time.Duration;
import java.time.Instant;

/**
 * Bounds that hold while a pack is parsed.
 *
 * @param maxBytes largest payload
 * @param maxRecords most records in a pack
 * @param oldest readings before {@code now - oldest} are rejected: the store keeps nothing that old
 * @param ahead readings after {@code now + ahead} are rejected: no clock is that wrong by accident
 */
public record DecodingLimits(int maxBytes, int maxRecords, Duration oldest, Duration ahead) {
    /** The bounds of the public contract: 256 KiB, 5,000 records, 10 years back, 24 hours ahead. */
    public static final DecodingLimits CONTRACT =
            new DecodingLimits(256 * 1024, 5_000, Duration.ofDays(3_653), Duration.ofHours(24));

    /** The same bounds for a store that keeps readings for so long. */
    public DecodingLimits withOldest(Duration kept) {
        return new DecodingLimits(maxBytes, maxRecords, kept, ahead);
    }

    public Instant earliest(Instant now) {
        return now.minus(oldest);
    }

    public Instant latest(Instant now) {
        return now.plus(ahead);
    }
}
