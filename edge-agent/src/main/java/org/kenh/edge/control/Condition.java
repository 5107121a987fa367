package org.kenh.edge.control;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.telemetry.SeriesName;

/** What an interlock looks for, as data. */
sealed interface Condition {
    Verdict test(Sight sight);

    /** The first series without which it cannot be told; empty when it can. */
    Optional<SeriesName> missing(Sight sight);

    /** Above or below a limit, in the unit of the series; a flag is 1 or 0. */
    record Bound(SeriesName series, boolean above, double limit) implements Condition {
        @Override
        public Verdict test(Sight sight) {
            if (sight.isEarly(series)) {
                return Verdict.NO;
            }
            OptionalDouble value = sight.number(series);
            if (value.isEmpty()) {
                return Verdict.UNKNOWN;
            }
            return Verdict.of(above ? value.getAsDouble() > limit : value.getAsDouble() < limit);
        }

        @Override
        public Optional<SeriesName> missing(Sight sight) {
            return test(sight) == Verdict.UNKNOWN ? Optional.of(series) : Optional.empty();
        }
    }

    /** Phases that differ: the greatest distance from their mean, as a share of the mean. */
    record Unbalance(List<SeriesName> series, double limit) implements Condition {
        @Override
        public Verdict test(Sight sight) {
            double[] values = new double[series.size()];
            for (int i = 0; i < values.length; i++) {
                if (sight.isEarly(series.get(i))) {
                    return Verdict.NO;
                }
                OptionalDouble value = sight.number(series.get(i));
                if (value.isEmpty()) {
                    return Verdict.UNKNOWN;
                }
                values[i] = value.getAsDouble();
            }
            return Verdict.of(share(values) > limit);
        }

        @Override
        public Optional<SeriesName> missing(Sight sight) {
            return series.stream()
                    .filter(one -> !sight.isEarly(one) && sight.number(one).isEmpty())
                    .findFirst();
        }

        /** max |x − mean| / mean; 0 when nothing flows. */
        static double share(double... values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            double mean = sum / values.length;
            double most = 0;
            for (double value : values) {
                most = Math.max(most, Math.abs(value - mean));
            }
            return mean > 0 ? most / mean : 0;
        }
    }

    /** Holds only while the pump runs, and looks only at what was measured since it does. */
    record Running(Condition condition) implements Condition {
        @Override
        public Verdict test(Sight sight) {
            return sight.isRunning() ? condition.test(sight.whileRunning()) : Verdict.NO;
        }

        @Override
        public Optional<SeriesName> missing(Sight sight) {
            return sight.isRunning() ? condition.missing(sight.whileRunning()) : Optional.empty();
        }
    }

    /** At least one holds; one that does is enough, whatever is not known of the others. */
    record Any(List<Condition> conditions) implements Condition {
        @Override
        public Verdict test(Sight sight) {
            Verdict most = Verdict.NO;
            for (Condition condition : conditions) {
                Verdict verdict = condition.test(sight);
                most = verdict.compareTo(most) > 0 ? verdict : most;
            }
            return most;
        }

        @Override
        public Optional<SeriesName> missing(Sight sight) {
            return firstMissing(conditions, sight);
        }
    }

    /** All hold; one that does not is enough to say no. */
    record All(List<Condition> conditions) implements Condition {
        @Override
        public Verdict test(Sight sight) {
            Verdict least = Verdict.YES;
            for (Condition condition : conditions) {
                Verdict verdict = condition.test(sight);
                least = verdict.compareTo(least) < 0 ? verdict : least;
            }
            return least;
        }

        @Override
        public Optional<SeriesName> missing(Sight sight) {
            return firstMissing(conditions, sight);
        }
    }

    private static Optional<SeriesName> firstMissing(List<Condition> conditions, Sight sight) {
        return conditions.stream()
                .flatMap(condition -> condition.missing(sight).stream())
                .findFirst();
    }
}
