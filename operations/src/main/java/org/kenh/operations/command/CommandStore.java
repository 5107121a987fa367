package org.kenh.operations.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Keeps commands. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface CommandStore {
    /** Keeps a new command with its first step, unless {@code mostWaiting} of the device wait already: then false. */
    boolean add(DeviceId device, Command command, String issuedBy, int mostWaiting);

    Optional<IssuedCommand> find(String id);

    /** Newest first. */
    List<IssuedCommand> ofDevice(DeviceId device, int limit);

    /** Commands of the device in state queued that have not expired, oldest first. */
    List<Command> waiting(DeviceId device, Instant now, int limit);

    /**
     * Judges and records a step, also one without effect. Empty if the device has no such command.
     */
    Optional<CommandState.Verdict> record(DeviceId device, String id, IssuedCommand.Step step);

    /** Moves what is due to expired; says how many. */
    int expire(Instant now);
}
