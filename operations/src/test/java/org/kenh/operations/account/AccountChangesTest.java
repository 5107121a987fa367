package org.kenh.operations.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.OperationsException;
import org.kenh.operations.TestClock;
import org.kenh.operations.account.Accounts.Change;
import org.kenh.operations.account.Accounts.PasswordChange;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlAccountStore;
import org.kenh.operations.timescale.SqlSessionStore;

/** Accounts that several people work with at the same time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountChangesTest {
    private static final String PASSWORD = "mot-mat-khau-khac";

    private final OperationsDatabase database = OperationsDatabase.open(Databases.PLAIN.fresh(), 2);
    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final SqlAccountStore kept = new SqlAccountStore(database);
    private final ObservedStore store = new ObservedStore(kept);
    private final PasswordHasher hasher = new PasswordHasher(Duration.ofSeconds(30));
    private final Sessions sessions = new Sessions(
            new Sessions.Stores(store, new SqlSessionStore(database)), hasher, clock, AccessPolicy.STANDARD);
    private final Accounts accounts = new Accounts(store, sessions, hasher, clock);

    @BeforeAll
    void makeAdministrator() {
        accounts.createFirstAdministrator(Optional.of(PASSWORD));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void changePassword_whileRightsAreTakenAway_doesNotBringThemBack() {
        accounts.create(account("mai", Set.of(Role.OPERATOR), Optional.empty(), false), PASSWORD);
        Principal mai = signIn("mai", PASSWORD);
        Account restricted = account("mai", Set.of(), Optional.of("xa"), false);
        store.afterFind = () -> kept.change(restricted, Optional.empty(), clock.instant());
        assertThat(accounts.changePassword(mai, PASSWORD, "mat-khau-moi-hon")).isInstanceOf(PasswordChange.Done.class);
        assertThat(accounts.find("mai")).hasValue(restricted);
        assertThat(signIn("mai", "mat-khau-moi-hon").account()).isEqualTo(restricted);
    }

    @Test
    void changePassword_whileTheAccountIsDisabled_changesNothing() {
        accounts.create(account("tho", Set.of(Role.OPERATOR), Optional.empty(), false), PASSWORD);
        Principal tho = signIn("tho", PASSWORD);
        String hash = kept.find("tho").orElseThrow().passwordHash();
        Account disabled = account("tho", Set.of(), Optional.empty(), true);
        store.afterFind = () -> kept.change(disabled, Optional.empty(), clock.instant());
        assertThat(accounts.changePassword(tho, PASSWORD, "mat-khau-moi-hon")).isInstanceOf(PasswordChange.Wrong.class);
        assertThat(kept.find("tho")).hasValue(new AccountStore.StoredAccount(disabled, hash));
    }

    @Test
    void change_ofOneProperty_keepsTheOthersAsTheyAreNow() {
        accounts.create(account("vinh", Set.of(Role.OPERATOR), Optional.empty(), false), PASSWORD);
        kept.change(account("vinh", Set.of(), Optional.of("xa"), true), Optional.empty(), clock.instant());
        Change renamed = accounts.change(
                "vinh",
                before -> new Account("vinh", "Vinh", before.roles(), before.area(), before.disabled()),
                Optional.empty());
        assertThat(renamed).isEqualTo(new Change.Done(new Account("vinh", "Vinh", Set.of(), Optional.of("xa"), true)));
        assertThat(accounts.change("khong-co", before -> before, Optional.empty()))
                .isInstanceOf(Change.Missing.class);
    }

    @Test
    void login_whileTheDatabaseFails_isNoFailureOfThePerson() {
        for (int i = 0; i < 10; i++) {
            store.afterFind = () -> {
                throw new OperationsException("the database is away");
            };
            assertThatThrownBy(() -> sessions.login("ai-do", PASSWORD, "here")).isInstanceOf(OperationsException.class);
        }
        assertThat(sessions.login("ai-do", PASSWORD, "here")).isInstanceOf(Sessions.Login.Refused.class);
    }

    private Principal signIn(String username, String password) {
        return ((Sessions.Login.Welcome) sessions.login(username, password, "here")).principal();
    }

    private static Account account(String username, Set<Role> roles, Optional<String> area, boolean disabled) {
        return new Account(username, "Tên", roles, area, disabled);
    }

    /** A store where something happens once, after an account was read. */
    private static final class ObservedStore implements AccountStore {
        private final AccountStore store;
        private Runnable afterFind = () -> {};

        ObservedStore(AccountStore store) {
            this.store = store;
        }

        @Override
        public List<Account> all() {
            return store.all();
        }

        @Override
        public Optional<StoredAccount> find(String username) {
            Optional<StoredAccount> found = store.find(username);
            Runnable meanwhile = afterFind;
            afterFind = () -> {};
            meanwhile.run();
            return found;
        }

        @Override
        public boolean create(StoredAccount account, Instant at) {
            return store.create(account, at);
        }

        @Override
        public void change(Account account, Optional<String> passwordHash, Instant at) {
            store.change(account, passwordHash, at);
        }

        @Override
        public boolean changePassword(String username, String passwordHash, Instant at) {
            return store.changePassword(username, passwordHash, at);
        }
    }
}
