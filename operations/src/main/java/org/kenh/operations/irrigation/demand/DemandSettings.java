package org.kenh.operations.irrigation.demand;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * What the daily run goes by.
 *
 * @param elevation of the weather stations above the sea, m
 * @param windHeight at which they measure wind, m above ground
 * @param coastal on or near the shore of a large water body
 */
public record DemandSettings(double elevation, double windHeight, boolean coastal) {
    /** An inland delta with stations whose anemometer stands at 2 m. */
    public static final DemandSettings STANDARD = new DemandSettings(3, 2, false);

    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    /** From then on yesterday is reckoned: most of what links have held back has come. */
    static final LocalTime DAILY = LocalTime.of(5, 0);

    static final LocalTime BULLETIN = LocalTime.of(5, 30);
    /** Days that are reckoned again when what they are reckoned from has changed. */
    static final int BACK = 10;

    static final Duration AGAIN = Duration.ofHours(1);

    /** For so long after a start devices send what they have held back: days and weeks may come within minutes. */
    static final Duration SETTLING = Duration.ofHours(1);

    static final Duration AGAIN_AT_FIRST = Duration.ofMinutes(3);
    static final Duration LOOK = Duration.ofMinutes(15);
}
