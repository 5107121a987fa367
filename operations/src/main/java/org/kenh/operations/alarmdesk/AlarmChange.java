package org.kenh.operations.alarmdesk;

import java.util.List;
import java.util.Optional;

/**
 * What one commit changed of one alarm.
 *
 * @param before how it stood; empty for one that is watched from now on
 * @param after how it stands
 * @param rows what the journal got, oldest first; empty where only a count or a mark changed
 */
public record AlarmChange(Optional<AlarmView> before, AlarmView after, List<JournalRow> rows) {
    public AlarmChange {
        rows = List.copyOf(rows);
    }

    /** Whether an operator is to be told now, by sound and message. */
    public boolean annunciates() {
        return rows.stream().anyMatch(JournalRow::annunciated);
    }

    /** What the people of the area that it has moved away from are to see: there it stands no more. */
    public Optional<AlarmView> leaves() {
        return before.filter(view -> !view.area().equals(after.area())).map(view -> view.gone(after));
    }
}
