package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.Courses;
import org.kenh.operations.irrigation.plan.Period;

/** What has become of turns, by their accounts. Blocks on the database; safe for any thread. */
public final class AccountedCourses implements Courses {
    private static final int MOST = 10_000;

    private final AccountStore accounts;

    public AccountedCourses(AccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    public Map<String, Optional<Instant>> over(Period period) {
        Map<String, Optional<Instant>> over = new HashMap<>();
        for (TurnAccount account : accounts.within(period, Optional.empty(), MOST)) {
            Optional<Instant> ended = account.course().ended();
            if (!account.isManual() && (ended.isPresent() || account.state() == AccountState.MISSED)) {
                over.put(account.id(), ended);
            }
        }
        return Map.copyOf(over);
    }
}
