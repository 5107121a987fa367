package org.kenh.edge.clock;

/**
 * Ties monotonic time to wall-clock time from some moment of a boot on, for ever: what was stamped by it is stamped the
 * same when it is sent again.
 *
 * <p>{@code wall(m) = max(m + offset, floor + (m - from) / 2)}. The floor is the wall-clock time that the anchor before
 * gave to {@code from}. So a step forward is followed at once, and after a step back the stamps go at half speed until
 * the true time has caught up: they never go back and never meet an earlier one.
 *
 * @param fromNanos the first monotonic time that it is for
 * @param floorMicros the wall-clock time, in microseconds since 1970, that no stamp is before
 * @param offsetMicros wall-clock time less monotonic time
 * @param trusted whether the offset came from a clock that can be trusted
 */
public record Anchor(long fromNanos, long floorMicros, long offsetMicros, boolean trusted) {
    /** A floor that is below everything. */
    public static final long NO_FLOOR = Long.MIN_VALUE / 4;

    /** How far a stamp may be from the true time and still count as certain. */
    private static final long CERTAIN_MICROS = 1_000_000;

    Stamp stamp(long nanos) {
        long straight = nanos / 1_000 + offsetMicros;
        long slow = floorMicros + (nanos - fromNanos) / 2_000;
        return new Stamp(Math.max(straight, slow), trusted && slow - straight <= CERTAIN_MICROS);
    }
}
