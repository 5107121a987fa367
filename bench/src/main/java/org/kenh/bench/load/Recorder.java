package org.kenh.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one thread counts for one kind of message. Read by others only after the thread has ended. */
final class Recorder {
    private static final long LONGEST_NANOS = 600_000_000_000L;

    private final Histogram latency = new Histogram(1_000, LONGEST_NANOS, 3);
    private final Map<String, Long> failures = new TreeMap<>();
    private long sent;
    private long acknowledged;
    private long measured;
    private long measureFrom = Long.MAX_VALUE;
    private long measureTo = Long.MAX_VALUE;

    void measure(long fromNanos, long toNanos) {
        measureFrom = fromNanos;
        measureTo = toNanos;
    }

    void sent() {
        sent++;
    }

    void acknowledged(long intendedNanos, long nowNanos) {
        acknowledged++;
        if (nowNanos - measureFrom >= 0 && nowNanos - measureTo < 0) {
            measured++;
            latency.recordValue(Math.clamp(nowNanos - intendedNanos, 1_000, LONGEST_NANOS));
        }
    }

    void failed(String reason, long count) {
        failures.merge(reason, count, Long::sum);
    }

    FlowResult result(double seconds) {
        return new FlowResult(sent, acknowledged, measured, seconds, latency, Map.copyOf(failures));
    }
}
