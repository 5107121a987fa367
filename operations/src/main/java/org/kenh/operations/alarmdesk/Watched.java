package org.kenh.operations.alarmdesk;

import java.util.List;
import java.util.Optional;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.Binding;
import org.kenh.ingest.alarm.InputName;
import org.kenh.operations.alarmdesk.AlarmStore.Where;

/**
 * What one alarm is to watch, and where it is.
 *
 * @param live the rule as it was given, the star not filled
 * @param binding the rule on the subject's series
 * @param rank smaller ones are evaluated first: what hides others before what is hidden
 * @param unit of the first series
 * @param doubts what is doubtful
 */
record Watched(
        LiveRule live,
        Binding binding,
        int rank,
        Where where,
        Optional<Place> place,
        String areaName,
        Optional<String> unit,
        List<Doubt> doubts) {

    Watched {
        doubts = List.copyOf(doubts);
    }

    AlarmKey key() {
        return binding.key();
    }

    Optional<InputName> firstInput() {
        return binding.rule().condition().inputs().stream().findFirst();
    }

    boolean isGroup() {
        return live.suppresses().isPresent();
    }

    /** Whether nothing has changed. A rule's content changes only with its version. */
    boolean sameAs(Watched other) {
        return isSameBinding(other)
                && rank == other.rank
                && where.equals(other.where)
                && place.equals(other.place)
                && areaName.equals(other.areaName)
                && unit.equals(other.unit)
                && doubts.equals(other.doubts)
                && live.suppresses().equals(other.live.suppresses());
    }

    boolean isSameBinding(Watched other) {
        return binding.rule().version() == other.binding.rule().version()
                && binding.sources().equals(other.binding.sources());
    }

    /** A site as people know it. */
    record Place(String name, double lat, double lon) {}
}
