package org.kenh.bench.load;

import java.time.Duration;

/**
 * What one run of load does.
 *
 * @param window messages of a connection that may await their acknowledgement
 * @param payload of each message
 * @param rate messages per second of all connections together; 0: as many as the windows let through
 * @param warmup not measured
 * @param duration measured
 * @param threads that drive the connections
 * @param connectRate connections opened per second
 */
public record LoadPlan(
        Target target,
        int window,
        Payload payload,
        double rate,
        Duration warmup,
        Duration duration,
        int threads,
        int connectRate) {
    private static final int MOST_WINDOW = 10_000;

    public LoadPlan {
        if (window < 1 || window > MOST_WINDOW) {
            throw new IllegalArgumentException("window must be 1 to " + MOST_WINDOW + ", but is " + window);
        }
        if (threads < 1 || connectRate < 1 || rate < 0) {
            throw new IllegalArgumentException("threads and connect rate must be positive, the rate not negative: "
                    + threads + ", " + connectRate + ", " + rate);
        }
    }

    /** The load that peers were measured with: window 20, 5 values a message, as fast as it goes. */
    public static LoadPlan saturation(Target target, Duration duration) {
        return new LoadPlan(target, 20, new Payload(1, 5), 0, Duration.ofSeconds(2), duration, 1, 1000);
    }

    public LoadPlan withRate(double changed) {
        return new LoadPlan(target, window, payload, changed, warmup, duration, threads, connectRate);
    }

    public LoadPlan withWindow(int changed) {
        return new LoadPlan(target, changed, payload, rate, warmup, duration, threads, connectRate);
    }
}
