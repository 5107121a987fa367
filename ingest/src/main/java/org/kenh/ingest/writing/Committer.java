package org.kenh.ingest.writing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.writing.BatchStore.Attempt;
import org.kenh.ingest.writing.BatchStore.Entry;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees a batch through to its end: tries again while the store is away, and takes a batch apart that holds something
 * unstorable or that the store never takes as a whole, so that one message never keeps the others from being committed.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final int TRIES_OF_A_WHOLE_BATCH = 5;
    /** About seven seconds; then the others of its lane have waited long enough, and it may come again. */
    private static final int TRIES_OF_A_MESSAGE = 8;

    private final BatchStore store;
    private final Aftermath aftermath;
    private final Room room;
    private final LaneMeters meters;
    private final CountDownLatch givenUp = new CountDownLatch(1);

    Committer(BatchStore store, Aftermath aftermath, Room room, LaneMeters meters) {
        this.store = store;
        this.aftermath = aftermath;
        this.room = room;
        this.meters = meters;
    }

    /** From now on nothing is tried again. */
    void giveUp() {
        givenUp.countDown();
    }

    /** Returns when every message of the batch has been answered. */
    void commit(List<Waiting> batch) {
        switch (attempt(batch.stream().map(Waiting::entry).toList())) {
            case Attempt.Stored stored -> settleAll(batch, stored);
            case Attempt.Unavailable(String reason) ->
                batch.forEach(message -> settle(message, new Receipt.Failed(reason)));
            case Attempt.Unwilling(String reason)
            when batch.size() == 1 -> settle(batch.getFirst(), new Receipt.Failed(reason));
            case Attempt.Unwilling(String reason) -> {
                LOG.warn("A batch of {} messages is not taken as a whole: {}", batch.size(), reason);
                commitHalves(batch);
            }
            case Attempt.Unstorable(String reason) when batch.size() == 1 -> reject(batch.getFirst(), reason);
            case Attempt.Unstorable(String reason) -> {
                LOG.warn("A batch of {} messages holds one that cannot be stored: {}", batch.size(), reason);
                commitHalves(batch);
            }
        }
    }

    /** The first half first: the order of one device's messages is kept. */
    private void commitHalves(List<Waiting> batch) {
        commit(batch.subList(0, batch.size() / 2));
        commit(batch.subList(batch.size() / 2, batch.size()));
    }

    /** Answers as failed whatever of the batch has not been answered yet. */
    void fail(List<Waiting> batch, String reason) {
        Receipt failed = new Receipt.Failed(reason);
        batch.forEach(message -> answer(message, failed));
    }

    private void reject(Waiting message, String reason) {
        Entry rejection = new Entry(
                message.entry().id(),
                new DeviceMessage.Malformed(message.message().origin(), reason, ""));
        switch (attempt(List.of(rejection))) {
            case Attempt.Stored stored -> settle(message, new Receipt.Refused(reason, ""));
            case Attempt.Unavailable(String why) -> settle(message, new Receipt.Failed(why));
            case Attempt.Unwilling(String why) -> settle(message, new Receipt.Failed(why));
            case Attempt.Unstorable(String why) -> {
                LOG.error(
                        "A message of device {} can be stored neither as readings nor as rejected: {}",
                        message.message().origin().device(),
                        why);
                settle(message, new Receipt.Failed(why));
            }
        }
    }

    /**
     * Ends with {@link Attempt.Unavailable} only after {@link #giveUp}; with {@link Attempt.Unwilling} also when it has been
     * tried often enough.
     */
    private Attempt attempt(List<Entry> entries) {
        int mostUnwilling = entries.size() == 1 ? TRIES_OF_A_MESSAGE : TRIES_OF_A_WHOLE_BATCH;
        long pause = FIRST_PAUSE_MILLIS;
        Attempt attempt = storeOnce(entries);
        int unwilling = countUnwilling(attempt);
        Optional<String> obstacle = obstacle(attempt);
        while (obstacle.isPresent() && unwilling < mostUnwilling && !isGivenUpAfter(pause)) {
            LOG.warn("The database does not take {} messages, trying again: {}", entries.size(), obstacle.get());
            meters.retry();
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            attempt = storeOnce(entries);
            unwilling += countUnwilling(attempt);
            obstacle = obstacle(attempt);
        }
        return attempt;
    }

    private static int countUnwilling(Attempt attempt) {
        return attempt instanceof Attempt.Unwilling ? 1 : 0;
    }

    /** Why it should be tried again; empty when it need not. */
    private static Optional<String> obstacle(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Unavailable(String reason) -> Optional.of(reason);
            case Attempt.Unwilling(String reason) -> Optional.of(reason);
            case Attempt.Stored stored -> Optional.empty();
            case Attempt.Unstorable unstorable -> Optional.empty();
        };
    }

    private Attempt storeOnce(List<Entry> entries) {
        if (givenUp.getCount() == 0) {
            return new Attempt.Unavailable("the centre is stopping");
        }
        long start = System.nanoTime();
        Attempt attempt = store.store(entries);
        if (attempt instanceof Attempt.Stored) {
            meters.batch(entries.size(), System.nanoTime() - start);
        }
        return attempt;
    }

    private boolean isGivenUpAfter(long millis) {
        try {
            return givenUp.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void settleAll(List<Waiting> batch, Attempt.Stored stored) {
        follow(batch.getFirst(), () -> aftermath.committed(stored));
        byDevice(batch).forEach(places -> {
            for (int place : places) {
                settle(batch.get(place), stored.receipts().get(place));
            }
        });
    }

    /**
     * The places of each device's messages in the batch. A device that hears all of its answers in one go needs one
     * write to its socket, not one for each.
     */
    private static Collection<List<Integer>> byDevice(List<Waiting> batch) {
        Map<DeviceId, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            places.computeIfAbsent(batch.get(i).device(), device -> new ArrayList<>())
                    .add(i);
        }
        return places.values();
    }

    private void settle(Waiting message, Receipt receipt) {
        follow(message, () -> aftermath.settled(message.message(), receipt));
        answer(message, receipt);
    }

    /** What follows may fail in any way; the answers are owed all the same. */
    private static void follow(Waiting message, Runnable consequence) {
        try {
            consequence.run();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "What follows a commit failed for device {}",
                    message.message().origin().device(),
                    e);
        }
    }

    /** Only the first answer counts, and only it gives the bytes back. */
    private void answer(Waiting message, Receipt receipt) {
        if (message.answer().complete(receipt)) {
            room.give(message);
            meters.settled(receipt, message.values());
        }
    }
}
