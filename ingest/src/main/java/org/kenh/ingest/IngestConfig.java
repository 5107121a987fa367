package org.kenh.ingest;

import java.time.Duration;
import org.kenh.ingest.presence.PresenceWatch.SilenceRule;

/**
 * How ingest runs. {@link #of} gives the defaults.
 *
 * @param keep how long readings are kept; older ones are not to be taken
 */
public record IngestConfig(
        DatabaseSettings database, Writing writing, SilenceRule silence, RejectedKeeping rejected, Duration keep) {
    private static final Duration TEN_YEARS = Duration.ofDays(3_653);

    public static IngestConfig of(DatabaseSettings database) {
        return new IngestConfig(database, Writing.DEFAULT, SilenceRule.DEFAULT, RejectedKeeping.DEFAULT, TEN_YEARS);
    }

    public IngestConfig withKeep(Duration longest) {
        return new IngestConfig(database, writing, silence, rejected, longest);
    }

    /**
     * How batches form.
     *
     * @param queueBytes most bytes that may wait for their commit, over all devices
     * @param lanes how many batches may be under way at a time; a device always goes through the same lane
     * @param batchValues a batch is closed when it has this many readings
     * @param linger longest wait for more messages when several devices speak at the same time
     * @param retryAfter what an overloaded sender is told
     * @param closing how long closing may wait for what is queued
     */
    public record Writing(
            long queueBytes, int lanes, int batchValues, Duration linger, Duration retryAfter, Duration closing) {
        public static final Writing DEFAULT = new Writing(
                64L * 1024 * 1024, 2, 20_000, Duration.ofMillis(8), Duration.ofSeconds(5), Duration.ofSeconds(3));

        public Writing {
            if (queueBytes < 1024 * 1024) {
                throw new IllegalArgumentException("queueBytes must be at least 1 MiB, but is " + queueBytes);
            }
            if (lanes < 1 || lanes > 8) {
                throw new IllegalArgumentException("lanes must be 1 to 8, but is " + lanes);
            }
            if (batchValues < 1 || batchValues > 100_000) {
                throw new IllegalArgumentException("batchValues must be 1 to 100,000, but is " + batchValues);
            }
        }
    }

    /** How long rejected messages are kept: whichever bound is met first. */
    public record RejectedKeeping(Duration age, int rows, long bytes) {
        public static final RejectedKeeping DEFAULT =
                new RejectedKeeping(Duration.ofDays(90), 100_000, 1024L * 1024 * 1024);
    }
}
