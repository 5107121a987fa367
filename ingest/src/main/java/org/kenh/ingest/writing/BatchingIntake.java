package org.kenh.ingest.writing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Intake;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.IngestConfig.Writing;
import org.kenh.telemetry.DeviceId;

/**
 * Gathers the messages of all devices and has them committed in batches. What waits is bounded in bytes; a message is
 * answered after the commit of its batch, never before. While the store is away, messages stay queued, unanswered.
 */
public final class BatchingIntake implements Intake, AutoCloseable {
    private final Writing settings;
    private final Room room;
    private final List<Lane> lanes = new ArrayList<>();

    public BatchingIntake(Writing settings, BatchStore store, Aftermath aftermath, MeterRegistry meters) {
        this.settings = settings;
        this.room = new Room(settings.queueBytes());
        LaneMeters laneMeters = new LaneMeters(meters);
        Gauge.builder("kenh.ingest.queue.bytes", room, Room::taken)
                .description("bytes that wait for their commit")
                .register(meters);
        for (int i = 0; i < settings.lanes(); i++) {
            LaneQueue queue = new LaneQueue(settings.batchValues(), settings.linger());
            lanes.add(new Lane("kenh-lane-" + i, queue, new Committer(store, aftermath, room, laneMeters)));
        }
        lanes.forEach(Lane::start);
    }

    @Override
    public CompletionStage<Receipt> accept(DeviceMessage message) {
        Waiting waiting = Waiting.of(message);
        if (!room.take(waiting)) {
            return CompletableFuture.completedFuture(new Receipt.Overloaded(settings.retryAfter()));
        }
        if (!laneOf(message).offer(waiting)) {
            room.give(waiting);
            return CompletableFuture.completedFuture(new Receipt.Failed("the centre is stopping"));
        }
        // A view that others cannot complete: who completes the answer also gives the bytes back.
        return waiting.answer().minimalCompletionStage();
    }

    @Override
    public boolean isSaturated() {
        return room.isSaturated();
    }

    @Override
    public boolean isSaturated(DeviceId device) {
        return room.isSaturatedFor(device);
    }

    @Override
    public void onRelief(Runnable action) {
        room.onRelief(action);
    }

    /** Commits what is queued and answers it; what the store does not take within the time set is answered as failed. */
    @Override
    public void close() {
        lanes.forEach(Lane::close);
        long deadline = System.nanoTime() + settings.closing().toNanos();
        for (Lane lane : lanes) {
            lane.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
        }
        lanes.forEach(Lane::abandon);
    }

    private Lane laneOf(DeviceMessage message) {
        int hash = message.origin().device().hashCode();
        return lanes.get(Math.floorMod((hash * 0x9E3779B9) >>> 16, lanes.size()));
    }
}
