package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.emergency.Emergencies;
import org.kenh.operations.loudspeaker.emergency.Emergencies.Wanted;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.emergency.Template;
import org.kenh.telemetry.Excerpt;

/** Reads the emergency bulletin that somebody wants. */
final class LoudspeakerEmergencyBody {
    private static final int MOST_AREAS = 100;
    private static final int MOST_CLUSTERS = 1_000;
    private static final int MOST_REPEATS = 10;
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_VALUE = 120;

    private final Emergencies desk;
    private final ClusterMap map;
    private final Call call;
    private final JsonBody body;

    LoudspeakerEmergencyBody(Emergencies desk, ClusterMap map, Call call) {
        this.desk = desk;
        this.map = map;
        this.call = call;
        this.body = call.body();
    }

    /** Throws a {@link Problem} with everything that is wrong. */
    Emergency.Draft read(Alarms alarms) {
        Optional<AlarmView> alarm = body.has("alarm")
                ? AlarmResource.find(alarms, call, String.valueOf((long) body.number("alarm", 1, Long.MAX_VALUE)))
                : Optional.empty();
        if (body.has("alarm") && alarm.isEmpty()) {
            body.error("alarm", "field.reference", "");
        }
        Optional<Template> template = template(alarm);
        List<String> areas = words("areas", MOST_AREAS);
        List<String> clusters = words("clusters", MOST_CLUSTERS);
        if (areas.isEmpty() && clusters.isEmpty()) {
            areas = alarm.map(this::areas).orElse(List.of());
        }
        check(areas, clusters);
        Map<String, String> values = values(template);
        Optional<Bilingual> text = text();
        int repeats = body.has("repeats") ? (int) body.number("repeats", 1, MOST_REPEATS) : 1;
        Wanted wanted = new Wanted(alarm, false, values, text, areas, clusters, repeats);
        Optional<Emergency.Draft> draft = template.map(known -> desk.draft(known, wanted));
        draft.map(made -> Template.holes(made.text().vi()))
                .filter(holes -> !holes.isEmpty())
                .ifPresent(holes ->
                        body.error(text.isPresent() ? "text" : "parameters", "field.holes", String.join(", ", holes)));
        body.finish();
        return draft.orElseThrow();
    }

    /** Chosen by who drafts it: the same draft, sent again because the answer was lost, is known by it. */
    Optional<String> key() {
        return body.has("key") ? Optional.of(body.formed("key", Inputs::isId)) : Optional.empty();
    }

    /** Of all that it affects what is the person's own. */
    private List<String> areas(AlarmView alarm) {
        List<String> own =
                desk.areas(alarm).stream().filter(call.scope()::contains).toList();
        return own.isEmpty() ? List.of(alarm.area()) : own;
    }

    private Optional<Template> template(Optional<AlarmView> alarm) {
        if (!body.has("template") && alarm.isPresent()) {
            Optional<Template> proposed = desk.templates().proposedBy(alarm.get());
            if (proposed.isPresent()) {
                return proposed;
            }
        }
        String id = body.formed("template", Inputs::isId);
        Optional<Template> template = desk.templates().find(id);
        if (template.isEmpty()) {
            body.error("template", "field.reference", Excerpt.of(id));
        }
        return template;
    }

    private List<String> words(String name, int most) {
        Optional<JsonNode> list = body.optionalList(name);
        List<String> words = new ArrayList<>();
        list.ifPresent(array -> array.forEach(node -> words.add(node.asText())));
        if (words.size() > most) {
            body.error(name, "field.listLength", most);
        }
        return words.stream().distinct().limit(most).toList();
    }

    /** Everything must be there and the person's own; and somebody must be able to hear it. */
    private void check(List<String> areas, List<String> clusters) {
        areas.stream()
                .filter(area -> map.area(area).isEmpty() || !call.scope().contains(area))
                .findFirst()
                .ifPresent(area -> body.error("areas", "field.reference", Excerpt.of(area)));
        clusters.stream()
                .filter(device -> map.place(device)
                        .map(ClusterPlace::area)
                        .filter(call.scope()::contains)
                        .isEmpty())
                .findFirst()
                .ifPresent(device -> body.error("clusters", "field.reference", Excerpt.of(device)));
        if (map.resolve(areas, clusters).isEmpty()) {
            body.error("areas", "field.noClusters");
        }
    }

    private Map<String, String> values(Optional<Template> template) {
        Map<String, String> values = new HashMap<>();
        body.optionalObject("parameters")
                .ifPresent(node -> node.properties().forEach(field -> {
                    String value = field.getValue().asText("").strip();
                    boolean known = template.filter(found -> found.parameters().stream()
                                    .anyMatch(parameter -> parameter.name().equals(field.getKey())))
                            .isPresent();
                    boolean clean = value.length() <= LONGEST_VALUE
                            && value.chars().noneMatch(Character::isISOControl)
                            && value.indexOf('{') < 0;
                    if (!known && template.isPresent()) {
                        body.error("parameters", "field.reference", Excerpt.of(field.getKey()));
                    } else if (!clean) {
                        body.error("parameters", "field.textLength", LONGEST_VALUE);
                    } else if (!value.isEmpty()) {
                        values.put(field.getKey(), value);
                    }
                }));
        return values;
    }

    private Optional<Bilingual> text() {
        return body.optionalObject("text").map(node -> {
            String vi = node.path("vi").asText("").strip();
            String en = node.path("en").asText("").strip();
            boolean clean = (vi + en).chars().allMatch(c -> c == '\n' || !Character.isISOControl(c));
            if (vi.isEmpty() || vi.length() > LONGEST_TEXT || en.length() > LONGEST_TEXT || !clean) {
                body.error("text", "field.textLength", LONGEST_TEXT);
            }
            return new Bilingual(vi.isEmpty() ? "-" : vi, en);
        });
    }
}
