package org.kenh.operations.command;

import java.time.Instant;
import java.util.List;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/**
 * A command with what has become of it.
 *
 * @param issuedBy user name
 * @param detail what the device last said; empty if nothing
 * @param steps how it came to its state, oldest first
 * @param ignored what was reported but was not possible any more, oldest first
 */
public record IssuedCommand(
        DeviceId device,
        Command command,
        String issuedBy,
        CommandState state,
        String detail,
        List<Step> steps,
        List<Step> ignored) {
    public IssuedCommand {
        steps = List.copyOf(steps);
        ignored = List.copyOf(ignored);
    }

    /** One step, with the time at which the centre learnt of it. */
    public record Step(CommandState state, Instant at, String detail) {}
}
