package org.kenh.operations.notification;

import java.util.Collection;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.account.AccountStore;
import org.kenh.operations.account.AreaScope;

/** People hear of what they may see. */
public final class AccountAudience implements Audience {
    private final AccountStore accounts;
    private final Registry registry;

    public AccountAudience(AccountStore accounts, Registry registry) {
        this.accounts = accounts;
        this.registry = registry;
    }

    @Override
    public boolean mayHear(String username, String area) {
        return accounts.find(username)
                .map(AccountStore.StoredAccount::account)
                .filter(account -> !account.disabled())
                .filter(account -> AreaScope.of(account.area(), areas()).contains(area))
                .isPresent();
    }

    @Override
    public Collection<Area> areas() {
        return registry.areas();
    }
}
