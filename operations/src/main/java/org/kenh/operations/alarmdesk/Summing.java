package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.alarmdesk.AlarmSummary.AreaCounts;
import org.kenh.operations.alarmdesk.AlarmSummary.Counts;
import org.kenh.operations.alarmdesk.AlarmSummary.SiteCounts;

/** Counts alarms that are not normal. */
final class Summing {
    private final Instant now;

    Summing(Instant now) {
        this.now = now;
    }

    AlarmSummary of(List<AlarmView> alarms) {
        Map<Integer, Counts> byPriority = new LinkedHashMap<>();
        for (int priority = 1; priority <= 3; priority++) {
            int wanted = priority;
            byPriority.put(
                    priority,
                    counts(alarms.stream()
                            .filter(view -> view.priority() == wanted)
                            .toList()));
        }
        return new AlarmSummary(
                byPriority,
                count(alarms, view -> view.letter() == Letter.G),
                count(alarms, view -> view.letter() == Letter.H),
                count(alarms, view -> view.letter() == Letter.I),
                count(alarms, view -> AlarmViews.isLive(view) && AlarmViews.isStanding(view, now)),
                count(alarms, view -> AlarmViews.isLive(view) && view.chattering()),
                byArea(alarms),
                bySite(alarms));
    }

    private static List<AreaCounts> byArea(List<AlarmView> alarms) {
        Map<String, List<AlarmView>> areas =
                alarms.stream().collect(Collectors.groupingBy(AlarmView::area, TreeMap::new, Collectors.toList()));
        return areas.entrySet().stream()
                .map(entry -> {
                    Counts counts = counts(entry.getValue());
                    return new AreaCounts(
                            entry.getKey(),
                            worst(entry.getValue()),
                            counts.unacknowledged(),
                            counts.acknowledged(),
                            counts.returned(),
                            count(entry.getValue(), view -> view.letter() == Letter.H));
                })
                .toList();
    }

    private static List<SiteCounts> bySite(List<AlarmView> alarms) {
        Map<String, List<AlarmView>> sites = new TreeMap<>();
        for (AlarmView view : alarms) {
            if (view.site() != null && AlarmViews.isLive(view)) {
                sites.computeIfAbsent(view.site(), site -> new java.util.ArrayList<>())
                        .add(view);
            }
        }
        return sites.entrySet().stream()
                .map(entry -> new SiteCounts(
                        entry.getKey(),
                        worst(entry.getValue()),
                        counts(entry.getValue()).unacknowledged(),
                        entry.getValue().size()))
                .toList();
    }

    private static Counts counts(Collection<AlarmView> alarms) {
        return new Counts(
                count(alarms, view -> view.letter() == Letter.B),
                count(alarms, view -> view.letter() == Letter.C),
                count(alarms, view -> AlarmViews.isLive(view) && view.letter().compareTo(Letter.D) >= 0));
    }

    private static int worst(Collection<AlarmView> alarms) {
        return alarms.stream()
                .filter(AlarmViews::isLive)
                .mapToInt(AlarmView::priority)
                .min()
                .orElse(0);
    }

    private static int count(Collection<AlarmView> alarms, Predicate<AlarmView> which) {
        return (int) alarms.stream().filter(which).count();
    }
}
