package org.kenh.operations.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.kenh.telemetry.Excerpt;

/** How the API reads YAML: as JSON with other signs. */
final class Yaml {
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private Yaml() {}

    /** Reads untrusted text; throws {@link Problem} naming the place. */
    static JsonNode parse(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            Object line = e.getLocation() == null ? "?" : e.getLocation().getLineNr();
            throw Problem.of(400, "field.yaml", line, Excerpt.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw Problem.of(400, "field.yaml", "?", "?");
        }
    }
}
