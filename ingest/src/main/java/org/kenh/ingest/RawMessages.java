package org.kenh.ingest;

import java.time.Instant;
import java.util.List;
import org.kenh.telemetry.DeviceId;

/** The last few raw messages of every device, for people who look for a fault. Kept in memory, bounded in bytes. */
public interface RawMessages {
    /** Newest first, at most 10. */
    List<RawMessage> of(DeviceId device);

    /**
     * A message as it came.
     *
     * @param payload at most the first 2 KiB, as text if it is UTF-8, else in hexadecimal
     * @param outcome {@code committed}, {@code rejected: …}
     */
    record RawMessage(
            Instant receivedAt, String transport, String address, int bytes, String payload, String outcome) {}
}
