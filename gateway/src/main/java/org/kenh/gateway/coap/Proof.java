package org.kenh.gateway.coap;

import java.time.Duration;
import org.kenh.gateway.session.DeviceCredentials.Verdict;

/**
 * The secret that a device has proven to know, kept as long as its session so that a session does not outlive the
 * device's rights: after a while it is compared with the store again. Safe for any thread.
 */
final class Proof {
    /** A device that was deleted or got a new secret is refused after this time at the latest. */
    static final Duration GOOD_FOR = Duration.ofSeconds(60);

    private final byte[] secret;
    private volatile long checkedAt;
    private volatile boolean valid = true;

    Proof(byte[] secret) {
        this.secret = secret.clone();
        this.checkedAt = System.nanoTime();
    }

    byte[] secret() {
        return secret.clone();
    }

    /**
     * Whether it can be relied on without asking the store.
     *
     * @param doubtedAt {@link System#nanoTime} of the last change of any secret; what was checked before is not fresh
     */
    boolean isFresh(long doubtedAt) {
        long last = checkedAt;
        return valid && last - doubtedAt > 0 && System.nanoTime() - last < GOOD_FOR.toNanos();
    }

    /** Takes what the store said. A store that cannot be asked changes nothing: the last word stands. */
    boolean renew(Verdict verdict) {
        switch (verdict) {
            case ACCEPTED -> {
                checkedAt = System.nanoTime();
                valid = true;
            }
            case WRONG -> valid = false;
            case UNAVAILABLE -> {
                // The store's absence must not lock out a device that was let in before.
            }
        }
        return valid;
    }
}
