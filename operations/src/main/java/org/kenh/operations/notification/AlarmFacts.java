package org.kenh.operations.notification;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.JournalRow;

/**
 * What a message tells of an alarm, as it was when it was told.
 *
 * @param place the site if there is one, and the area
 * @param step of the escalation, from 0
 * @param returnedAt since when it is over; null while it stands
 */
public record AlarmFacts(
        long alarm,
        String nameVi,
        String nameEn,
        String place,
        int priority,
        int step,
        Instant at,
        @Nullable Double value,
        @Nullable Double limit,
        String unit,
        @Nullable Instant returnedAt) {

    /** The alarm may be gone meanwhile; its journal stays. */
    static AlarmFacts of(JournalRow row, Optional<AlarmView> alarm, int step) {
        return new AlarmFacts(
                row.alarm(),
                row.name(),
                alarm.map(view -> view.name().en())
                        .filter(name -> !name.isBlank())
                        .orElse(row.name()),
                alarm.map(AlarmFacts::place).orElse(row.site() == null ? row.area() : row.site()),
                row.priority(),
                step,
                row.at(),
                row.value(),
                row.limit(),
                alarm.map(AlarmView::unit).orElse(""),
                null);
    }

    /** The same, over since then; null: it stands. */
    public AlarmFacts over(@Nullable Instant since) {
        return new AlarmFacts(alarm, nameVi, nameEn, place, priority, step, at, value, limit, unit, since);
    }

    private static String place(AlarmView alarm) {
        return alarm.siteName() == null ? alarm.areaName() : alarm.siteName() + ", " + alarm.areaName();
    }
}
