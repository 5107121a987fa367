package org.kenh.operations.loudspeaker.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.emergency.Emergency.Deed;
import org.kenh.operations.loudspeaker.emergency.Emergency.Round;

/**
 * What the province hears of an emergency bulletin, for clusters that only it reaches: a round to be played, or that it is called off.
 *
 * @param key the same whenever it is said again
 * @param subject the bulletin, whatever is said of it
 * @param payload JSON with our own names
 * @param validUntil after that it is not said any more
 */
public record EmergencyMessage(String key, String subject, String payload, Instant at, Instant validUntil) {
    /** A round; who gets it after the time must not play it. */
    public static EmergencyMessage round(Emergency emergency, Round round, Instant validUntil) {
        ObjectNode node = start(emergency, "sent")
                .put("slot", round.slot())
                .put("round", round.number())
                .put("class", "emergency")
                .put("text", emergency.draft().text().vi())
                .put("seconds", emergency.draft().seconds())
                .put("repeats", emergency.draft().repeats())
                .put("validUntil", validUntil.toString());
        emergency
                .approved()
                .ifPresent(deed -> node.put("approvedBy", deed.by())
                        .put("approvedAt", deed.at().toString()));
        ArrayNode clusters = node.putArray("clusters");
        round.targets().forEach(clusters::add);
        return message(emergency, round.slot(), node, round.at(), validUntil);
    }

    /** That it is called off, whatever round of it is playing. It is to be said as long as a round may still arrive. */
    public static EmergencyMessage cancelled(Emergency emergency, Deed deed, String reason, Instant validUntil) {
        ObjectNode node = start(emergency, "cancelled")
                .put("cancelledBy", deed.by())
                .put("cancelledAt", deed.at().toString())
                .put("reason", reason);
        ArrayNode slots = node.putArray("slots");
        emergency.rounds().forEach(round -> slots.add(round.slot()));
        return message(emergency, "cancelled", node, deed.at(), validUntil);
    }

    private static ObjectNode start(Emergency emergency, String state) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("emergency", String.valueOf(emergency.id()))
                .put("title", emergency.draft().title().vi())
                .put("state", state);
    }

    private static EmergencyMessage message(
            Emergency emergency, String part, ObjectNode node, Instant at, Instant validUntil) {
        String subject = "emergency-" + emergency.id();
        UUID key = UUID.nameUUIDFromBytes((subject + "/" + part).getBytes(StandardCharsets.UTF_8));
        String payload = JsonNodeFactory.instance.arrayNode().add(node).toString();
        return new EmergencyMessage(key.toString(), subject, payload, at, validUntil);
    }
}
