package org.kenh.operations.account;

import java.time.Instant;

/**
 * A person in a session.
 *
 * @param session the hash of the session's token, which names the session
 * @param expiresAt when the session ends at the latest
 */
public record Principal(Account account, String session, Instant expiresAt) {}
