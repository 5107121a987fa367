package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.kenh.operations.alarmdesk.AlarmStore.BegunOccurrence;

/**
 * What is to be saved and told.
 *
 * @param changed alarms whose state is to be saved
 * @param recounted groups that hide another number of active alarms now
 */
record Harvest(
        List<Hosted> changed,
        Set<Hosted> recounted,
        List<Hosted> removed,
        List<Row> rows,
        List<BegunOccurrence> begun,
        Map<UUID, Instant> ended) {
    boolean isEmpty() {
        return changed.isEmpty() && recounted.isEmpty() && removed.isEmpty() && rows.isEmpty() && ended.isEmpty();
    }

    /** A row with its alarm. */
    record Row(Hosted alarm, JournalRow row) {}
}
