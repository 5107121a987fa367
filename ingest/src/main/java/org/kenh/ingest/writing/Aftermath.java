package org.kenh.ingest.writing;

import java.util.List;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.live.LiveEvent.NewReadings;

/** Hears of what became of messages, in the order of their commits, before the devices do. Must not block. */
public interface Aftermath {
    void settled(DeviceMessage message, Receipt receipt);

    void committed(List<NewReadings> news);
}
