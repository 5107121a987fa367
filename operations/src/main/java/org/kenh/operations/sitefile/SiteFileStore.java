package org.kenh.operations.sitefile;

import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Keeps site files. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface SiteFileStore {
    /**
     * Keeps a version, queues its command, and ends the commands of earlier versions that the device has not begun to
     * carry out, all or nothing. False if {@code version} is not the one after the newest.
     */
    boolean add(DeviceId device, NewVersion file, Command command);

    /** Number of the newest version; 0 if there is none. */
    int newestVersion(DeviceId device);

    Optional<SiteFile> find(DeviceId device, int version);

    /** Newest first. */
    List<SiteFile> history(DeviceId device, int limit);

    /** The newest version that the device has confirmed. */
    Optional<SiteFile> confirmed(DeviceId device);

    /** A version that is to be kept. */
    record NewVersion(int version, String yaml, String sha256, String createdBy) {}
}
