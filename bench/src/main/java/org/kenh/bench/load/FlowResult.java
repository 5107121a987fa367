package org.kenh.bench.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What became of the messages of one kind.
 *
 * @param sent over the whole run
 * @param acknowledged over the whole run
 * @param measured acknowledged within the measured time
 * @param seconds the measured time
 * @param latency in nanoseconds, of the measured ones, from the intended sending to the acknowledgement
 * @param failures by reason
 */
public record FlowResult(
        long sent, long acknowledged, long measured, double seconds, Histogram latency, Map<String, Long> failures) {
    private static final double NANOS_PER_MILLI = 1e6;

    static FlowResult sum(List<FlowResult> parts) {
        FlowResult first = parts.getFirst();
        Histogram latency = first.latency.copy();
        Map<String, Long> failures = new HashMap<>(first.failures);
        for (FlowResult part : parts.subList(1, parts.size())) {
            latency.add(part.latency);
            part.failures.forEach((reason, count) -> failures.merge(reason, count, Long::sum));
        }
        return new FlowResult(
                parts.stream().mapToLong(FlowResult::sent).sum(),
                parts.stream().mapToLong(FlowResult::acknowledged).sum(),
                parts.stream().mapToLong(FlowResult::measured).sum(),
                first.seconds,
                latency,
                Map.copyOf(failures));
    }

    public double perSecond() {
        return measured / seconds;
    }

    /** 0 when nothing was measured. */
    public double millisAtPercentile(double percentile) {
        return latency.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    public double maxMillis() {
        return latency.getMaxValue() / NANOS_PER_MILLI;
    }

    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
