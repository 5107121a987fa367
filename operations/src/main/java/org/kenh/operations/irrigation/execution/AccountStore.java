package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.irrigation.plan.Period;

/** Keeps accounts. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface AccountStore {
    /**
     * Those that touch the period, by their beginning.
     *
     * @param subjects fields and pumps of which they are; empty: all
     */
    List<TurnAccount> within(Period period, Optional<Set<String>> subjects, int limit);

    Optional<TurnAccount> find(String id);

    /** Those of which something may still be heard, by their beginning. */
    List<TurnAccount> open();

    /**
     * Keeps accounts as they are now; those that say the same as before are left alone. Gives the ids of the others. One that the
     * store cannot take keeps none of the others out.
     */
    List<String> keep(Collection<Kept> accounts, Instant at);

    /** Keeps what a person tells of a turn, instead of what was told of it before. */
    void keep(ByHand told);

    /** What people have told of turns that began after that, by turn. */
    Map<String, ByHand> byHand(Instant since);

    /** Removes accounts of pumps that people ran, when a turn has explained the running after all. */
    void remove(Collection<String> manual);

    /** Until when all running of pumps is accounted for, by pump. */
    Map<String, Instant> watched();

    /** Notes it for these pumps. */
    void watched(Map<String, Instant> until);

    /**
     * An account.
     *
     * @param settled nothing more will be looked for
     */
    record Kept(TurnAccount account, boolean settled) {}
}
