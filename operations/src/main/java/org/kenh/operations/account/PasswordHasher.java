package org.kenh.operations.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with argon2id, 19 MiB and two passes (OWASP's recommendation), as PHC strings. At most two hashes
 * are computed at a time, so that a flood of logins takes 38 MiB and two cores' attention, not the machine; and few wait, so that it does not hold everybody else's calls either.
 */
public final class PasswordHasher {
    private static final Cost COST = new Cost(19_456, 2, 1);
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 16;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final Semaphore admitted = new Semaphore(AT_A_TIME + MOST_WAITING);
    private final Duration patience;

    /** How long a caller waits for its turn before it is sent away. */
    public PasswordHasher(Duration patience) {
        this.patience = patience;
    }

    /** Empty if too many are waiting. */
    Optional<String> hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return derive(password, salt, HASH_BYTES, COST).map(hash -> format(salt, hash));
    }

    /** Empty if too many are waiting. */
    Optional<Boolean> matches(String password, String stored) {
        Matcher parts = FORM.matcher(stored);
        if (!parts.matches()) {
            return Optional.of(false);
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        Cost cost = new Cost(number(parts, 1), number(parts, 2), number(parts, 3));
        return derive(password, salt, expected.length, cost).map(hash -> MessageDigest.isEqual(hash, expected));
    }

    private Optional<byte[]> derive(String password, byte[] salt, int bytes, Cost cost) {
        if (!enter()) {
            return Optional.empty();
        }
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(cost.kibibytes())
                    .withIterations(cost.passes())
                    .withParallelism(cost.lanes())
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[bytes];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return Optional.of(hash);
        } finally {
            places.release();
            admitted.release();
        }
    }

    private boolean enter() {
        if (!admitted.tryAcquire()) {
            return false;
        }
        boolean entered = false;
        try {
            entered = places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!entered) {
            admitted.release();
        }
        return entered;
    }

    private static String format(byte[] salt, byte[] hash) {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + COST.kibibytes() + ",t=" + COST.passes() + ",p=" + COST.lanes() + "$"
                + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private record Cost(int kibibytes, int passes, int lanes) {}
}
