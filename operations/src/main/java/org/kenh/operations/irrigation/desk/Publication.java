package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import org.kenh.operations.command.CommandState;
import org.kenh.telemetry.DeviceId;

/**
 * A schedule on its way to a device.
 *
 * @param version of the device's schedule; a device takes only a greater one than it has
 * @param newest no later version was sent to the device
 * @param turns in the document
 * @param state of the command; done: the device runs this schedule
 * @param at when it came to that state
 * @param detail what the device said
 */
public record Publication(
        long plan,
        DeviceId device,
        long version,
        boolean newest,
        int turns,
        String command,
        CommandState state,
        Instant sentAt,
        Instant at,
        Instant expiresAt,
        String detail) {}
