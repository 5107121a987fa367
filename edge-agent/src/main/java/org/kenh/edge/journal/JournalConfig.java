package org.kenh.edge.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.kenh.edge.config.ConfigNode;

/**
 * Where and how much is kept.
 *
 * @param directory of the journal's files; made when it is not there
 * @param maxBytes how much room its files may take
 * @param sync how often what was measured is put on disk and then sent; alarms and events at once
 * @param backlogKilobits how fast what is older is sent, in kilobits (1,000 bits) per second
 */
public record JournalConfig(Path directory, long maxBytes, Duration sync, int backlogKilobits) {
    private static final long MEBIBYTE = 1024 * 1024;

    /** What holds when the site file does not say. */
    public static final JournalConfig USUAL =
            new JournalConfig(Path.of("/var/lib/kenh-agent"), 256 * MEBIBYTE, Duration.ofSeconds(1), 150);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Reads the section {@code journal}. */
    public static JournalConfig of(ConfigNode node) {
        return new JournalConfig(
                Path.of(node.text("directory", "/var/lib/kenh-agent")),
                (long) (node.number("maxMebibytes", 1, 65_536, 256) * MEBIBYTE),
                sync(node),
                node.integer("backlogKilobits", 1, 1_000_000, 150));
    }

    private static Duration sync(ConfigNode node) {
        String text = node.text("sync", "PT1S");
        try {
            Duration sync = Duration.parse(text);
            if (sync.compareTo(SHORTEST) >= 0 && sync.compareTo(LONGEST) <= 0) {
                return sync;
            }
        } catch (DateTimeParseException e) {
            node.problem("sync", "must be an ISO 8601 duration like PT1S, but is \"" + text + "\"");
            return SHORTEST;
        }
        node.problem("sync", "must be between " + SHORTEST + " and " + LONGEST + ", but is " + text);
        return SHORTEST;
    }
}
