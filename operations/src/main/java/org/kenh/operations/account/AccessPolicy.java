package org.kenh.operations.account;

import java.time.Duration;

/**
 * How long sessions last and when a name is locked.
 *
 * @param idle a session ends when nothing is asked for so long
 * @param absolute a session ends after this in any case
 * @param sessionsPerAccount further ones end the least recently used
 * @param failuresAllowed failed logins before the name is locked
 * @param lock how long it is locked
 */
public record AccessPolicy(
        Duration idle, Duration absolute, int sessionsPerAccount, int failuresAllowed, Duration lock) {
    public static final AccessPolicy STANDARD =
            new AccessPolicy(Duration.ofMinutes(15), Duration.ofHours(12), 20, 5, Duration.ofMinutes(15));
}
