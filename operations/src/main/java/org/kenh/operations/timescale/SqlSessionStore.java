package org.kenh.operations.timescale;

import java.time.Instant;
import java.util.Optional;
import org.kenh.operations.account.SessionStore;

/** Sessions in table {@code session}. */
public final class SqlSessionStore implements SessionStore {
    private final OperationsDatabase database;

    public SqlSessionStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public void open(StoredSession session, int most) {
        database.inTransaction("open a session", handle -> {
            handle.createUpdate("""
                            insert into session (token_hash, username, address, created_at, used_at, expires_at)
                            values (:hash, :username, :address, :at, :at, :end)""")
                    .bind("hash", session.tokenHash())
                    .bind("username", session.username())
                    .bind("address", session.address())
                    .bind("at", session.createdAt())
                    .bind("end", session.expiresAt())
                    .execute();
            return handle.createUpdate("""
                            delete from session where token_hash in (
                                select token_hash from session where username = :username and token_hash <> :hash
                                order by used_at desc offset :others)""")
                    .bind("username", session.username())
                    .bind("hash", session.tokenHash())
                    .bind("others", most - 1)
                    .execute();
        });
    }

    @Override
    public Optional<Found> find(String tokenHash) {
        return database.withHandle(
                "look up a session",
                handle -> handle.createQuery("select " + SqlAccountStore.ACCOUNT_COLUMNS + ", s.used_at, s.expires_at"
                                + " from session s join account a on a.username = s.username"
                                + SqlAccountStore.GRANT_IN_FORCE + "where s.token_hash = :hash")
                        .bind("hash", tokenHash)
                        .map((row, context) -> new Found(
                                SqlAccountStore.account(row),
                                row.getTimestamp("used_at").toInstant(),
                                row.getTimestamp("expires_at").toInstant()))
                        .findOne());
    }

    @Override
    public void touch(String tokenHash, Instant at) {
        database.withHandle(
                "prolong a session",
                handle -> handle.createUpdate(
                                "update session set used_at = greatest(used_at, :at) where token_hash = :hash")
                        .bind("hash", tokenHash)
                        .bind("at", at)
                        .execute());
    }

    @Override
    public void end(String tokenHash) {
        database.withHandle(
                "end a session",
                handle -> handle.createUpdate("delete from session where token_hash = :hash")
                        .bind("hash", tokenHash)
                        .execute());
    }

    @Override
    public void endAll(String username, Optional<String> except) {
        database.withHandle(
                "end the sessions of an account",
                handle -> handle.createUpdate("""
                        delete from session where username = :username and token_hash is distinct from :except""")
                        .bind("username", username)
                        .bind("except", except)
                        .execute());
    }

    @Override
    public void purge(Instant usedBefore, Instant now) {
        database.withHandle(
                "remove old sessions",
                handle -> handle.createUpdate("delete from session where used_at <= :before or expires_at <= :now")
                        .bind("before", usedBefore)
                        .bind("now", now)
                        .execute());
    }
}
