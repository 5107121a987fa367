package org.kenh.operations.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps accounts. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface AccountStore {
    /** By user name. */
    List<Account> all();

    Optional<StoredAccount> find(String username);

    /** False if there is one of that name. */
    boolean create(StoredAccount account, Instant at);

    /** Changes name, rights and state, and the password if given. Former rights are kept with their time. */
    void change(Account account, Optional<String> passwordHash, Instant at);

    /** Replaces the password alone, whatever else is changed meanwhile; false if the account is disabled or gone. */
    boolean changePassword(String username, String passwordHash, Instant at);

    /** An account with what is needed to check its password. */
    record StoredAccount(Account account, String passwordHash) {
        /** Leaves the hash out, so that it reaches no log. */
        @Override
        public String toString() {
            return "StoredAccount[" + account.username() + "]";
        }
    }
}
