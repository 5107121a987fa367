package org.kenh.edge.life;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.kenh.edge.config.ConfigException;

/** Writes and reads small JSON documents. */
final class LifeJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private LifeJson() {}

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "could not write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** Throws {@link ConfigException} when the text is not a JSON object. */
    static ObjectNode object(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new ConfigException(java.util.List.of("is not JSON: " + e.getOriginalMessage()));
        }
        throw new ConfigException(java.util.List.of("is not a JSON object"));
    }
}
