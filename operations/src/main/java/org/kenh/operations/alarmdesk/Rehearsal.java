package org.kenh.operations.alarmdesk;

import java.util.List;
import org.kenh.ingest.alarm.Binding;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesReader;

/** Binds rules as the desk would, for those who try one without the desk. */
public final class Rehearsal {
    private Rehearsal() {}

    /** The rule on each subject it holds on now; none while it is not enabled. Blocks on the database. */
    public static List<Binding> bindings(LiveRule rule, Registry registry, SeriesReader series) {
        return WatchPlan.of(List.of(rule), DistrictMap.read(registry, series)).values().stream()
                .map(Watched::binding)
                .toList();
    }
}
