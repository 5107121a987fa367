package org.kenh.operations.loudspeaker.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.kenh.operations.command.IssuedCommand;

/** The volume that a command sets for good. */
final class WantedVolume {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final double LOUDEST = 100;

    private WantedVolume() {}

    /** In percent; empty if the command is about something else. */
    static Optional<Double> of(IssuedCommand issued) {
        if (!issued.command().name().equals("speaker.volume")) {
            return Optional.empty();
        }
        try {
            JsonNode percent = MAPPER.readTree(issued.command().args()).path("percent");
            return Optional.of(percent)
                    .filter(JsonNode::isNumber)
                    .map(JsonNode::doubleValue)
                    .filter(value -> value >= 0 && value <= LOUDEST);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
