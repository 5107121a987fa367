package org.kenh.operations.sitefile;

import java.time.Instant;
import org.kenh.operations.command.CommandState;
import org.kenh.telemetry.DeviceId;

/**
 * One version of the file by which a device is to work, with how far it has come.
 *
 * @param version 1 or more, growing with each change
 * @param sha256 of the file in UTF-8, in lower-case hexadecimal
 * @param createdBy user name
 * @param state of the command that brings it; done means that the device works by it and reached the centre with it
 * @param stateAt when the state was reached
 * @param detail what the device last said of it; empty if nothing
 */
public record SiteFile(
        DeviceId device,
        int version,
        String yaml,
        String sha256,
        Instant createdAt,
        String createdBy,
        CommandState state,
        Instant stateAt,
        String detail) {}
