package org.kenh.edge.clock;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.clock.Timekeeper.Clocks;
import org.kenh.edge.config.ConfigNode;

/**
 * Which clocks may be trusted.
 *
 * @param battery whether the machine's own clock is right from the start, for example by a battery
 * @param centres addresses of {@code GET /v1/time}, without the path
 * @param patience after which the machine's clock is taken, with readings marked uncertain
 * @param interval between two looks at the clocks
 */
public record ClockConfig(boolean battery, List<URI> centres, Duration patience, Duration interval) {
    /** NTP alone. */
    public static final ClockConfig NTP =
            new ClockConfig(false, List.of(), Duration.ofMinutes(10), Duration.ofMinutes(1));

    public ClockConfig {
        centres = List.copyOf(centres);
    }

    /** Reads the section {@code clock}. */
    public static ClockConfig of(ConfigNode node) {
        List<URI> centres = new ArrayList<>();
        for (String text : node.texts("centre")) {
            if (text.matches("https?://[^/ ]+")) {
                centres.add(URI.create(text));
            } else {
                node.problem("centre", "must be like http://HOST:8080, but is \"" + text + "\"");
            }
        }
        return new ClockConfig(
                node.flag("battery", false),
                centres,
                Duration.ofSeconds(node.integer("patience", 1, 86_400, 600)),
                Duration.ofSeconds(node.integer("interval", 1, 3_600, 60)));
    }

    /** The sources in order of growing trust. */
    public List<TimeSource> sources(Clocks clocks) {
        List<TimeSource> sources = new ArrayList<>();
        sources.add(battery ? new BatteryClock(clocks) : new NtpState(clocks.monotonic(), clocks.wall()));
        centres.forEach(centre -> sources.add(new CentreTime(centre, clocks.monotonic())));
        return sources;
    }

    private record BatteryClock(Clocks clocks) implements TimeSource {
        private static final long ERROR_MICROS = 1_000_000;

        @Override
        public Optional<Observation> ask() {
            return Optional.of(NtpState.observe(clocks.monotonic(), clocks.wall(), ERROR_MICROS));
        }
    }
}
