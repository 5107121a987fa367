package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stops a pump between turns that people have pinned off the slots: they may leave most of two slots without any field that takes water, of which a
 * layout knows nothing.
 */
final class Gaps {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Basin basin;
    private final Pump pump;
    private final List<FieldTurn> turns;

    Gaps(Basin basin, Pump pump, List<FieldTurn> turns) {
        this.basin = basin;
        this.pump = pump;
        this.turns =
                turns.stream().sorted(Comparator.comparing(FieldTurn::start)).toList();
    }

    /** Runs of the pump in order, with a stop in each gap of more than a slot where it may stop and start again. */
    List<Period> without(List<Period> runs) {
        List<Period> found = new ArrayList<>();
        List<Instant> starts = new ArrayList<>(pump.startsBefore());
        runs.forEach(run -> starts.add(run.from()));
        for (Period run : runs) {
            Period rest = run;
            for (Period gap : gaps(run)) {
                if (stops(rest, gap) && fewEnough(starts, gap.to())) {
                    found.add(new Period(rest.from(), gap.from()));
                    rest = new Period(gap.to(), run.to());
                    starts.add(gap.to());
                }
            }
            found.add(rest);
        }
        return found;
    }

    private List<Period> gaps(Period run) {
        List<Period> found = new ArrayList<>();
        Instant used = Instant.MAX;
        for (FieldTurn turn : turns) {
            if (turn.period().overlaps(run)) {
                boolean first = used.equals(Instant.MAX);
                if (!first && used.plus(basin.horizon.slot()).isBefore(turn.start())) {
                    found.add(new Period(used, turn.start()));
                }
                used = first || turn.end().isAfter(used) ? turn.end() : used;
            }
        }
        return found;
    }

    private boolean stops(Period run, Period gap) {
        Instant running = pump.runningSince();
        Instant since = running != null && run.from().equals(basin.horizon.start()) ? running : run.from();
        return !gap.from().isBefore(since.plus(pump.minimumRun()))
                && !run.to().isBefore(gap.to().plus(pump.minimumRun()))
                && gap.length().compareTo(pump.minimumOff()) >= 0;
    }

    private boolean fewEnough(List<Instant> starts, Instant more) {
        List<Instant> all = Stream.concat(starts.stream(), Stream.of(more))
                .distinct()
                .sorted()
                .toList();
        for (int i = pump.startsPerHour(); i < all.size(); i++) {
            if (all.get(i).isBefore(all.get(i - pump.startsPerHour()).plus(HOUR))) {
                return false;
            }
        }
        return true;
    }
}
