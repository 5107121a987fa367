package org.kenh.operations.loudspeaker.programme;

import java.time.Instant;
import java.util.List;
import org.kenh.operations.command.CommandState;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Keeps what plans the clusters were told. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface PlanStore {
    /** The newest of each cluster. */
    List<Sent> newest();

    /** Queues the command and takes back older plans that still wait; false if the version is not newer than the kept ones. */
    boolean send(DeviceId device, long version, String digest, Command command);

    /**
     * A plan that a cluster was sent.
     *
     * @param digest of its slots
     * @param since when its command came to its state
     * @param tries how often the same slots were sent, since the cluster last had them
     */
    record Sent(
            String device,
            long version,
            String digest,
            String command,
            Instant at,
            CommandState state,
            String detail,
            Instant since,
            int tries) {}
}
