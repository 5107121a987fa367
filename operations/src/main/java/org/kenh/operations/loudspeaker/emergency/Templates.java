package org.kenh.operations.loudspeaker.emergency;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.loudspeaker.emergency.Template.Fills;
import org.kenh.operations.loudspeaker.emergency.Template.Parameter;
import org.kenh.operations.loudspeaker.emergency.Template.Trigger;

/** The templates that come with the product, in the order of {@code loudspeaker/emergencies.yaml}. */
public final class Templates {
    private static final String FILE = "/loudspeaker/emergencies.yaml";

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final List<Template> all;
    private final Map<String, List<String>> affected;

    private Templates(List<Template> all, Map<String, List<String>> affected) {
        this.all = List.copyOf(all);
        this.affected = Map.copyOf(affected);
    }

    /** Reads the file in the program; {@link IllegalStateException} says which template is wrong. */
    public static Templates bundled() {
        try (InputStream in = Templates.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the program was packed without " + FILE);
            }
            return read(YAML.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    public List<Template> all() {
        return all;
    }

    public Optional<Template> find(String id) {
        return all.stream().filter(template -> template.id().equals(id)).findFirst();
    }

    /** What an alarm proposes. */
    public Optional<Template> proposedBy(AlarmView alarm) {
        return all.stream()
                .filter(template -> template.alarms().stream().anyMatch(trigger -> trigger.takes(alarm)))
                .findFirst();
    }

    /** Areas where people must hear of alarms at its site; empty: nothing is said of that. Some may not exist. */
    List<String> affected(AlarmView alarm) {
        String site = alarm.site();
        return site == null ? List.of() : affected.getOrDefault(site, List.of());
    }

    static Templates read(JsonNode root) {
        List<Template> templates = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : root.path("templates")) {
            Template template = template(node);
            Set<String> known = new HashSet<>();
            template.parameters().forEach(parameter -> known.add(parameter.name()));
            for (String text : List.of(template.text().vi(), template.text().en())) {
                if (!known.equals(Set.copyOf(Template.holes(text)))) {
                    throw new IllegalStateException(
                            "the holes of template " + template.id() + " are not its parameters: " + text);
                }
            }
            if (!ids.add(template.id())) {
                throw new IllegalStateException("template " + template.id() + " is twice in " + FILE);
            }
            templates.add(template);
        }
        return new Templates(templates, affected(root.path("affected")));
    }

    private static Map<String, List<String>> affected(JsonNode list) {
        Map<String, List<String>> affected = new HashMap<>();
        for (JsonNode node : list) {
            List<String> areas = words(node.path("areas"));
            for (String site : words(node.path("sites"))) {
                if (areas.isEmpty() || affected.put(site, areas) != null) {
                    throw new IllegalStateException("site " + site + " has no areas or is twice in " + FILE);
                }
            }
        }
        return affected;
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return List.copyOf(words);
    }

    private static Template template(JsonNode node) {
        String id = text(node, "id", FILE);
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode each : node.path("parameters")) {
            Optional<Fills> fills = each.has("fills")
                    ? Optional.of(Fills.fromWord(each.path("fills").asText()))
                    : Optional.empty();
            parameters.add(new Parameter(
                    text(each, "name", id),
                    bilingual(each, id),
                    each.path("example").asText(),
                    fills));
        }
        List<Trigger> triggers = new ArrayList<>();
        for (JsonNode each : node.path("alarms")) {
            triggers.add(new Trigger(
                    text(each, "rule", id),
                    each.has("level") ? Optional.of(each.path("level").asInt()) : Optional.empty(),
                    each.path("falling").asBoolean()));
        }
        return new Template(id, bilingual(node.path("name"), id), bilingual(node, id), parameters, triggers);
    }

    private static Bilingual bilingual(JsonNode node, String id) {
        return new Bilingual(text(node, "vi", id), text(node, "en", id));
    }

    private static String text(JsonNode node, String key, String id) {
        String text = node.path(key).asText();
        if (text.isBlank()) {
            throw new IllegalStateException(key + " is missing in template " + id);
        }
        return text;
    }
}
