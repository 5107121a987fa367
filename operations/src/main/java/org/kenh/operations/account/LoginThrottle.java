package org.kenh.operations.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts failed logins per user name, whether or not there is such a user, so that the lock tells nothing. An attempt
 * counts as failed from its beginning until it succeeds: a hundred at once are no way around the limit.
 */
final class LoginThrottle {
    /**
     * To push a locked name out, an attacker must fail with as many others first, and each costs a hash: at two hashes
     * at a time that takes longer than the lock.
     */
    private static final int MOST_NAMES = 50_000;

    private final int allowed;
    private final Duration lock;
    private final Map<String, Attempts> names = new LinkedHashMap<>();

    LoginThrottle(int allowed, Duration lock) {
        this.allowed = allowed;
        this.lock = lock;
    }

    /** Begins an attempt; if the name is locked there is none, and the answer is how long the lock still lasts. */
    synchronized Optional<Duration> begin(String username, Instant now) {
        Attempts before = names.remove(username);
        Attempts known = before == null || !now.isBefore(before.last().plus(lock)) ? new Attempts(0, now) : before;
        if (known.count() >= allowed) {
            names.put(username, known);
            return Optional.of(Duration.between(now, known.last().plus(lock)));
        }
        names.put(username, new Attempts(known.count() + 1, now));
        forgetOldest();
        return Optional.empty();
    }

    synchronized void succeeded(String username) {
        names.remove(username);
    }

    /** The attempt was not judged (the server was busy or failed), so it does not count. */
    synchronized void withdrawn(String username) {
        Attempts attempts = names.remove(username);
        if (attempts != null && attempts.count() > 1) {
            names.put(username, new Attempts(attempts.count() - 1, attempts.last()));
        }
    }

    private void forgetOldest() {
        if (names.size() > MOST_NAMES) {
            Iterator<String> oldest = names.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private record Attempts(int count, Instant last) {}
}
