package org.kenh.edge.sensor.simulated;

import java.time.Duration;
import java.time.Instant;

/** The clock and calendar of Viet Nam, which has had one offset and no summer time since 1975. */
final class LocalTime {
    private static final long OFFSET_SECONDS = Duration.ofHours(7).toSeconds();
    private static final long DAY = 86_400;

    private LocalTime() {}

    /** Hours since local midnight, 0 to 24. */
    static double hour(double seconds) {
        return Math.floorMod((long) Math.floor(seconds) + OFFSET_SECONDS, DAY) / 3600.0;
    }

    /** Days since 1970-01-01, local. */
    static long day(double seconds) {
        return Math.floorDiv((long) Math.floor(seconds) + OFFSET_SECONDS, DAY);
    }

    /** Seconds of the last local midnight. */
    static double midnight(double seconds) {
        return day(seconds) * (double) DAY - OFFSET_SECONDS;
    }

    /** Day of the year, 0 to 365, fractions included; good enough for the sun. */
    static double dayOfYear(double seconds) {
        return ((seconds + OFFSET_SECONDS) / DAY) % 365.2425;
    }

    static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }
}
