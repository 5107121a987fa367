package org.kenh.ingest.writing;

import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;

/** Hears of what became of messages, in the order of their commits, before the devices do. Must not block. */
public interface Aftermath {
    void settled(DeviceMessage message, Receipt receipt);

    /** A batch was committed; its messages are settled one by one after this. */
    void committed(BatchStore.Attempt.Stored stored);
}
