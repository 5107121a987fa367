package org.kenh.operations.alarmdesk.rule;

import java.util.List;
import java.util.Optional;

/** Keeps versions of rules. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface RuleStore {
    /** Keeps a version; false if it is not the one after the newest of its rule. */
    boolean add(RuleVersion version);

    /** The newest version of each rule, deleted ones as well, by id. */
    List<RuleVersion> newest();

    Optional<RuleVersion> newest(String id);

    Optional<RuleVersion> find(String id, int version);

    /** Newest first. */
    List<RuleVersion> history(String id, int limit);
}
