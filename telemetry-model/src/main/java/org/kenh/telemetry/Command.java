package org.kenh.telemetry;

import java.time.Instant;

/**
 * An intention of the centre for one device. It is a lease: after {@code expiresAt} it must not be carried out any
 * more, and a device carries out one id once.
 *
 * @param id at most 64 characters, unique for ever
 * @param name for example {@code pump.start}; 1 to 64 of {@code A-Za-z0-9-_.}
 * @param args a JSON object, as text
 */
public record Command(String id, String name, String args, Instant issuedAt, Instant expiresAt) {
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
