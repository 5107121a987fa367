package org.kenh.operations.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What happens to the demo district; see {@code demo/scenarios.yaml}.
 *
 * @param name one of {@link #names()}
 * @param speed how much faster the simulated clock runs than the real one; readings keep the real time
 */
public record DemoScenario(String name, double speed) {
    /** The usual one, at the pace of the real clock. */
    public static final String CALM = "calm";

    private static final String RESOURCE = "/demo/scenarios.yaml";
    private static final YAMLMapper YAML = new YAMLMapper();

    public DemoScenario {
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    "scenario must be one of " + String.join(", ", names()) + ", but is \"" + name + "\"");
        }
    }

    /** The names that there are. */
    public static List<String> names() {
        return StreamSupport.stream(all().spliterator(), false)
                .map(scenario -> scenario.path("name").asText())
                .toList();
    }

    /** What it is, for people: Vietnamese first. */
    public String title() {
        return timeline().path("title").asText();
    }

    /** The timeline as the file tells it. */
    JsonNode timeline() {
        return StreamSupport.stream(all().spliterator(), false)
                .filter(scenario -> scenario.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " was checked and is gone"));
    }

    private static JsonNode all() {
        try (InputStream in = DemoScenario.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the program was packed without " + RESOURCE);
            }
            return YAML.readTree(in).path("scenarios");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
