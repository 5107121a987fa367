package org.kenh.operations.loudspeaker.emergency;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.AlarmFilter;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Emergencies.Wanted;
import org.kenh.operations.loudspeaker.emergency.Emergency.Cause;

/** Finds alarms that a person has confirmed and that call for an emergency bulletin. Answers from memory. */
final class Proposals {
    private static final int USUAL_REPEATS = 3;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("H 'giờ' mm", Locale.ROOT).withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final Templates templates;
    private final Alarms alarms;
    private final Clusters clusters;

    Proposals(Templates templates, Alarms alarms, Clusters clusters) {
        this.templates = templates;
        this.alarms = alarms;
        this.clusters = clusters;
    }

    /** One for each confirmed alarm with clusters in its area; in the name of who confirmed it, so that another person approves. */
    List<Proposal> wanted() {
        List<Proposal> found = new ArrayList<>();
        AlarmFilter confirmed =
                AlarmFilter.of(AreaScope.of(Optional.empty(), List.of())).withLetters(Set.of(Letter.C));
        for (AlarmView alarm : alarms.list(confirmed)) {
            Optional<Template> template = templates.proposedBy(alarm);
            String by = alarm.acknowledgedBy();
            boolean reaches = !clusters.map().within(alarm.area()).isEmpty();
            if (template.isPresent() && reaches && by != null && alarm.occurrence() != null) {
                found.add(proposal(template.get(), alarm, by));
            }
        }
        return found;
    }

    private Proposal proposal(Template template, AlarmView alarm, String by) {
        Cause cause = new Cause(alarm.id(), Optional.ofNullable(alarm.occurrence()), true);
        return new Proposal(
                template,
                new Wanted(
                        Optional.of(cause),
                        values(template, alarm),
                        Optional.empty(),
                        List.of(alarm.area()),
                        List.of(),
                        USUAL_REPEATS),
                by);
    }

    /** What the alarm knows of the parameters, in the words of an announcer. */
    Map<String, String> values(Template template, AlarmView alarm) {
        Map<String, String> values = new HashMap<>();
        for (Template.Parameter parameter : template.parameters()) {
            parameter
                    .fills()
                    .flatMap(fills -> value(fills, alarm))
                    .ifPresent(value -> values.put(parameter.name(), value));
        }
        return values;
    }

    private static Optional<String> value(Template.Fills fills, AlarmView alarm) {
        Instant at = alarm.activatedAt();
        Double value = alarm.value();
        String site = alarm.siteName();
        return switch (fills) {
            case AREA -> Optional.of(alarm.areaName());
            case SITE -> Optional.ofNullable(site);
            case TIME -> Optional.ofNullable(at).map(CLOCK::format);
            case VALUE -> Optional.ofNullable(value).map(Proposals::spoken);
        };
    }

    private static String spoken(double value) {
        return String.format(Locale.forLanguageTag("vi"), value < 100 ? "%.2f" : "%.0f", value);
    }

    /** A bulletin that an alarm calls for. */
    record Proposal(Template template, Wanted wanted, String by) {}
}
