package org.kenh.operations;

import java.time.Duration;
import java.util.Optional;
import org.kenh.operations.account.AccessPolicy;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.keys.SealingKey;

/**
 * Who gets in, and for how long. Keys {@code session.idle}, {@code session.longest}, {@code login.failures} and
 * {@code login.lock}; the environment may hold {@code KENH_ADMIN_PASSWORD} and {@code KENH_SEALING_KEY}.
 *
 * @param firstPassword of the first administrator; empty: made up and shown once
 * @param sealingKey empty: kept in the data directory
 */
public record AccessConfig(AccessPolicy policy, Optional<String> firstPassword, Optional<byte[]> sealingKey) {

    static AccessConfig read(Settings settings) {
        AccessPolicy standard = AccessPolicy.STANDARD;
        AccessPolicy policy = new AccessPolicy(
                settings.duration("session.idle", standard.idle(), Duration.ofMinutes(1), Duration.ofHours(24)),
                settings.duration("session.longest", standard.absolute(), Duration.ofMinutes(5), Duration.ofDays(7)),
                standard.sessionsPerAccount(),
                settings.integer("login.failures", standard.failuresAllowed(), 3, 100),
                settings.duration("login.lock", standard.lock(), Duration.ofMinutes(1), Duration.ofHours(24)));
        return new AccessConfig(
                policy,
                settings.secret(
                        "admin.password",
                        Accounts.SHORTEST_PASSWORD + " to " + Accounts.LONGEST_PASSWORD + " characters",
                        password -> Optional.of(password)
                                .filter(text -> text.length() >= Accounts.SHORTEST_PASSWORD
                                        && text.length() <= Accounts.LONGEST_PASSWORD)),
                settings.secret("sealing-key", SealingKey.BYTES + " bytes in base64", SealingKey::parse));
    }

    /** Leaves the secrets out, so that they reach no log. */
    @Override
    public String toString() {
        return "AccessConfig[" + policy + "]";
    }
}
