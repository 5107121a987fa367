package org.kenh.ingest.credential;

import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/** Where kept secrets are. Blocks; {@link org.kenh.ingest.IngestException} means that the store failed. */
public interface SecretStore {
    /** Empty for an unknown or deleted device. */
    Optional<KeptSecret> find(DeviceId device);
}
