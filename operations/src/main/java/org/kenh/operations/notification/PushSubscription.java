package org.kenh.operations.notification;

import java.time.Instant;

/**
 * A browser that takes messages while the console is not open.
 *
 * @param endpoint at its push service; whoever knows it can only send what the browser cannot decrypt
 * @param p256dh the browser's public key, an uncompressed point of P-256 in base64url
 * @param auth 16 secret bytes in base64url
 */
public record PushSubscription(
        long id, String username, String endpoint, String p256dh, String auth, Instant createdAt) {
    public static final int MOST_PER_PERSON = 5;

    /** Leaves the keys out, so that they reach no log. */
    @Override
    public String toString() {
        return "PushSubscription[" + id + " of " + username + "]";
    }
}
