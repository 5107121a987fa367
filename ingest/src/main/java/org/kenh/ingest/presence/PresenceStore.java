package org.kenh.ingest.presence;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.kenh.telemetry.DeviceId;

/** Keeps presence over a restart. Calls block; {@link org.kenh.ingest.IngestException} means that the store failed. */
public interface PresenceStore {
    List<Presence> load();

    /** The reporting intervals that devices have told. */
    Map<DeviceId, Duration> intervals();

    void save(Collection<Presence> changed);
}
