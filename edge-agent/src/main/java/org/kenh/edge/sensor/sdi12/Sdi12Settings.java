package org.kenh.edge.sensor.sdi12;

import java.time.Duration;
import org.kenh.edge.config.ConfigNode;

/**
 * How one probe is asked.
 *
 * @param command {@code M}, {@code C} or one of them with a digit, for probes with several measurements
 * @param crc whether the values are asked for with a CRC
 */
record Sdi12Settings(char address, String command, boolean crc, Duration longestMeasurement) {
    static Sdi12Settings of(ConfigNode node) {
        String address = node.text("address", "0");
        if (!address.matches("[0-9A-Za-z]")) {
            node.problem(
                    "address",
                    "phải là một ký tự 0-9 A-Z a-z, nhưng là \"" + address + "\"",
                    "must be one of 0-9 A-Z a-z, but is \"" + address + "\"");
            address = "0";
        }
        String command = node.text("command", "M");
        if (!command.matches("[MC][1-9]?")) {
            node.problem(
                    "command",
                    "phải là M, C, M1 đến M9 hoặc C1 đến C9, nhưng là \"" + command + "\"",
                    "must be M, C, M1 to M9 or C1 to C9, but is \"" + command + "\"");
            command = "M";
        }
        return new Sdi12Settings(
                address.charAt(0),
                command,
                node.flag("crc", false),
                node.duration(
                        "longest-measurement", Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofSeconds(30)));
    }
}
