package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.execution.Measures.Run;
import org.kenh.operations.irrigation.execution.Samples.Sample;
import org.kenh.operations.irrigation.plan.Period;

/** Stretches of running, from a series of zeros and ones, and what of those no turn explains. */
final class Runs {
    private static final double ON = 0.5;

    private Runs() {}

    /** Oldest first, within the period. Of times without readings nothing is assumed. */
    static List<Run> of(Samples samples, Period period) {
        List<Run> runs = new ArrayList<>();
        @Nullable Instant began = null;
        @Nullable Instant seen = null;
        Instant on = Instant.MIN;
        for (Sample sample : samples.all()) {
            boolean gap = seen != null && Duration.between(seen, sample.at()).compareTo(Samples.LONGEST_GAP) > 0;
            if (began != null && seen != null && (gap || sample.value() < ON)) {
                add(runs, period, new Stretch(began, gap ? seen : sample.at(), on, false));
                began = null;
            }
            if (sample.value() >= ON && began == null) {
                began = sample.at();
            }
            on = sample.value() >= ON ? sample.at() : on;
            seen = sample.at();
        }
        if (began != null && seen != null) {
            boolean recent = Duration.between(seen, period.to()).compareTo(Samples.LONGEST_GAP) <= 0;
            add(runs, period, new Stretch(began, seen, on, recent));
        }
        return runs;
    }

    /** The running without these times. What is left and shorter than that is the switching itself. */
    static List<Run> without(List<Run> runs, List<Period> explained, Duration shortest) {
        List<Run> left = new ArrayList<>(runs);
        for (Period turn : explained) {
            left = left.stream().flatMap(run -> cut(run, turn).stream()).toList();
        }
        return left.stream()
                .filter(run -> run.period().length().compareTo(shortest) >= 0)
                .toList();
    }

    /** After a turn it ran only if a reading says so: that of the turn is the last one before it stands. */
    private static List<Run> cut(Run run, Period turn) {
        if (!run.period().overlaps(turn)) {
            return List.of(run);
        }
        List<Run> parts = new ArrayList<>();
        Instant from = run.period().from();
        if (from.isBefore(turn.from())) {
            Instant seen = run.seen().isBefore(turn.from()) ? run.seen() : turn.from();
            parts.add(new Run(new Period(from, turn.from()), seen, false));
        }
        if (run.seen().isAfter(turn.to())) {
            parts.add(new Run(new Period(turn.to(), run.period().to()), run.seen(), run.goesOn()));
        }
        return parts;
    }

    private static void add(List<Run> runs, Period period, Stretch stretch) {
        Instant begin = stretch.from().isAfter(period.from()) ? stretch.from() : period.from();
        Instant end = stretch.to().isBefore(period.to()) ? stretch.to() : period.to();
        Optional.of(begin)
                .filter(end::isAfter)
                .ifPresent(at -> runs.add(new Run(new Period(at, end), stretch.seen(), stretch.goesOn())));
    }

    private record Stretch(Instant from, Instant to, Instant seen, boolean goesOn) {}
}
