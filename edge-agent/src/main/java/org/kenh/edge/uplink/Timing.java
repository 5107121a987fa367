package org.kenh.edge.uplink;

import java.time.Duration;
import org.kenh.edge.config.ConfigNode;

/**
 * How patient an uplink is; the section {@code reconnect} of a site's file.
 *
 * @param spread the first attempt after a loss is made at a random moment within this time
 * @param longest the longest pause between two rounds through all addresses
 * @param openWithin what has not connected by then is given up for the next address
 * @param answerWithin a link that leaves a message without acknowledgement for this long is dead
 * @param returnAfter how long a less preferred uplink has to work before the preferred ones are tried again
 */
public record Timing(
        Duration spread, Duration longest, Duration openWithin, Duration answerWithin, Duration returnAfter) {
    public static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5));

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    static Timing of(ConfigNode node) {
        return new Timing(
                node.duration("spread", Duration.ZERO, Duration.ofHours(1), DEFAULT.spread),
                node.duration("longest", SHORTEST, DAY, DEFAULT.longest),
                node.duration("openWithin", SHORTEST, Duration.ofMinutes(5), DEFAULT.openWithin),
                node.duration("answerWithin", SHORTEST, Duration.ofMinutes(10), DEFAULT.answerWithin),
                node.duration("returnAfter", SHORTEST, DAY, DEFAULT.returnAfter));
    }
}
