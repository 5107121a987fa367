package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.plan.Period;

/** Readings of a quantity over some time, oldest first, and what they come to. */
record Samples(List<Sample> all) {
    /** For longer a reading says nothing of what came after it. */
    static final Duration LONGEST_GAP = Duration.ofMinutes(10);

    /** What is measured for a smaller share of the time says nothing of the whole. */
    private static final double LEAST_COVERAGE = 0.8;

    private static final double NANOS = 1e9;

    Samples {
        all = List.copyOf(all);
    }

    /**
     * The integral over the period, in the unit times seconds: each reading holds until the next one, for ten minutes at most; what
     * is not covered is taken to be like the rest. Empty if less than 80 % is covered.
     */
    OptionalDouble integral(Period period) {
        double sum = 0;
        double covered = 0;
        for (int i = 0; i < all.size(); i++) {
            Sample sample = all.get(i);
            Instant next = i + 1 < all.size() ? all.get(i + 1).at() : Instant.MAX;
            double seconds =
                    overlap(period, sample.at(), earlier(next, sample.at().plus(LONGEST_GAP)));
            sum += sample.value() * seconds;
            covered += seconds;
        }
        double whole = seconds(period.from(), period.to());
        return covered < LEAST_COVERAGE * whole ? OptionalDouble.empty() : OptionalDouble.of(sum * whole / covered);
    }

    /**
     * By how much a counter has grown over the period. Empty if it is not known near both ends, or was set back between.
     */
    OptionalDouble growth(Period period) {
        OptionalDouble first = at(period.from());
        OptionalDouble last = at(period.to());
        boolean counts = true;
        for (int i = 1; i < all.size(); i++) {
            counts &= all.get(i).value() >= all.get(i - 1).value();
        }
        return counts && first.isPresent() && last.isPresent()
                ? OptionalDouble.of(Math.max(0, last.getAsDouble() - first.getAsDouble()))
                : OptionalDouble.empty();
    }

    /** The value at a moment, between the readings around it; of one alone if it is near. */
    private OptionalDouble at(Instant moment) {
        Sample before = null;
        Sample after = null;
        for (Sample sample : all) {
            if (!sample.at().isAfter(moment)) {
                before = sample;
            } else if (after == null) {
                after = sample;
            }
        }
        boolean hasBefore = before != null && isNear(before.at(), moment);
        boolean hasAfter = after != null && isNear(moment, after.at());
        if (before != null && after != null && hasBefore && hasAfter) {
            double share = seconds(before.at(), moment) / seconds(before.at(), after.at());
            return OptionalDouble.of(before.value() + share * (after.value() - before.value()));
        }
        if (before != null && hasBefore) {
            return OptionalDouble.of(before.value());
        }
        return after != null && hasAfter ? OptionalDouble.of(after.value()) : OptionalDouble.empty();
    }

    private static boolean isNear(Instant first, Instant second) {
        return Duration.between(first, second).compareTo(LONGEST_GAP) <= 0;
    }

    private static double overlap(Period period, Instant from, Instant to) {
        Instant begin = from.isAfter(period.from()) ? from : period.from();
        Instant end = earlier(to, period.to());
        return end.isAfter(begin) ? seconds(begin, end) : 0;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS;
    }

    /** A reading. */
    record Sample(Instant at, double value) {}
}
