package org.kenh.operations.timescale;

import java.util.List;
import org.kenh.operations.alarmdesk.JournalRow;
import org.kenh.operations.notification.AlarmJournal;

/** Reads table {@code alarm_transition} forward; its ids rise in the order of the commits, as one thread writes them. */
public final class SqlAlarmJournal implements AlarmJournal {
    private final OperationsDatabase database;

    public SqlAlarmJournal(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public long newest() {
        return database.withHandle(
                "look for the end of the alarm journal",
                handle -> handle.createQuery("select coalesce(max(id), 0) from alarm_transition")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public List<JournalRow> after(long id, int limit) {
        return database.withHandle(
                "follow the alarm journal",
                handle -> handle.createQuery("select * from alarm_transition where id > :id order by id limit :limit")
                        .bind("id", id)
                        .bind("limit", limit)
                        .map((row, context) -> SqlAlarmStore.journalRow(row))
                        .list());
    }
}
