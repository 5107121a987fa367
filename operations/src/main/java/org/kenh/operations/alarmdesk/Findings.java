package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.kenh.ingest.alarm.Event;
import org.kenh.ingest.alarm.Transition;
import org.kenh.operations.alarmdesk.AlarmStore.BegunOccurrence;
import org.kenh.operations.alarmdesk.Harvest.Row;

/** Collects what has changed until it is saved. For one thread. */
final class Findings {
    private final Set<Hosted> changed = new LinkedHashSet<>();
    private final Set<Hosted> removed = new LinkedHashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<BegunOccurrence> begun = new ArrayList<>();
    private final Map<UUID, Instant> ended = new HashMap<>();

    /** Its state is to be saved. */
    void changed(Hosted alarm) {
        changed.add(alarm);
    }

    Collection<Hosted> changed() {
        return changed;
    }

    /** It is watched no more. */
    void removed(Hosted alarm) {
        changed.remove(alarm);
        removed.add(alarm);
    }

    void row(Hosted alarm, JournalRow row) {
        rows.add(new Row(alarm, row));
    }

    void ended(UUID occurrence, Instant at) {
        ended.put(occurrence, at);
    }

    void transition(Hosted alarm, Transition transition) {
        row(alarm, JournalRows.of(alarm, transition));
        transition.ended().ifPresent(occurrence -> ended(occurrence, transition.at()));
        if (transition.event() == Event.ACTIVATE && transition.occurrence().isPresent()) {
            begun.add(new BegunOccurrence(
                    transition.occurrence().get(),
                    alarm.id(),
                    alarm.key(),
                    transition.ruleVersion(),
                    transition.at(),
                    transition.historical()));
        }
    }

    /** Whether there is anything that cannot be found again. */
    boolean isNews() {
        return !rows.isEmpty() || !removed.isEmpty() || !ended.isEmpty();
    }

    /** All of it, once. */
    Harvest take(Set<Hosted> recounted) {
        Harvest harvest = new Harvest(
                List.copyOf(changed),
                recounted,
                List.copyOf(removed),
                List.copyOf(rows),
                List.copyOf(begun),
                Map.copyOf(ended));
        changed.clear();
        removed.clear();
        rows.clear();
        begun.clear();
        ended.clear();
        return harvest;
    }
}
