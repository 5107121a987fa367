package org.kenh.ingest.completeness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How complete a day of a device is, as far as is known now: what has not come yet counts as lost until it comes.
 *
 * @param packs with {@link Counting#INTERVAL} a pack is what was measured at one time, however the packs were cut
 * @param readings expected and lost ones are estimated from how many a pack of this device has
 * @param lateTime for how much of the day the data came late
 * @param epochs how often the device began to number anew, the first included; around such a beginning losses cannot be
 *     told from the numbers
 * @param lastAt the newest reading of the day
 */
public record DayCompleteness(
        LocalDate day,
        Counting counting,
        Counts packs,
        Counts readings,
        Duration lateTime,
        int epochs,
        Optional<Instant> lastAt) {
    /** The report interval of a device is not exact: clocks drift and boards restart. */
    private static final double COMPLETE_BY_INTERVAL = 0.99;

    /** Received packs as a share of the expected ones, 0 to 1; empty when none were expected or it cannot be told. */
    public OptionalDouble share() {
        return counting == Counting.UNKNOWN || packs.expected() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) packs.received() / packs.expected());
    }

    /** Whether nothing is missing, as exactly as the way of counting can tell; empty when it cannot. */
    public Optional<Boolean> complete() {
        return switch (counting) {
            case SEQUENCE -> Optional.of(packs.lost() == 0);
            case INTERVAL ->
                share().isPresent() ? Optional.of(share().getAsDouble() >= COMPLETE_BY_INTERVAL) : Optional.empty();
            case UNKNOWN -> Optional.empty();
        };
    }

    /** How it is known what was to come. */
    public enum Counting {
        /** By the numbers of the packs. */
        SEQUENCE,
        /** By the device's report interval, from its first reading on. */
        INTERVAL,
        /** Not at all: the device numbers nothing and named no interval, or it was not there yet. */
        UNKNOWN;

        /** As the API says it. */
        public String word() {
            return switch (this) {
                case SEQUENCE -> "sequence";
                case INTERVAL -> "interval";
                case UNKNOWN -> "unknown";
            };
        }
    }

    /** Late ones are among the received ones; expected are received and lost together. */
    public record Counts(long expected, long received, long late, long lost) {
        static Counts of(long received, long late, long lost) {
            return new Counts(received + lost, received, Math.min(late, received), lost);
        }
    }
}
