package org.kenh.operations.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;

/**
 * Which commands a second person must approve before they are sent: those that let a pump start or unlatch it, and those that make
 * loudspeakers speak in an emergency or again after they were silenced. What stops, closes or silences never waits for anybody.
 */
public final class SecondPerson {
    /** A command that nobody has approved by then expires. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Set<String> ALWAYS = Set.of("pump.start", "pump.reset", "speaker.unmute", "speaker.restart");

    private SecondPerson() {}

    /** Whether this command of a person needs another one; by its name, and for what is played by its class. */
    public static boolean isNeededFor(String name, JsonNode args) {
        return ALWAYS.contains(name)
                || (name.equals("speaker.play") && args.path("class").asText("").equals("emergency"));
    }
}
