package org.kenh.edge.sensor;

import java.time.Duration;
import org.kenh.edge.config.ConfigNode;
import org.kenh.telemetry.SeriesName;

/**
 * What every driver has.
 *
 * @param name unique within the site; the first part of its series' names
 * @param type the word in the file, for example {@code modbus-tcp}
 * @param interval how often its points are read unless they say otherwise
 * @param timeout how long one request may take
 */
public record DriverSettings(String name, String type, Duration interval, Duration timeout) {
    private static final int LONGEST_NAME = 32;

    /** Reads the keys {@code name}, {@code interval} and {@code timeout}. */
    public static DriverSettings of(ConfigNode node, String type) {
        String name = node.text("name");
        if (!name.isEmpty() && (!SeriesName.isValid(name) || name.length() > LONGEST_NAME || name.contains("/"))) {
            node.problem(
                    "name",
                    "phải có 1 đến " + LONGEST_NAME + " ký tự A-Z a-z 0-9 - . _, nhưng là \"" + name + "\"",
                    "must be 1 to " + LONGEST_NAME + " of A-Z a-z 0-9 - . _, but is \"" + name + "\"");
            name = "";
        }
        return new DriverSettings(
                name.isEmpty() ? "unknown" : name,
                type,
                node.duration("interval", Duration.ofMillis(50), Duration.ofDays(1), Duration.ofMinutes(1)),
                node.duration("timeout", Duration.ofMillis(50), Duration.ofMinutes(1), Duration.ofSeconds(3)));
    }
}
