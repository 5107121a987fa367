package org.kenh.operations.timescale;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.AccountStore;
import org.kenh.operations.account.Role;

/** Accounts in tables {@code account} and {@code account_grant}. */
public final class SqlAccountStore implements AccountStore {
    static final String ACCOUNT_COLUMNS = "a.username, a.name, a.disabled, g.roles, g.area";
    static final String GRANT_IN_FORCE =
            " left join account_grant g on g.username = a.username and g.valid_to is null ";

    private final OperationsDatabase database;

    public SqlAccountStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<Account> all() {
        return database.withHandle(
                "list accounts",
                handle -> handle.createQuery("select " + ACCOUNT_COLUMNS + " from account a" + GRANT_IN_FORCE
                                + "order by a.username")
                        .map((row, context) -> account(row))
                        .list());
    }

    @Override
    public Optional<StoredAccount> find(String username) {
        return database.withHandle(
                "look up an account",
                handle -> handle.createQuery("select " + ACCOUNT_COLUMNS + ", a.password_hash from account a"
                                + GRANT_IN_FORCE + "where a.username = :username")
                        .bind("username", username)
                        .map((row, context) -> new StoredAccount(account(row), row.getString("password_hash")))
                        .findOne());
    }

    @Override
    public boolean create(StoredAccount stored, Instant at) {
        Account account = stored.account();
        return database.inTransaction("create account " + account.username(), handle -> {
            int created = handle.createUpdate("""
                            insert into account (username, name, password_hash, disabled, created_at, changed_at)
                            values (:username, :name, :hash, :disabled, :at, :at) on conflict do nothing""")
                    .bind("username", account.username())
                    .bind("name", account.name())
                    .bind("hash", stored.passwordHash())
                    .bind("disabled", account.disabled())
                    .bind("at", at)
                    .execute();
            if (created == 1) {
                grant(handle, account, at);
            }
            return created == 1;
        });
    }

    @Override
    public void change(Account account, Optional<String> passwordHash, Instant at) {
        database.inTransaction("change account " + account.username(), handle -> {
            handle.createUpdate("""
                            update account set name = :name, disabled = :disabled, changed_at = :at,
                                password_hash = coalesce(:hash, password_hash)
                            where username = :username""")
                    .bind("username", account.username())
                    .bind("name", account.name())
                    .bind("disabled", account.disabled())
                    .bind("hash", passwordHash)
                    .bind("at", at)
                    .execute();
            return regrant(handle, account, at);
        });
    }

    @Override
    public boolean changePassword(String username, String passwordHash, Instant at) {
        return database.withHandle(
                "change the password of account " + username,
                handle -> handle.createUpdate("""
                        update account set password_hash = :hash, changed_at = :at
                        where username = :username and not disabled""")
                                .bind("username", username)
                                .bind("hash", passwordHash)
                                .bind("at", at)
                                .execute()
                        == 1);
    }

    private static boolean regrant(Handle handle, Account account, Instant at) {
        int ended = handle.createUpdate("""
                        update account_grant set valid_to = :at
                        where username = :username and valid_to is null
                            and (roles <> cast(:roles as text[]) or area is distinct from :area)""")
                .bind("username", account.username())
                .bind("at", at)
                .bind("roles", words(account.roles()))
                .bind("area", account.area())
                .execute();
        if (ended > 0) {
            grant(handle, account, at);
        }
        return ended > 0;
    }

    private static void grant(Handle handle, Account account, Instant at) {
        handle.createUpdate("""
                        insert into account_grant (username, roles, area, valid_from)
                        values (:username, cast(:roles as text[]), :area, :at)""")
                .bind("username", account.username())
                .bind("roles", words(account.roles()))
                .bind("area", account.area())
                .bind("at", at)
                .execute();
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("username"),
                row.getString("name"),
                roles(row.getArray("roles")),
                Optional.ofNullable(row.getString("area")),
                row.getBoolean("disabled"));
    }

    /** Always in the same order, so that equal sets are equal arrays. */
    private static String[] words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).toArray(String[]::new);
    }

    private static Set<Role> roles(@org.jspecify.annotations.Nullable Array words) throws SQLException {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        if (words != null) {
            Arrays.stream((String[]) words.getArray())
                    .forEach(word -> Role.fromWord(word).ifPresent(roles::add));
        }
        return roles;
    }
}
