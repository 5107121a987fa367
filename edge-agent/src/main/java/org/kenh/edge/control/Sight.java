package org.kenh.edge.control;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/**
 * What can be seen of the plant at one moment, with the age of a value held against the longest that may be relied on.
 *
 * @param maxAgeNanos older values say nothing
 * @param runningSince when the pump was started or first seen running, or {@link #NEVER}
 * @param notBefore values that were measured earlier are not wrong, but of another time: conditions do not hold yet
 */
record Sight(Inputs inputs, long now, long maxAgeNanos, long runningSince, long notBefore) {
    static final long NEVER = Long.MIN_VALUE;

    /** Whatever was measured, at rest. */
    static Sight atRest(Inputs inputs, long now, long maxAgeNanos) {
        return new Sight(inputs, now, maxAgeNanos, NEVER, NEVER);
    }

    boolean isRunning() {
        return runningSince != NEVER;
    }

    /** The same, with only those values that were measured while it ran. */
    Sight whileRunning() {
        return new Sight(inputs, now, maxAgeNanos, runningSince, runningSince);
    }

    Sight since(long nanos) {
        return new Sight(inputs, now, maxAgeNanos, runningSince, nanos);
    }

    /** The value if it can be relied on. */
    Optional<Value> value(SeriesName series) {
        return inputs.of(series).filter(this::isUsable).map(Input::value);
    }

    /** A number, or 1 and 0 for a flag, if it can be relied on. */
    OptionalDouble number(SeriesName series) {
        return number(value(series));
    }

    /** Whether there is something to rely on that was measured too early to count. */
    boolean isEarly(SeriesName series) {
        return notBefore != NEVER
                && inputs.of(series)
                        .filter(input -> isUsable(input) && input.monotonicNanos() < notBefore)
                        .isPresent();
    }

    private boolean isUsable(Input input) {
        return input.quality() != Quality.BAD && now - input.monotonicNanos() <= maxAgeNanos;
    }

    private static OptionalDouble number(Optional<Value> value) {
        if (value.isPresent()) {
            if (value.get() instanceof Value.Numeric numeric) {
                return OptionalDouble.of(numeric.value());
            }
            if (value.get() instanceof Value.Flag flag) {
                return OptionalDouble.of(flag.value() ? 1 : 0);
            }
        }
        return OptionalDouble.empty();
    }
}
