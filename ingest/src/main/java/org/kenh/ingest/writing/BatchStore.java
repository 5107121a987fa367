package org.kenh.ingest.writing;

import java.util.List;
import java.util.UUID;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.live.LiveEvent.NewReadings;

/** Stores batches of messages, each in one transaction. Blocks; never throws for what the store or the data did. */
public interface BatchStore {
    /** Stores all messages or none. Storing a batch again that has been stored already changes nothing. */
    Attempt store(List<Entry> batch);

    /**
     * A message with the identity under which it is kept should it be rejected, so that storing it again makes no second
     * copy.
     */
    record Entry(UUID id, DeviceMessage message) {}

    /** How an attempt ended. */
    sealed interface Attempt {
        /**
         * Committed.
         *
         * @param receipts one per message, in their order
         * @param news the last values that became newer, by device
         * @param committed all that was not stored before
         */
        record Stored(List<Receipt> receipts, List<NewReadings> news, CommittedBatch committed) implements Attempt {
            public Stored {
                receipts = List.copyOf(receipts);
                news = List.copyOf(news);
            }
        }

        /** The store is away, or whether it committed is unknown: the same batch should be tried again. */
        record Unavailable(String reason) implements Attempt {}

        /**
         * The store is there but did not take the batch, for a reason that is not in the data, such as a time limit. The
         * same batch should be tried again, and a smaller one may succeed sooner.
         */
        record Unwilling(String reason) implements Attempt {}

        /** Something in this batch cannot be stored, now or later; nothing of it was. */
        record Unstorable(String reason) implements Attempt {}
    }
}
