package org.kenh.operations.notification;

import java.util.List;
import org.kenh.operations.alarmdesk.JournalRow;

/** The journal of the alarms, read forward. Calls block on the database. */
public interface AlarmJournal {
    /** The highest id; 0 while there is none. */
    long newest();

    /** Rows with a higher id, lowest first. */
    List<JournalRow> after(long id, int limit);
}
