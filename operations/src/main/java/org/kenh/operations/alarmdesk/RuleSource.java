package org.kenh.operations.alarmdesk;

import java.util.List;
import java.util.Optional;
import org.kenh.ingest.alarm.AlarmRule;

/** Where the desk has its rules from. Safe for any thread; may block on the database. */
public interface RuleSource {
    /** All rules in their newest version, also those that are not enabled. */
    List<LiveRule> rules();

    /** A rule as it stood in a version; for the rationalisation of an occurrence. */
    Optional<AlarmRule> version(String rule, int version);

    /** The listener is called after every change of a rule was committed, on any thread; it does not block. */
    void onChange(Runnable listener);
}
