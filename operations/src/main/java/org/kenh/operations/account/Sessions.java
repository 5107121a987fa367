package org.kenh.operations.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.kenh.operations.account.AccountStore.StoredAccount;
import org.kenh.operations.account.SessionStore.StoredSession;

/** Lets people in, knows them again by their token, and out. Safe for any thread; calls block on the database. */
public final class Sessions {
    /** A session's last use is written at most this often, so that a busy page does not write at every request. */
    private static final Duration TOUCH_EVERY = Duration.ofSeconds(5);

    /** Checked when there is no such account, so that the answer takes as long as for a wrong password. */
    private static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final PasswordHasher hasher;
    private final InstantSource clock;
    private final AccessPolicy policy;
    private final LoginThrottle throttle;
    private final SecureRandom random = new SecureRandom();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    public Sessions(Stores stores, PasswordHasher hasher, InstantSource clock, AccessPolicy policy) {
        this.accounts = stores.accounts();
        this.sessions = stores.sessions();
        this.hasher = hasher;
        this.clock = clock;
        this.policy = policy;
        this.throttle = new LoginThrottle(policy.failuresAllowed(), policy.lock());
    }

    public Login login(String typedName, String password, String address) {
        String username = Account.normalise(typedName);
        return switch (check(username, password)) {
            case Check.Right(Account account) -> open(account, address);
            case Check.Wrong() -> new Login.Refused();
            case Check.Locked(Duration remaining) -> new Login.Locked(remaining);
            case Check.Busy() -> new Login.Busy();
        };
    }

    /**
     * The person of a token, if its session has not ended. Rights are those of now, not those of the login.
     *
     * @param use whether this counts as use of the session
     */
    public Optional<Principal> authenticate(String token, boolean use) {
        return resume(hashOf(token), use);
    }

    /** Whether a session that was open still is, and with which rights; does not count as use. */
    public Optional<Principal> stillOpen(Principal principal) {
        return resume(principal.session(), false);
    }

    public void logout(Principal principal) {
        sessions.end(principal.session());
        changed(principal.account().username());
    }

    /** Removes sessions that are over from the store. */
    public void purge() {
        Instant now = now();
        sessions.purge(now.minus(policy.idle()), now);
    }

    /** Hears, on any thread, the user names whose rights or sessions have changed. */
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    Check check(String username, String password) {
        Optional<Duration> locked = throttle.begin(username, now());
        if (locked.isPresent()) {
            return new Check.Locked(locked.get());
        }
        try {
            return judge(username, password);
        } catch (RuntimeException e) { // nobody has failed but the server
            throttle.withdrawn(username);
            throw e;
        }
    }

    private Check judge(String username, String password) {
        Optional<StoredAccount> stored = accounts.find(username);
        Optional<Boolean> matches =
                hasher.matches(password, stored.map(StoredAccount::passwordHash).orElse(NOBODY));
        if (matches.isEmpty()) {
            throttle.withdrawn(username);
            return new Check.Busy();
        }
        if (!matches.get() || stored.isEmpty() || stored.get().account().disabled()) {
            return new Check.Wrong();
        }
        throttle.succeeded(username);
        return new Check.Right(stored.get().account());
    }

    void endAll(String username, Optional<String> except) {
        sessions.endAll(username, except);
        changed(username);
    }

    void changed(String username) {
        listeners.forEach(listener -> listener.accept(username));
    }

    private Login open(Account account, String address) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = now();
        Instant end = now.plus(policy.absolute());
        String hash = hashOf(token);
        sessions.open(new StoredSession(hash, account.username(), address, now, end), policy.sessionsPerAccount());
        return new Login.Welcome(token, new Principal(account, hash, end));
    }

    private Optional<Principal> resume(String hash, boolean use) {
        Instant now = now();
        return sessions.find(hash)
                .filter(found -> now.isBefore(found.expiresAt())
                        && now.isBefore(found.usedAt().plus(policy.idle()))
                        && !found.account().disabled())
                .map(found -> {
                    if (use && !now.isBefore(found.usedAt().plus(TOUCH_EVERY))) {
                        sessions.touch(hash, now);
                    }
                    return new Principal(found.account(), hash, found.expiresAt());
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String hashOf(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Where accounts and sessions are kept. */
    public record Stores(AccountStore accounts, SessionStore sessions) {}

    /** How a login ended. */
    public sealed interface Login {
        /** The token is given once, here. */
        record Welcome(String token, Principal principal) implements Login {
            /** Leaves the token out, so that it reaches no log. */
            @Override
            public String toString() {
                return "Welcome[" + principal.account().username() + "]";
            }
        }

        /** Wrong name, wrong password, or disabled: nobody is told which. */
        record Refused() implements Login {}

        record Locked(Duration remaining) implements Login {}

        /** Too many logins at once. */
        record Busy() implements Login {}
    }

    /** How the check of a password ended. */
    sealed interface Check {
        record Right(Account account) implements Check {}

        record Wrong() implements Check {}

        record Locked(Duration remaining) implements Check {}

        record Busy() implements Check {}
    }
}
