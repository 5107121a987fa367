package org.kenh.ingest.alarm;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/**
 * A rule on one subject.
 *
 * @param sources where the rule's inputs come from; one that the subject does not have is left out and stays unknown
 */
public record Binding(AlarmRule rule, String subject, Map<InputName, Source> sources) {
    private static final Duration LATE_AT_LEAST = Duration.ofMinutes(1);
    private static final Duration LATE_WITHOUT_INTERVAL = Duration.ofMinutes(10);

    public Binding {
        sources = Map.copyOf(sources);
        if (rule.inputs().size() > AlarmRule.MOST_INPUTS) {
            throw new IllegalArgumentException("a rule may look at " + AlarmRule.MOST_INPUTS + " series, but "
                    + rule.id() + " looks at " + rule.inputs().size());
        }
    }

    public AlarmKey key() {
        return new AlarmKey(rule.id(), subject);
    }

    /** After what time without a reading each of the rule's inputs is stale; NEVER if it cannot be. */
    long[] staleAfter() {
        return perInput(interval -> 2 * Micros.of(interval), Micros.NEVER);
    }

    /** After what time a reading of each of the rule's inputs, when it comes, is late. */
    long[] lateAfter() {
        return perInput(
                interval -> Math.max(2 * Micros.of(interval), Micros.of(LATE_AT_LEAST)),
                Micros.of(LATE_WITHOUT_INTERVAL));
    }

    private long[] perInput(ToLongFunction<Duration> ofInterval, long otherwise) {
        return rule.inputs().stream()
                .mapToLong(input -> Optional.ofNullable(sources.get(input))
                        .flatMap(Source::interval)
                        .map(ofInterval::applyAsLong)
                        .orElse(otherwise))
                .toArray();
    }

    /**
     * One series of one device.
     *
     * @param interval how often it is to report: after twice this time without a reading it is stale. Empty: never
     */
    public record Source(DeviceId device, SeriesName series, Optional<Duration> interval) {}
}
