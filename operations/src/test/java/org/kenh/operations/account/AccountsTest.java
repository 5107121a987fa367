package org.kenh.operations.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.account.Accounts.Change;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlAccountStore;
import org.kenh.operations.timescale.SqlSessionStore;

/** The first administrator, and the last one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
    private final OperationsDatabase database = OperationsDatabase.open(Databases.PLAIN.fresh(), 2);
    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final SqlAccountStore store = new SqlAccountStore(database);
    private final PasswordHasher hasher = new PasswordHasher(Duration.ofSeconds(30));
    private final Sessions sessions = new Sessions(
            new Sessions.Stores(store, new SqlSessionStore(database)), hasher, clock, AccessPolicy.STANDARD);
    private final Accounts accounts = new Accounts(store, sessions, hasher, clock);

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void administrator_firstAndLast_isMadeOnceAndCannotBeTakenAway() {
        String password = accounts.createFirstAdministrator(Optional.empty()).orElseThrow();
        assertThat(password).hasSizeGreaterThanOrEqualTo(20);
        assertThat(accounts.createFirstAdministrator(Optional.empty())).isEmpty();
        assertThat(accounts.createFirstAdministrator(Optional.of("mot-mat-khau-khac")))
                .isEmpty();
        assertThat(sessions.login(" ADMIN ", password, "here")).isInstanceOf(Sessions.Login.Welcome.class);
        assertThat(sessions.login("admin", "mot-mat-khau-khac", "here")).isInstanceOf(Sessions.Login.Refused.class);

        Set<Role> all = Set.of(Role.ADMINISTRATOR);
        assertThat(change(account("admin", all, Optional.empty(), true))).isInstanceOf(Change.LastAdministrator.class);
        assertThat(change(account("admin", all, Optional.of("xa"), false)))
                .isInstanceOf(Change.LastAdministrator.class);
        assertThat(change(account("admin", Set.of(), Optional.empty(), false)))
                .isInstanceOf(Change.LastAdministrator.class);
        accounts.create(account("lan", all, Optional.empty(), false), "mot-mat-khau-khac");
        assertThat(change(account("admin", all, Optional.empty(), true))).isInstanceOf(Change.Done.class);
    }

    private Change change(Account account) {
        return accounts.change(account.username(), before -> account, Optional.empty());
    }

    private static Account account(String username, Set<Role> roles, Optional<String> area, boolean disabled) {
        return new Account(username, "Tên", roles, area, disabled);
    }
}
