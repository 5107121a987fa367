package org.kenh.ingest.writing;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;

/** A message that waits for its commit, with the answer that it waits for. */
record Waiting(UUID id, DeviceMessage message, long bytes, CompletableFuture<Receipt> answer) {
    /** What an object on the heap costs beside its payload, roughly. */
    private static final int MESSAGE_OVERHEAD = 400;

    private static final int VALUE_OVERHEAD = 200;

    static Waiting of(DeviceMessage message) {
        long bytes = message.origin().payload().length + MESSAGE_OVERHEAD + (long) VALUE_OVERHEAD * count(message);
        return new Waiting(UUID.randomUUID(), message, bytes, new CompletableFuture<>());
    }

    /** How much of a batch it fills; at least 1. */
    int values() {
        return Math.max(1, count(message));
    }

    BatchStore.Entry entry() {
        return new BatchStore.Entry(id, message);
    }

    private static int count(DeviceMessage message) {
        return switch (message) {
            case DeviceMessage.Readings readings -> readings.readings().size();
            case DeviceMessage.BirthReport report -> report.birth().series().size();
            case DeviceMessage.Malformed malformed -> 0;
        };
    }
}
