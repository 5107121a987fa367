package org.kenh.operations.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which commands a second person must approve before they are sent: those that let a pump start or unlatch it, and those that make
 * loudspeakers speak at once or again after they were silenced. What stops, closes or silences never waits for anybody.
 */
public final class SecondPerson {
    /** A command that nobody has approved by then expires. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Whatever is played, by whatever class: one account alone must not be able to speak to a village. */
    private static final Set<String> NAMES =
            Set.of("pump.start", "pump.reset", "speaker.unmute", "speaker.restart", "speaker.play");

    /** Whose argument {@code by} names persons. */
    private static final Set<String> SIGNED = Set.of("speaker.mute", "speaker.unmute");

    private static final JsonMapper MAPPER = new JsonMapper();

    private SecondPerson() {}

    /** Whether this command of a person needs another one. */
    public static boolean isNeededFor(String name) {
        return NAMES.contains(name);
    }

    /** Writes who issues it where the device is told so; whatever the caller has typed there does not count. */
    public static void sign(String name, ObjectNode args, String by) {
        if (SIGNED.contains(name)) {
            args.put("by", by);
        }
    }

    /** Its arguments with both persons, who issued it and who approves it; empty: the device is not told. */
    static Optional<String> signed(IssuedCommand command, String by) {
        if (!SIGNED.contains(command.command().name())) {
            return Optional.empty();
        }
        try {
            JsonNode args = MAPPER.readTree(command.command().args());
            return args instanceof ObjectNode fields
                    ? Optional.of(
                            fields.put("by", command.issuedBy() + " + " + by).toString())
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the arguments of command " + command.command().id() + " are no JSON", e);
        }
    }
}
