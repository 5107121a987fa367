package org.kenh.operations.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.AccountStore.StoredAccount;

/** Makes and changes accounts. Safe for any thread; calls block on the database. */
public final class Accounts {
    public static final int SHORTEST_PASSWORD = 12;
    public static final int LONGEST_PASSWORD = 256;
    public static final String FIRST_ADMINISTRATOR = "admin";

    /** Without the characters that are taken for one another on paper: 0 O, 1 l I. */
    private static final String LEGIBLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final AccountStore store;
    private final Sessions sessions;
    private final PasswordHasher hasher;
    private final InstantSource clock;

    public Accounts(AccountStore store, Sessions sessions, PasswordHasher hasher, InstantSource clock) {
        this.store = store;
        this.sessions = sessions;
        this.hasher = hasher;
        this.clock = clock;
    }

    /**
     * Makes the first administrator if there is no account yet.
     *
     * @param chosen the password that the keeper of the machine has chosen
     * @return the password to be shown once, if one had to be made up
     */
    public Optional<String> createFirstAdministrator(Optional<String> chosen) {
        if (!store.all().isEmpty()) {
            return Optional.empty();
        }
        String password = chosen.orElseGet(Accounts::madeUpPassword);
        Account admin = new Account(
                FIRST_ADMINISTRATOR, "Quản trị hệ thống", Set.of(Role.ADMINISTRATOR), Optional.empty(), false);
        Change made = create(admin, password);
        if (!(made instanceof Change.Done)) {
            throw new OperationsException("the first administrator could not be made: " + made);
        }
        return chosen.isPresent() ? Optional.empty() : Optional.of(password);
    }

    public List<Account> all() {
        return store.all();
    }

    public Optional<Account> find(String username) {
        return store.find(username).map(StoredAccount::account);
    }

    public Change create(Account account, String password) {
        Optional<String> hash = hasher.hash(password);
        if (hash.isEmpty()) {
            return new Change.Busy();
        }
        boolean created = store.create(new StoredAccount(account, hash.get()), now());
        return created ? new Change.Done(account) : new Change.Exists();
    }

    /**
     * Changes an account; new rights hold from the next request on. A new password or a disabling ends its sessions.
     *
     * @param changing makes the new account of the present one, to which nobody else does anything meanwhile
     */
    public Change change(String username, UnaryOperator<Account> changing, Optional<String> password) {
        Optional<String> hash = password.flatMap(hasher::hash);
        if (password.isPresent() && hash.isEmpty()) {
            return new Change.Busy();
        }
        Change change = change(username, changing, hash, now());
        if (change instanceof Change.Done(Account account)) {
            if (account.disabled() || password.isPresent()) {
                sessions.endAll(username, Optional.empty());
            } else {
                sessions.changed(username);
            }
        }
        return change;
    }

    /** A person changes the own password; the own session stays, all others end. */
    public PasswordChange changePassword(Principal principal, String current, String next) {
        Account account = principal.account();
        return switch (sessions.check(account.username(), current)) {
            case Sessions.Check.Wrong() -> new PasswordChange.Wrong();
            case Sessions.Check.Locked(Duration remaining) -> new PasswordChange.Locked(remaining);
            case Sessions.Check.Busy() -> new PasswordChange.Busy();
            case Sessions.Check.Right(Account known) -> replacePassword(principal, known, next);
        };
    }

    /** One at a time: administrators must neither undo one another's changes nor all disable one another. */
    private synchronized Change change(
            String username, UnaryOperator<Account> changing, Optional<String> hash, Instant now) {
        Optional<Account> known = find(username);
        if (known.isEmpty()) {
            return new Change.Missing();
        }
        Account account = changing.apply(known.get());
        if (wouldLeaveNobody(account)) {
            return new Change.LastAdministrator();
        }
        store.change(account, hash, now);
        return new Change.Done(account);
    }

    private PasswordChange replacePassword(Principal principal, Account account, String next) {
        Optional<String> hash = hasher.hash(next);
        if (hash.isEmpty()) {
            return new PasswordChange.Busy();
        }
        if (!store.changePassword(account.username(), hash.get(), now())) {
            return new PasswordChange.Wrong(); // disabled while the hash was computed
        }
        sessions.endAll(account.username(), Optional.of(principal.session()));
        return new PasswordChange.Done();
    }

    private boolean wouldLeaveNobody(Account changed) {
        return !changed.isKeyHolder()
                && store.all().stream()
                        .filter(Account::isKeyHolder)
                        .allMatch(holder -> holder.username().equals(changed.username()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String madeUpPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            password.append(i > 0 && i % 5 == 0 ? "-" : "").append(LEGIBLE.charAt(random.nextInt(LEGIBLE.length())));
        }
        return password.toString();
    }

    /** How a change of an account ended. */
    public sealed interface Change {
        /** The account as it is now. */
        record Done(Account account) implements Change {}

        record Exists() implements Change {}

        record Missing() implements Change {}

        /** It would leave nobody who can give rights. */
        record LastAdministrator() implements Change {}

        /** Too many passwords are being computed. */
        record Busy() implements Change {}
    }

    /** How a change of the own password ended. */
    public sealed interface PasswordChange {
        record Done() implements PasswordChange {}

        record Wrong() implements PasswordChange {}

        record Locked(Duration remaining) implements PasswordChange {}

        record Busy() implements PasswordChange {}
    }
}
