package org.kenh.operations.loudspeaker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.AlarmFilter;
import org.kenh.operations.alarmdesk.AlarmSummary;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.Deed;
import org.kenh.operations.alarmdesk.JournalQuery;
import org.kenh.operations.alarmdesk.JournalRow;
import org.kenh.operations.alarmdesk.Performed;

/** Alarms that a test puts there. */
public final class ConfirmedAlarms implements Alarms {
    public final List<AlarmView> all = new ArrayList<>();

    @Override
    public List<AlarmView> list(AlarmFilter filter) {
        return all.stream()
                .filter(alarm -> filter.letters().contains(alarm.letter()))
                .toList();
    }

    @Override
    public Optional<AlarmView> find(long id) {
        return all.stream().filter(alarm -> alarm.id() == id).findFirst();
    }

    @Override
    public Performed perform(long id, Deed deed) {
        throw new UnsupportedOperationException("nobody does anything to alarms here");
    }

    @Override
    public List<JournalRow> journal(JournalQuery query) {
        return List.of();
    }

    @Override
    public AlarmSummary summary(AreaScope scope) {
        throw new UnsupportedOperationException("nobody counts alarms here");
    }

    @Override
    public Optional<AlarmRule> rule(long id) {
        return Optional.empty();
    }
}
