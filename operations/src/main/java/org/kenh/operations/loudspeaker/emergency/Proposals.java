package org.kenh.operations.loudspeaker.emergency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.AlarmFilter;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Emergencies.Wanted;

/** Finds alarms that a person has confirmed and that call for an emergency bulletin. Answers from memory. */
final class Proposals {
    private static final int USUAL_REPEATS = 3;

    private final Templates templates;
    private final Alarms alarms;
    private final Clusters clusters;

    Proposals(Templates templates, Alarms alarms, Clusters clusters) {
        this.templates = templates;
        this.alarms = alarms;
        this.clusters = clusters;
    }

    /** One for each confirmed alarm that reaches clusters; in the name of who confirmed it, so that another person approves. */
    List<Proposal> wanted() {
        List<Proposal> found = new ArrayList<>();
        AlarmFilter confirmed =
                AlarmFilter.of(AreaScope.of(Optional.empty(), List.of())).withLetters(Set.of(Letter.C));
        for (AlarmView alarm : alarms.list(confirmed)) {
            Optional<Template> template = templates.proposedBy(alarm);
            String by = alarm.acknowledgedBy();
            if (template.isPresent() && by != null && alarm.occurrence() != null) {
                List<String> areas = areas(alarm);
                boolean reaches = !clusters.map().resolve(areas, List.of()).isEmpty();
                if (reaches) {
                    found.add(new Proposal(template.get(), wanted(alarm, areas), by));
                }
            }
        }
        return found;
    }

    private static Wanted wanted(AlarmView alarm, List<String> areas) {
        return new Wanted(Optional.of(alarm), true, Map.of(), Optional.empty(), areas, List.of(), USUAL_REPEATS);
    }

    /** Where people must hear of it: what is said of its site and has clusters, else the area that it lies in. */
    List<String> areas(AlarmView alarm) {
        ClusterMap map = clusters.map();
        List<String> affected = templates.affected(alarm).stream()
                .filter(area -> map.area(area).isPresent() && !map.within(area).isEmpty())
                .toList();
        return affected.isEmpty() ? List.of(alarm.area()) : affected;
    }

    /** A bulletin that an alarm calls for. */
    record Proposal(Template template, Wanted wanted, String by) {
        Key key() {
            return new Key(wanted.alarm().flatMap(alarm -> Optional.ofNullable(alarm.occurrence())), template.id());
        }
    }

    /** What is proposed once. */
    record Key(Optional<UUID> occurrence, String template) {}
}
