package org.kenh.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a device says of itself when it starts.
 *
 * @param interval how often it reports; a device silent for twice as long counts as silent
 * @param series what it intends to send
 * @param commands names of the commands that it obeys
 */
public record Birth(
        Optional<String> model,
        Optional<String> firmware,
        Optional<Duration> interval,
        List<DeclaredSeries> series,
        List<String> commands) {

    public Birth {
        series = List.copyOf(series);
        commands = List.copyOf(commands);
    }

    /** A series that the device announces, with its own interval where that differs from the device's. */
    public record DeclaredSeries(SeriesName name, Unit unit, Optional<Duration> interval) {}
}
