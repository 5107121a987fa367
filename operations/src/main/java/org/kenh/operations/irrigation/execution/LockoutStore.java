package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.plan.Period;

/** Keeps lockouts. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface LockoutStore {
    /** Those that hold, by their beginning. */
    List<Lockout> open();

    /** Newest first. */
    List<Lockout> list(int limit);

    /** Those that began in the period, oldest first. */
    List<Lockout> within(Period period, int limit);

    Optional<Lockout> find(long id);

    /** Keeps a new one; empty if the subject is locked for the same kind of reason already. */
    Optional<Lockout> add(Lockout lockout);

    /** Whether its readings are good, since when, and whether it may be released. */
    void assess(long id, Optional<Instant> goodSince, Lockout.State state);

    /** Releases one that is in this state; false if it is not. */
    boolean release(long id, Lockout.State from, Step step, String reason);
}
