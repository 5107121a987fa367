package org.kenh.operations.account;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps sessions by the hash of their tokens, so that they survive a restart and a stolen copy of the database opens
 * none. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed.
 */
public interface SessionStore {
    /** Opens a session; of one account at most {@code most} stay, the least recently used end. */
    void open(StoredSession session, int most);

    /** The session with its person as of now. */
    Optional<Found> find(String tokenHash);

    void touch(String tokenHash, Instant at);

    void end(String tokenHash);

    /** Ends the account's sessions, but one may stay. */
    void endAll(String username, Optional<String> except);

    /** Removes sessions that ended before. */
    void purge(Instant usedBefore, Instant now);

    record StoredSession(String tokenHash, String username, String address, Instant createdAt, Instant expiresAt) {}

    record Found(Account account, Instant usedAt, Instant expiresAt) {}
}
