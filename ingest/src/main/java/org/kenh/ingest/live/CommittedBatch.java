package org.kenh.ingest.live;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/**
 * What one commit has brought that was not stored before.
 *
 * @param packs in the order in which they came; of one device always the order of its messages
 * @param unsure devices of which an earlier commit may have brought more than was told: whoever must not miss a reading
 *     reads them from the store
 */
public record CommittedBatch(List<Pack> packs, Set<DeviceId> unsure) {
    public static final CommittedBatch NOTHING = new CommittedBatch(List.of(), Set.of());

    public CommittedBatch {
        packs = List.copyOf(packs);
        unsure = Set.copyOf(unsure);
    }

    /**
     * The readings of one message; never empty. Of readings of one series and time within it the first one was stored.
     *
     * @param readings the message's own list where nothing of it was stored before; not to be changed
     */
    public record Pack(DeviceId device, Instant receivedAt, List<Reading> readings) {}
}
