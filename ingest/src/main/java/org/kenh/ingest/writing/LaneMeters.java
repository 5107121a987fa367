package org.kenh.ingest.writing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.kenh.gateway.intake.Receipt;

/** What the lanes count. */
final class LaneMeters {
    private final Counter values;
    private final Counter committed;
    private final Counter refused;
    private final Counter failed;
    private final Counter retries;
    private final DistributionSummary batchMessages;
    private final Timer commit;

    LaneMeters(MeterRegistry meters) {
        this.values = meters.counter("kenh.ingest.values");
        this.committed = meters.counter("kenh.ingest.messages", "outcome", "committed");
        this.refused = meters.counter("kenh.ingest.messages", "outcome", "refused");
        this.failed = meters.counter("kenh.ingest.messages", "outcome", "failed");
        this.retries = meters.counter("kenh.ingest.retries");
        this.batchMessages = meters.summary("kenh.ingest.batch.messages");
        this.commit = meters.timer("kenh.ingest.commit");
    }

    void batch(int messages, long nanos) {
        batchMessages.record(messages);
        commit.record(Duration.ofNanos(nanos));
    }

    void settled(Receipt receipt, int count) {
        switch (receipt) {
            case Receipt.Committed done -> {
                committed.increment();
                values.increment(count);
            }
            case Receipt.Refused no -> refused.increment();
            case Receipt.Overloaded busy -> failed.increment();
            case Receipt.Failed broken -> failed.increment();
        }
    }

    void retry() {
        retries.increment();
    }
}
