package org.kenh.operations.alarmdesk;

import java.util.List;
import java.util.Optional;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.operations.account.AreaScope;

/**
 * All alarms of the rules that are in force. Listing and looking up answer from memory; {@link #perform},
 * {@link #journal} and {@link #rule} block on the database and throw {@link org.kenh.operations.OperationsException}
 * while it is away. Safe for any thread.
 */
public interface Alarms {
    /** Highest priority first, then the newest occurrence first. */
    List<AlarmView> list(AlarmFilter filter);

    Optional<AlarmView> find(long id);

    /** Returns after the commit. Who may do what is decided here too, by the deed's actor. */
    Performed perform(long id, Deed deed);

    /** Newest first; also of alarms whose rule or device is no more. */
    List<JournalRow> journal(JournalQuery query);

    AlarmSummary summary(AreaScope scope);

    /** The rule in the version of the live occurrence, else in its present one. */
    Optional<AlarmRule> rule(long id);
}
