package org.kenh.operations.alarmdesk;

import java.util.Map;
import java.util.Set;
import org.kenh.ingest.alarm.AlarmKey;

/**
 * What is to be watched.
 *
 * @param rules the ids of all rules in force
 */
record WatchOrder(Map<AlarmKey, Watched> watched, DistrictMap map, Set<String> rules) {
    /** Why an alarm is watched no more. */
    String reasonOf(Hosted alarm) {
        return reasonOf(alarm.key());
    }

    String reasonOf(AlarmKey key) {
        return rules.contains(key.rule()) ? "subject removed" : "rule removed";
    }
}
