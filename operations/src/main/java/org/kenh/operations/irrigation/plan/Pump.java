package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pump and when it may run.
 *
 * @param canal which it feeds; one without a parent
 * @param flow m³/s
 * @param power input, kW
 * @param startsPerHour the most, within any 60 minutes
 * @param minimumRun from start to stop
 * @param minimumOff from stop to start
 * @param quiet windows near houses
 * @param blocks lockouts, suction too low, repairs, forbidden times
 * @param runningSince when it started, if it runs as the horizon begins
 * @param stoppedAt when it last stopped before the horizon, if it is known and counts
 * @param starts in the hour before the horizon, as far as they are known; {@code runningSince} need not be among them
 */
public record Pump(
        String id,
        Target target,
        String canal,
        double flow,
        double power,
        int startsPerHour,
        Duration minimumRun,
        Duration minimumOff,
        List<WeeklyWindow> quiet,
        List<Block> blocks,
        @Nullable Instant runningSince,
        @Nullable Instant stoppedAt,
        List<Instant> starts) {
    public Pump {
        Checks.positive(flow, "flow of pump " + id);
        Checks.notNegative(power, "power of pump " + id);
        Checks.atLeast(startsPerHour, 1, "starts per hour of pump " + id);
        Checks.notNegative(minimumRun, "minimum run of pump " + id);
        Checks.notNegative(minimumOff, "minimum off of pump " + id);
        quiet = List.copyOf(quiet);
        blocks = List.copyOf(blocks);
        // Problems that were stored before starts were kept have none.
        starts = List.copyOf(Objects.requireNonNullElse(starts, List.of()));
    }

    /** All starts before the horizon that are known, in order. */
    List<Instant> startsBefore() {
        Stream<Instant> running = Stream.ofNullable(runningSince);
        return Stream.concat(starts.stream(), running).distinct().sorted().toList();
    }
}
