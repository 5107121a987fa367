package org.kenh.ingest.writing;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/**
 * A message that waits for its commit, with the answer that it waits for.
 *
 * @param bytes what it costs while it waits
 * @param backlog whether it tells only of the past: it may wait longer than others
 * @param sinceNanos since when it waits, as in {@link System#nanoTime}
 */
record Waiting(
        BatchStore.Entry entry, long bytes, boolean backlog, long sinceNanos, CompletableFuture<Receipt> answer) {
    /** What an object on the heap costs beside its payload, roughly. */
    private static final int MESSAGE_OVERHEAD = 400;

    private static final int VALUE_OVERHEAD = 120;
    /** What is older than this when it comes was kept by the device while it could not send. */
    private static final long BACKLOG_AGE_MICROS = TimeUnit.MINUTES.toMicros(2);

    /** Ids need only be unique: random for each process, counted within it. */
    private static final long PROCESS = new SecureRandom().nextLong();

    private static final AtomicLong COUNT = new AtomicLong();

    static Waiting of(DeviceMessage message) {
        long bytes = message.origin().payload().length + MESSAGE_OVERHEAD + (long) VALUE_OVERHEAD * count(message);
        UUID id = new UUID(PROCESS, COUNT.incrementAndGet());
        return new Waiting(
                new BatchStore.Entry(id, message),
                bytes,
                isBacklog(message),
                System.nanoTime(),
                new CompletableFuture<>());
    }

    DeviceMessage message() {
        return entry.message();
    }

    DeviceId device() {
        return entry.message().origin().device();
    }

    /** How much of a batch it fills; at least 1. */
    int values() {
        return Math.max(1, count(message()));
    }

    private static int count(DeviceMessage message) {
        return switch (message) {
            case DeviceMessage.Readings readings -> readings.readings().size();
            case DeviceMessage.BirthReport report -> report.birth().series().size();
            case DeviceMessage.Malformed malformed -> 0;
        };
    }

    private static boolean isBacklog(DeviceMessage message) {
        return message instanceof DeviceMessage.Readings readings
                && !readings.readings().isEmpty()
                && isPast(readings.readings(), readings.origin().receivedAt());
    }

    private static boolean isPast(List<Reading> readings, Instant receivedAt) {
        long limit = receivedAt.getEpochSecond() * 1_000_000 - BACKLOG_AGE_MICROS;
        for (Reading reading : readings) {
            if (reading.timeMicros() >= limit) {
                return false;
            }
        }
        return true;
    }
}
