package org.kenh.edge.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a cluster is to play once.
 *
 * @param rank 0 for a normal bulletin, 1 for priority, 2 for an emergency
 * @param volume percent, for this alone
 */
record SpeakerSlot(
        String slot,
        String bulletin,
        int rank,
        Instant start,
        double seconds,
        Optional<String> sha256,
        OptionalDouble volume) {
    private static final List<String> CLASSES = List.of("normal", "priority", "emergency");
    private static final int LONGEST_ID = 100;
    private static final double LONGEST = 86_400;

    /** Throws {@link IllegalArgumentException} that says what is wrong. */
    static SpeakerSlot of(JsonNode node) {
        return of(node, time(node, "start"));
    }

    /** One that is not planned for a time of its own. */
    static SpeakerSlot of(JsonNode node, Instant start) {
        double seconds = node.path("seconds").asDouble(Double.NaN);
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new IllegalArgumentException("seconds must be a number above 0, up to " + LONGEST);
        }
        int rank = CLASSES.indexOf(node.path("class").asText("normal"));
        if (rank < 0) {
            throw new IllegalArgumentException("class must be one of " + String.join(", ", CLASSES));
        }
        return new SpeakerSlot(
                text(node, "slot"),
                text(node, "bulletin"),
                rank,
                start,
                seconds,
                Optional.ofNullable(node.get("sha256")).map(JsonNode::asText),
                volume(node));
    }

    ObjectNode into(ObjectNode node) {
        node.put("slot", slot)
                .put("bulletin", bulletin)
                .put("class", CLASSES.get(rank))
                .put("start", start.toString())
                .put("seconds", seconds);
        sha256.ifPresent(hash -> node.put("sha256", hash));
        volume.ifPresent(percent -> node.put("volume", percent));
        return node;
    }

    static Instant time(JsonNode node, String key) {
        try {
            return Instant.parse(node.path(key).asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(key + " must be a time like 2026-11-21T05:00:00Z", e);
        }
    }

    private static OptionalDouble volume(JsonNode node) {
        if (!node.has("volume")) {
            return OptionalDouble.empty();
        }
        double volume = node.path("volume").asDouble(Double.NaN);
        if (!(volume >= 0 && volume <= 100)) {
            throw new IllegalArgumentException("volume must be a number from 0 to 100");
        }
        return OptionalDouble.of(volume);
    }

    private static String text(JsonNode node, String key) {
        String text = node.path(key).asText("");
        if (text.isEmpty() || text.length() > LONGEST_ID) {
            throw new IllegalArgumentException(key + " must have 1 to " + LONGEST_ID + " characters");
        }
        return text;
    }
}
