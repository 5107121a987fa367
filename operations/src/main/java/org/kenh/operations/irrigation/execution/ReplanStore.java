package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps why new drafts are wanted. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface ReplanStore {
    /** A draft is wanted because of this. */
    void want(String cause, String subject, Instant at);

    /** Causes for which no draft was tried yet, oldest first. */
    List<Cause> waiting();

    /** When a draft was tried last. */
    Optional<Instant> lastTried();

    /** A draft was tried for all that waits up to this one. */
    void tried(long upTo, Optional<Long> plan, Instant at);

    /** Why a draft is wanted. */
    record Cause(long id, String cause, String subject, Instant at) {}
}
