package org.kenh.edge.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Durations as people write them in a file. */
final class Durations {
    private Durations() {}

    /** ISO 8601, or seconds with a fraction; empty when it is neither. */
    static Optional<Duration> parse(String text) {
        try {
            if (text.startsWith("P")) {
                return Optional.of(Duration.parse(text));
            }
            double seconds = Double.parseDouble(text);
            return Double.isFinite(seconds) && Math.abs(seconds) < 1e9
                    ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
                    : Optional.empty();
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
