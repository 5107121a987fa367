package org.kenh.bench;

import java.util.Map;

/**
 * One contender in one round. Processor seconds are per 100,000 messages of five values.
 *
 * @param latencyMedian ms, 0 for COPY
 * @param latencyP99 ms, 0 for COPY
 */
record Measurement(
        Contender contender,
        double messagesPerSecond,
        double valuesPerSecond,
        double latencyMedian,
        double latencyP99,
        double serverSeconds,
        double databaseSeconds,
        double generatorSeconds,
        long acknowledged,
        Map<String, Long> failures) {}
